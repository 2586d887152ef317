package io.tillstream.trends;

import io.tillstream.events.PostLook;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The picture of a post, as far as trends are concerned. State: add fields only.
 *
 * @param hour in which it counts, hours since 1970
 * @param author hash
 * @param picture hash: equal for the same picture only
 * @param weight of the post
 * @param region hash of the post's region, see {@link Region}
 * @param modelVersion the encoder as {@code name/version}
 * @param similar products that look like it, nearest first
 * @param style cluster of pictures that look alike; null if there is none
 */
public record Sighting(
        long hour,
        long author,
        long picture,
        double weight,
        int region,
        String modelVersion,
        String[] similar,
        String style) {
    /**
     * Cosine from which on a picture looks like a product's. With this a colour was seen in 92 % of
     * the pictures of posts of a simulated shop, a pattern in 96 %, a silhouette in 83 %, and was
     * right in 97, 98 and 97 % of them (docs/trends.md).
     */
    private static final double LEAST_COSINE = 0.6;

    /** Products that say the same, below which nothing is seen. */
    private static final int LEAST_PRODUCTS = 3;

    private static final long MIX = 0x9E3779B97F4A7C15L;

    static Sighting of(PostLook look) {
        List<String> near = new ArrayList<>();
        for (int i = 0; i < look.similar().length; i++) {
            if (look.cosines()[i] >= LEAST_COSINE) {
                near.add(look.similar()[i]);
            }
        }
        return new Sighting(
                look.countedIn(),
                Mention.author(look.platform(), look.authorId()),
                hash(look.embedding()),
                PostWeight.of(look.likes(), look.shares(), look.comments()),
                Region.hash(Region.name(look.region())),
                look.modelVersion(),
                near.toArray(new String[0]),
                look.style());
    }

    private static long hash(float[] vector) {
        long hash = vector.length;
        for (float value : vector) {
            hash = (hash ^ Float.floatToIntBits(value)) * MIX;
            hash ^= hash >>> 32;
        }
        return hash;
    }

    /** Whether its style is known and it looks like enough products to be of it. */
    boolean hasStyle() {
        return style != null && similar.length >= LEAST_PRODUCTS;
    }

    /**
     * What is seen in it: traits that most of the products have that it looks like, and at least
     * {@value #LEAST_PRODUCTS}; and its style, if it looks like so many.
     *
     * @param traits of these products, none of those that the catalogue does not know
     */
    List<String> subjects(List<ProductTraits> traits) {
        Map<String, Integer> votes = new TreeMap<>();
        for (ProductTraits product : traits) {
            for (String trait : product.traits()) {
                votes.merge(trait, 1, Integer::sum);
            }
        }
        List<String> seen = new ArrayList<>();
        votes.forEach(
                (trait, number) -> {
                    if (number >= LEAST_PRODUCTS && 2 * number > similar.length) {
                        seen.add(PictureSubject.key(trait, modelVersion));
                    }
                });
        if (hasStyle()) {
            seen.add(PictureSubject.style(style, modelVersion));
        }
        return seen;
    }
}
