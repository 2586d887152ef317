package io.tillstream.pictures;

/**
 * What became of a picture: encoded, refused, or gone with its product.
 *
 * @param day epoch day of the request
 * @param modelVersion the encoder as {@code name/version}; null if not encoded
 * @param embedding unit vector; null if not encoded
 * @param refusal why not; null if encoded or gone
 * @param again whether the picture was asked for before
 */
public record PictureAnswer(
        String productId,
        long day,
        String modelVersion,
        float[] embedding,
        String refusal,
        boolean again) {
    static PictureAnswer gone(PictureRequest request) {
        return new PictureAnswer(request.productId(), request.day(), null, null, null, false);
    }

    static PictureAnswer of(PictureRequest request, Encoded encoded) {
        return new PictureAnswer(
                request.productId(),
                request.day(),
                encoded.modelVersion(),
                encoded.embedding(),
                encoded.refusal() == null ? null : encoded.refusal().name(),
                request.again());
    }

    boolean isGone() {
        return embedding == null && refusal == null;
    }

    boolean isPassing() {
        return refusal != null && PictureRefusal.valueOf(refusal).isPassing();
    }

    /** Whether what is known of the picture is as good as ever. */
    boolean leavesAllAsItWas() {
        return again && refusal != null && !PictureRefusal.valueOf(refusal).isOfThePicture();
    }
}
