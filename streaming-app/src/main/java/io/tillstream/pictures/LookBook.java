package io.tillstream.pictures;

import io.tillstream.models.clusters.KMeansState;
import io.tillstream.models.clusters.StreamingKMeans;
import io.tillstream.models.images.SimilarPictures;
import io.tillstream.models.images.StyleClusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The looks of all products by one version of an encoder: who looks like whom, and in which style.
 * Neighbours hang on the pictures alone; styles on which pictures came between two settlements too,
 * not on their order.
 */
final class LookBook {
    /** Neighbours of a product. */
    static final int MOST_SIMILAR = 10;

    /** Pictures a style before there are styles: fewer say nothing of what is alike. */
    static final int FEWEST_A_STYLE = 4;

    private final int styleCount;
    private final TreeMap<String, Look> looks = new TreeMap<>();
    private final SimilarPictures similar = new SimilarPictures(MOST_SIMILAR);

    /** Not compared with the others yet. */
    private final TreeSet<String> fresh = new TreeSet<>();

    /** Compared, but not counted in styles yet. */
    private final TreeSet<String> unstyled = new TreeSet<>();

    private Styles styles;

    /** Whether styles moved since this was last asked. */
    private boolean moved;

    LookBook(int styleCount) {
        this.styleCount = styleCount;
    }

    /** A book of looks as state holds them. */
    static LookBook restored(int styleCount, Map<String, Look> looks, Styles styles) {
        LookBook book = new LookBook(styleCount);
        book.styles = styles;
        book.looks.putAll(looks);
        looks.forEach(book::restore);
        looks.forEach(
                (productId, look) -> {
                    // One of its neighbours changed or went after the last settlement.
                    if (look.isSettled() && !book.knowsAll(look.similar)) {
                        book.similar.renew(productId);
                    }
                });
        return book;
    }

    private void restore(String productId, Look look) {
        if (look.isSettled()) {
            similar.restore(productId, look.vector, look.neighbours());
        } else {
            fresh.add(productId);
        }
    }

    private boolean knowsAll(String[] productIds) {
        return Arrays.stream(productIds).allMatch(this::isSettled);
    }

    private boolean isSettled(String productId) {
        Look look = looks.get(productId);
        return look != null && look.isSettled();
    }

    int size() {
        return looks.size();
    }

    Look look(String productId) {
        return looks.get(productId);
    }

    /** Null as long as there are too few pictures. */
    Styles styles() {
        return styles;
    }

    /** The styles if they moved since this was last asked, else null. */
    Styles takeMovedStyles() {
        Styles taken = moved ? styles : null;
        moved = false;
        return taken;
    }

    /** A product has this picture now. */
    void put(String productId, Look look) {
        looks.put(productId, look);
        fresh.add(productId);
    }

    /** A product has no picture any more. */
    void remove(String productId) {
        looks.remove(productId);
        fresh.remove(productId);
        unstyled.remove(productId);
        similar.remove(productId);
    }

    /** A product is in the book of another encoder now; here it stays a neighbour of others. */
    void forget(String productId) {
        looks.remove(productId);
        fresh.remove(productId);
        unstyled.remove(productId);
        similar.forget(productId);
    }

    /** Pictures that are not compared with the others yet. */
    int waiting() {
        return fresh.size();
    }

    /** Compares so many of them. */
    void compare(int most) {
        for (int i = 0; i < most && !fresh.isEmpty(); i++) {
            String productId = fresh.pollFirst();
            similar.put(productId, looks.get(productId).vector);
            unstyled.add(productId);
        }
    }

    /**
     * Brings styles and neighbours up to date.
     *
     * @return products whose look changed, sorted
     */
    Collection<String> settle() {
        compare(Integer.MAX_VALUE);
        TreeSet<String> changed = new TreeSet<>();
        if (!unstyled.isEmpty()) {
            learnStyles();
            assignStyles(changed);
        }
        for (String productId : similar.takeChanged()) {
            looks.get(productId).settle(similar.of(productId));
            changed.add(productId);
        }
        return changed;
    }

    private void learnStyles() {
        if (styles == null) {
            if (looks.size() < FEWEST_A_STYLE * styleCount) {
                return;
            }
            List<float[]> all = looks.values().stream().map(look -> look.vector).toList();
            styles = Styles.of(StyleClusters.of(all, styleCount));
        } else {
            List<double[]> batch = new ArrayList<>();
            unstyled.forEach(id -> batch.add(StyleClusters.point(looks.get(id).vector)));
            StreamingKMeans means = styles.clusters().means();
            KMeansState now = means.update(styles.now(), batch);
            styles = new Styles(styles.start(), now);
        }
        moved = true;
        unstyled.clear();
    }

    /** The name of a cluster. */
    static String style(int cluster) {
        return "style-" + cluster;
    }

    /** All of them: where a centroid moved, pictures change sides that did not change. */
    private void assignStyles(Collection<String> changed) {
        if (styles == null) {
            return;
        }
        StreamingKMeans.Assigner assigner = styles.clusters().means().assigner(styles.now());
        looks.forEach(
                (productId, look) -> {
                    String style = style(assigner.clusterOf(StyleClusters.point(look.vector)));
                    if (!style.equals(look.style)) {
                        look.style = style;
                        changed.add(productId);
                    }
                });
    }
}
