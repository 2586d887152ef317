package io.tillstream.demand;

import io.tillstream.events.PictureEmbedding;

/**
 * A picture's unit vector in a byte for each dimension, which is as good for telling who is alike.
 *
 * @param encoder hash of the encoder's version: only looks by the same one compare
 * @param vector each component times 127, rounded; empty without a picture
 */
public record Look(int encoder, byte[] vector) {
    /** That of a product without a picture: it is like no other. */
    static final Look NONE = new Look(0, new byte[0]);

    private static final int SCALE = 127;

    static Look of(PictureEmbedding picture) {
        if (picture.embedding() == null) {
            return NONE;
        }
        float[] embedding = picture.embedding();
        byte[] vector = new byte[embedding.length];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (byte) Math.round(SCALE * embedding[i]);
        }
        return new Look(picture.modelVersion().hashCode(), vector);
    }

    /**
     * Cosine of two looks.
     *
     * @return 0 to 1; 0 for what does not compare or points away
     */
    static double similarity(Look a, Look b) {
        if (a == null
                || b == null
                || a.encoder != b.encoder
                || a.vector.length != b.vector.length) {
            return 0;
        }
        double product = dot(a.vector, b.vector);
        return product <= 0
                ? 0
                : product / Math.sqrt(dot(a.vector, a.vector) * dot(b.vector, b.vector));
    }

    /** Of the vector. */
    double length() {
        return Math.sqrt(dot(vector, vector));
    }

    private static double dot(byte[] a, byte[] b) {
        long sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
