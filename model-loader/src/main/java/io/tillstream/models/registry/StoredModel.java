package io.tillstream.models.registry;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A model as it is kept: its manifest and its file, which agree. Held in memory as a whole, so that
 * what was hashed is what is loaded.
 *
 * @param half the file in half precision; null where the manifest tells of none
 */
public record StoredModel(ModelManifest manifest, byte[] model, byte[] half) {
    /**
     * @throws IllegalArgumentException if a file is not the one that the manifest tells of
     */
    public StoredModel {
        requireHash("the model's file", manifest.sha256(), model);
        requireHash(
                "the file in half precision",
                manifest.half() == null ? null : manifest.half().sha256(),
                half);
    }

    /** A model with its file's hash put into its manifest. */
    public static StoredModel of(ModelManifest manifest, byte[] model) {
        return new StoredModel(manifest.withHashes(sha256(model), null), model, null);
    }

    /**
     * The same model with a file in half precision.
     *
     * @param tolerance by how much it may be off from the golden outputs
     */
    public StoredModel withHalf(byte[] halfFile, double tolerance) {
        var described = new ModelManifest.Half(sha256(halfFile), tolerance);
        return new StoredModel(manifest.withHashes(manifest.sha256(), described), model, halfFile);
    }

    private static void requireHash(String what, String expected, byte[] file) {
        String is = file == null ? null : sha256(file);
        if (is == null ? expected != null : !is.equals(expected)) {
            throw new IllegalArgumentException(
                    "%s has sha256 %s, the manifest says %s".formatted(what, is, expected));
        }
    }

    /** SHA-256 of a file, in lower-case hex. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
