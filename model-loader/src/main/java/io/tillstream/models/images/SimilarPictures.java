package io.tillstream.models.images;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The nearest neighbours by cosine of each picture among all, while pictures come, change and go. A
 * picture that comes is compared with all others once, which tells its own neighbours and whose
 * neighbour it becomes. What it holds depends on the pictures alone, not on the order in which they
 * came: at the same cosine the smaller id goes first. Not thread-safe.
 */
public final class SimilarPictures {
    private static final int BLOCK = 512;

    private final int most;
    private final List<float[]> blocks = new ArrayList<>();
    private final List<Picture> pictures = new ArrayList<>();
    private final Map<String, Picture> byId = new HashMap<>();
    private final TreeSet<String> changed = new TreeSet<>();
    private int dimensions;

    /**
     * A picture that is near.
     *
     * @param cosine -1 to 1
     */
    public record Neighbour(String id, float cosine) {
        private boolean isNearerThan(Neighbour other) {
            return cosine != other.cosine ? cosine > other.cosine : id.compareTo(other.id) < 0;
        }
    }

    private static final class Picture {
        final String id;
        List<Neighbour> nearest = List.of();
        int place;

        Picture(String id, int place) {
            this.id = id;
            this.place = place;
        }
    }

    /**
     * @param most neighbours of a picture
     */
    public SimilarPictures(int most) {
        this.most = most;
    }

    /** How many pictures there are. */
    public int size() {
        return pictures.size();
    }

    /** Their ids, sorted. */
    public Collection<String> ids() {
        return new TreeSet<>(byId.keySet());
    }

    /**
     * Takes in a picture with the neighbours that it had when it was last asked for. They must be
     * the right ones among all that are taken in so, or be looked for anew by {@link #renew}.
     *
     * @param vector unit vector
     */
    public void restore(String id, float[] vector, List<Neighbour> nearest) {
        place(id, vector).nearest = List.copyOf(nearest);
    }

    /**
     * Takes in a picture, or another one of the same id.
     *
     * @param vector unit vector, of the length of all others
     */
    public void put(String id, float[] vector) {
        remove(id);
        Picture picture = place(id, vector);
        float[] cosines = cosines(vector);
        for (Picture other : pictures) {
            if (other != picture) {
                offer(other, new Neighbour(id, cosines[other.place]));
            }
        }
        picture.nearest = nearest(picture, cosines);
        changed.add(id);
    }

    /** Takes a picture out; those that had it for a neighbour get others. */
    public void remove(String id) {
        if (!forget(id)) {
            return;
        }
        for (Picture other : pictures) {
            if (other.nearest.stream().anyMatch(n -> n.id().equals(id))) {
                renew(other.id);
            }
        }
    }

    /** Looks for the neighbours of a picture anew. */
    public void renew(String id) {
        Picture picture = byId.get(id);
        picture.nearest = nearest(picture, cosines(vector(picture.place)));
        changed.add(id);
    }

    /**
     * Takes a picture out, and leaves it among the neighbours of others.
     *
     * @return whether it was there
     */
    public boolean forget(String id) {
        Picture gone = byId.remove(id);
        if (gone == null) {
            return false;
        }
        changed.remove(id);
        Picture last = pictures.remove(pictures.size() - 1);
        if (last != gone) {
            set(gone.place, vector(last.place));
            pictures.set(gone.place, last);
            last.place = gone.place;
        }
        return true;
    }

    /**
     * The nearest to a picture that is none of these, nearest first.
     *
     * @param vector unit vector, of the length of all others
     */
    public List<Neighbour> nearestTo(float[] vector) {
        requireFitting(vector);
        return nearest(null, cosines(vector));
    }

    /** The nearest of a picture, nearest first. */
    public List<Neighbour> of(String id) {
        return byId.get(id).nearest;
    }

    /** The pictures whose neighbours changed since this was last asked, sorted. */
    public Collection<String> takeChanged() {
        List<String> taken = List.copyOf(changed);
        changed.clear();
        return taken;
    }

    private Picture place(String id, float[] vector) {
        if (pictures.isEmpty()) {
            dimensions = vector.length;
            blocks.clear();
        }
        requireFitting(vector);
        Picture picture = new Picture(id, pictures.size());
        pictures.add(picture);
        byId.put(id, picture);
        if (picture.place / BLOCK == blocks.size()) {
            blocks.add(new float[BLOCK * dimensions]);
        }
        set(picture.place, vector);
        return picture;
    }

    private void requireFitting(float[] vector) {
        if (vector.length != dimensions) {
            throw new IllegalArgumentException(
                    "a vector has " + vector.length + " dimensions, not " + dimensions);
        }
    }

    private void set(int place, float[] vector) {
        float[] block = blocks.get(place / BLOCK);
        for (int d = 0; d < dimensions; d++) {
            block[d * BLOCK + place % BLOCK] = vector[d];
        }
    }

    private float[] vector(int place) {
        float[] block = blocks.get(place / BLOCK);
        float[] vector = new float[dimensions];
        for (int d = 0; d < dimensions; d++) {
            vector[d] = block[d * BLOCK + place % BLOCK];
        }
        return vector;
    }

    /**
     * By place. The innermost loop runs over pictures, which the compiler turns into vector
     * instructions without changing the order of a sum: a cosine is the same from either side.
     */
    private float[] cosines(float[] vector) {
        float[] cosines = new float[blocks.size() * BLOCK];
        float[] sums = new float[BLOCK];
        for (int b = 0; b < blocks.size(); b++) {
            float[] block = blocks.get(b);
            Arrays.fill(sums, 0);
            for (int d = 0; d < dimensions; d++) {
                float weight = vector[d];
                int row = d * BLOCK;
                for (int i = 0; i < BLOCK; i++) {
                    sums[i] += weight * block[row + i];
                }
            }
            System.arraycopy(sums, 0, cosines, b * BLOCK, BLOCK);
        }
        return cosines;
    }

    private List<Neighbour> nearest(Picture picture, float[] cosines) {
        List<Neighbour> nearest = new ArrayList<>();
        for (Picture other : pictures) {
            float cosine = cosines[other.place];
            boolean mayBe = nearest.size() < most || cosine >= last(nearest).cosine();
            if (other != picture && mayBe) {
                insert(nearest, new Neighbour(other.id, cosine));
            }
        }
        return List.copyOf(nearest);
    }

    private void offer(Picture picture, Neighbour neighbour) {
        List<Neighbour> is = picture.nearest;
        if (is.size() < most || neighbour.isNearerThan(last(is))) {
            List<Neighbour> nearest = new ArrayList<>(is);
            insert(nearest, neighbour);
            picture.nearest = List.copyOf(nearest);
            changed.add(picture.id);
        }
    }

    private void insert(List<Neighbour> nearest, Neighbour neighbour) {
        int at = nearest.size();
        while (at > 0 && neighbour.isNearerThan(nearest.get(at - 1))) {
            at--;
        }
        nearest.add(at, neighbour);
        if (nearest.size() > most) {
            nearest.remove(most);
        }
    }

    private static Neighbour last(List<Neighbour> nearest) {
        return nearest.get(nearest.size() - 1);
    }
}
