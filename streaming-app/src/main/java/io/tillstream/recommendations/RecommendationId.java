package io.tillstream.recommendations;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Ids of emissions: {@code HASH SEAL - VARIANT}. The same trigger and variant give the same id,
 * whenever it is answered. The seal is a hash with the salt, so that nobody who does not know that
 * can tell of a list that was never made; and the variant can be read off it, so that feedback
 * finds its variant without asking anybody.
 */
final class RecommendationId {
    private static final int HASH_BYTES = 9;
    private static final int SEAL_BYTES = 6;
    private static final int LENGTH = 2 * (HASH_BYTES + SEAL_BYTES);
    private static final char SEPARATOR = '-';

    private RecommendationId() {}

    static String of(String salt, String shopper, String eventId, Variant variant) {
        String hash = hash(HASH_BYTES, shopper, eventId);
        return hash + seal(salt, hash, variant) + SEPARATOR + variant.label();
    }

    /** The variant of an id; null if it is none of ours. */
    static Variant variantOf(String salt, String id) {
        if (id == null || id.length() <= LENGTH || id.charAt(LENGTH) != SEPARATOR) {
            return null;
        }
        for (Variant variant : Variant.values()) {
            if (id.startsWith(variant.label(), LENGTH + 1)
                    && id.length() == LENGTH + 1 + variant.label().length()
                    && id.startsWith(
                            seal(salt, id.substring(0, 2 * HASH_BYTES), variant), 2 * HASH_BYTES)) {
                return variant;
            }
        }
        return null;
    }

    private static String seal(String salt, String hash, Variant variant) {
        return hash(SEAL_BYTES, salt, hash, variant.label());
    }

    private static String hash(int bytes, String... parts) {
        byte[] text = String.join("\n", parts).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(sha256().digest(text), 0, bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
