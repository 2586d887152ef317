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
        long product = 0;
        long squareA = 0;
        long squareB = 0;
        for (int i = 0; i < a.vector.length; i++) {
            product += a.vector[i] * b.vector[i];
            squareA += a.vector[i] * a.vector[i];
            squareB += b.vector[i] * b.vector[i];
        }
        return product <= 0 ? 0 : product / Math.sqrt((double) squareA * squareB);
    }
}
