package io.tillstream.recommendations;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Ids of emissions: the same trigger, model and variant give the same id, and the variant can be
 * read off it, so that feedback finds its variant without asking anybody.
 */
final class RecommendationId {
    private static final int HASH_BYTES = 12;
    private static final char SEPARATOR = '-';

    private RecommendationId() {}

    static String of(String shopper, String eventId, String modelVersion, Variant variant) {
        byte[] text =
                String.join("\n", shopper, eventId, modelVersion, variant.label())
                        .getBytes(StandardCharsets.UTF_8);
        byte[] hash = sha256().digest(text);
        return HexFormat.of().formatHex(hash, 0, HASH_BYTES) + SEPARATOR + variant.label();
    }

    /** The variant of an id; null if it is none of ours. */
    static Variant variantOf(String recommendationId) {
        if (recommendationId == null) {
            return null;
        }
        String label = recommendationId.substring(recommendationId.lastIndexOf(SEPARATOR) + 1);
        for (Variant variant : Variant.values()) {
            if (variant.label().equals(label)) {
                return variant;
            }
        }
        return null;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
