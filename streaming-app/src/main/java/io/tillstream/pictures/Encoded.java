package io.tillstream.pictures;

/**
 * What an encoder made of a picture.
 *
 * @param modelVersion the encoder as {@code name/version}; null if refused
 * @param embedding unit vector; null if refused
 * @param refusal null if encoded
 */
record Encoded(String modelVersion, float[] embedding, PictureRefusal refusal) {
    static Encoded refused(PictureRefusal why) {
        return new Encoded(null, null, why);
    }
}
