package io.tillstream.pictures;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What became of the pictures that were asked for last, by their addresses, which may be long and
 * are known by their hashes. Thread-safe.
 */
final class RecentPictures {
    private final int most;
    private final Map<String, Encoded> byHash =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Encoded> eldest) {
                    return size() > most;
                }
            };

    /**
     * @param most pictures to remember; the one that was not asked for longest is forgotten
     */
    RecentPictures(int most) {
        this.most = most;
    }

    /**
     * What became of a picture.
     *
     * @param modelVersion the encoder of today; nullable
     * @return null if that is not known, or was the work of another encoder
     */
    synchronized Encoded get(String uri, String modelVersion) {
        Encoded known = byHash.get(hash(uri));
        boolean today =
                known != null
                        && (known.refusal() != null || known.modelVersion().equals(modelVersion));
        return today ? known : null;
    }

    /** Remembers it if it would be the same once more. */
    synchronized void put(String uri, Encoded encoded) {
        if (encoded.refusal() == null || encoded.refusal().isOfThePicture()) {
            byHash.put(hash(uri), encoded);
        }
    }

    private static String hash(String uri) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(uri.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
