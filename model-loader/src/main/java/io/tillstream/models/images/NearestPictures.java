package io.tillstream.models.images;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Exact nearest neighbours by cosine among unit vectors. Goes through the vectors in blocks that
 * stay in the cache while all queries pass, each block turned so that the innermost loop runs over
 * vectors, which the compiler turns into vector instructions without changing the order of a sum.
 */
public final class NearestPictures {
    private static final int BLOCK = 512;

    private final int dimensions;
    private final int size;
    private final float[][] blocks;

    /**
     * @param vectors unit vectors of one length; their index is what answers name
     */
    public NearestPictures(List<float[]> vectors) {
        size = vectors.size();
        dimensions = size == 0 ? 0 : vectors.get(0).length;
        blocks = new float[(size + BLOCK - 1) / BLOCK][];
        for (int b = 0; b < blocks.length; b++) {
            blocks[b] = turned(vectors.subList(b * BLOCK, Math.min(size, (b + 1) * BLOCK)));
        }
    }

    /**
     * A picture that is near.
     *
     * @param index of the vector
     * @param cosine -1 to 1
     */
    public record Neighbour(int index, float cosine) {}

    private float[] turned(List<float[]> vectors) {
        int width = vectors.size();
        float[] block = new float[width * dimensions];
        for (int i = 0; i < width; i++) {
            float[] vector = requireFitting(vectors.get(i));
            for (int d = 0; d < dimensions; d++) {
                block[d * width + i] = vector[d];
            }
        }
        return block;
    }

    private float[] requireFitting(float[] vector) {
        if (vector.length != dimensions) {
            throw new IllegalArgumentException(
                    "a vector has " + vector.length + " dimensions, not " + dimensions);
        }
        return vector;
    }

    /** The {@code k} nearest, nearest first; at the same cosine the lower index first. */
    public List<Neighbour> nearest(float[] query, int k) {
        return nearest(List.of(query), k).get(0);
    }

    /** The same for many at once, which is faster than one after the other. */
    public List<List<Neighbour>> nearest(List<float[]> queries, int k) {
        List<Best> best = new ArrayList<>();
        for (float[] query : queries) {
            if (size > 0) {
                requireFitting(query);
            }
            best.add(new Best(Math.min(k, size)));
        }
        float[] cosines = new float[BLOCK];
        for (int b = 0; b < blocks.length; b++) {
            int width = Math.min(BLOCK, size - b * BLOCK);
            for (int q = 0; q < queries.size(); q++) {
                cosines(queries.get(q), blocks[b], width, cosines);
                best.get(q).offer(cosines, width, b * BLOCK);
            }
        }
        return best.stream().map(Best::neighbours).toList();
    }

    private static void cosines(float[] query, float[] block, int width, float[] cosines) {
        Arrays.fill(cosines, 0, width, 0);
        for (int d = 0; d < query.length; d++) {
            float weight = query[d];
            int row = d * width;
            for (int i = 0; i < width; i++) {
                cosines[i] += weight * block[row + i];
            }
        }
    }

    /** The best so far, in order. */
    private static final class Best {
        private final int[] indices;
        private final float[] cosines;
        private int count;

        Best(int k) {
            indices = new int[k];
            cosines = new float[k];
        }

        void offer(float[] offered, int width, int firstIndex) {
            for (int i = 0; i < width; i++) {
                if (count < cosines.length || (count > 0 && offered[i] > cosines[count - 1])) {
                    insert(firstIndex + i, offered[i]);
                }
            }
        }

        private void insert(int index, float cosine) {
            int at = count < cosines.length ? count++ : count - 1;
            while (at > 0 && cosines[at - 1] < cosine) {
                cosines[at] = cosines[at - 1];
                indices[at] = indices[at - 1];
                at--;
            }
            cosines[at] = cosine;
            indices[at] = index;
        }

        List<Neighbour> neighbours() {
            List<Neighbour> neighbours = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                neighbours.add(new Neighbour(indices[i], cosines[i]));
            }
            return neighbours;
        }
    }
}
