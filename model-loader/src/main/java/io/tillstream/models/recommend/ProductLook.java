package io.tillstream.models.recommend;

import java.util.Arrays;
import java.util.List;

/**
 * How a product looks, as the item tower is told.
 *
 * @param encoder of its picture as {@code name/version}: vectors of two encoders do not compare
 * @param vector {@link ItemEncoder#WIDTH} long, of unit length
 */
public record ProductLook(String encoder, float[] vector) {
    /** An odd constant of 32 bits without a pattern: the golden ratio's. */
    private static final int MIX = 0x9E3779B9;

    /**
     * The look of a picture. One of another width than the tower takes is folded: each of its
     * numbers is added to a place, or taken from it, as a hash of its own place says, which keeps
     * dot products on average (Weinberger et al., Feature Hashing for Large Scale Multitask
     * Learning, 2009).
     *
     * @param embedding unit vector of any length
     */
    public static ProductLook of(String encoder, float[] embedding) {
        return new ProductLook(
                encoder,
                embedding.length <= ItemEncoder.WIDTH
                        ? Arrays.copyOf(embedding, ItemEncoder.WIDTH)
                        : folded(embedding));
    }

    private static float[] folded(float[] embedding) {
        float[] vector = new float[ItemEncoder.WIDTH];
        for (int i = 0; i < embedding.length; i++) {
            int hash = (i + 1) * MIX;
            hash = (hash ^ (hash >>> 15)) * MIX;
            int at = Integer.remainderUnsigned(hash >>> 8, ItemEncoder.WIDTH);
            vector[at] += hash < 0 ? -embedding[i] : embedding[i];
        }
        double squares = 0;
        for (float x : vector) {
            squares += x * x;
        }
        float scale = squares > 0 ? (float) (1 / Math.sqrt(squares)) : 1;
        for (int i = 0; i < vector.length; i++) {
            vector[i] *= scale;
        }
        return vector;
    }

    /** The vectors row by row; zeros for those that are null. */
    static float[] rows(List<ProductLook> looks) {
        float[] rows = new float[looks.size() * ItemEncoder.WIDTH];
        for (int i = 0; i < looks.size(); i++) {
            if (looks.get(i) != null) {
                float[] vector = looks.get(i).vector();
                System.arraycopy(vector, 0, rows, i * ItemEncoder.WIDTH, ItemEncoder.WIDTH);
            }
        }
        return rows;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ProductLook look
                && look.encoder.equals(encoder)
                && Arrays.equals(look.vector, vector);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(vector);
    }
}
