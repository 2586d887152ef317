package io.tillstream.models.images;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Turns pictures into vectors by a TorchScript encoder and its manifest, which says how pictures
 * are prepared. Vectors come at unit length, whatever the network gives, so that their dot product
 * is the cosine. One thread at a time.
 */
public final class ImageEncoder implements AutoCloseable {
    /** Name of the encoder that the project ships. */
    public static final String SHIPPED = "style-encoder";

    static final String MODEL = "model.pt";
    static final String MANIFEST = "model.json";
    private static final int BATCH = 64;

    private final EncoderManifest manifest;
    private final EncoderNetwork network;

    private ImageEncoder(EncoderManifest manifest, EncoderNetwork network) {
        this.manifest = manifest;
        this.network = network;
    }

    /**
     * Opens the version of an encoder that lies in a folder as {@code model.pt} and {@code
     * model.json}, and tries it on its golden pictures.
     *
     * @throws IOException if a file is missing or not the one that the manifest tells of, or the
     *     network does not give what it gave where it was made
     */
    public static ImageEncoder open(Path folder) throws IOException {
        EncoderManifest manifest =
                EncoderManifest.parse(Files.readAllBytes(folder.resolve(MANIFEST)));
        Path file = folder.resolve(MODEL);
        String hash = sha256(Files.readAllBytes(file));
        if (!hash.equals(manifest.sha256())) {
            throw new IOException(
                    file + " has sha256 " + hash + ", its manifest says " + manifest.sha256());
        }
        ImageEncoder encoder = new ImageEncoder(manifest, new EncoderNetwork(file));
        try {
            encoder.requireGolden();
            return encoder;
        } catch (IOException | RuntimeException e) {
            encoder.close();
            throw e;
        }
    }

    /** Opens the style encoder that the project ships. */
    public static ImageEncoder openShipped() throws IOException {
        Path folder = Files.createTempDirectory(SHIPPED);
        try {
            copyShipped(MODEL, folder);
            copyShipped(MANIFEST, folder);
            return open(folder);
        } finally {
            Files.deleteIfExists(folder.resolve(MODEL));
            Files.deleteIfExists(folder.resolve(MANIFEST));
            Files.delete(folder);
        }
    }

    private static void copyShipped(String file, Path folder) throws IOException {
        try (InputStream in = ImageEncoder.class.getResourceAsStream(SHIPPED + "/" + file)) {
            if (in == null) {
                throw new IOException("this build ships no " + SHIPPED + "/" + file);
            }
            Files.copy(in, folder.resolve(file));
        }
    }

    private void requireGolden() throws IOException {
        EncoderManifest.Golden golden = manifest.golden();
        int count = golden.inputs().length / preprocessing().length();
        if (count == 0 || golden.outputs().length != count * manifest.dimensions()) {
            throw new IOException("the golden vectors do not fit the manifest's shapes");
        }
        float[] is = network.forward(golden.inputs(), count, preprocessing().side());
        if (is.length != golden.outputs().length) {
            throw new IOException(
                    "the encoder gives "
                            + is.length / count
                            + " numbers, not "
                            + manifest.dimensions());
        }
        for (int i = 0; i < is.length; i++) {
            float expected = golden.outputs()[i];
            double most = golden.tolerance() * Math.max(1, Math.abs(expected));
            // Negated, so that what is no number does not pass.
            if (!(Math.abs(is[i] - expected) <= most)) {
                throw new IOException(
                        "golden vectors: number %d is %s, not %s".formatted(i, is[i], expected));
            }
        }
    }

    /** Which version it is, as {@code name/version}. */
    public String model() {
        return manifest.name() + "/" + manifest.version();
    }

    /** How pictures are prepared for it. */
    public Preprocessing preprocessing() {
        return manifest.preprocessing();
    }

    /** Length of its vectors. */
    public int dimensions() {
        return manifest.dimensions();
    }

    /** The vector of a picture. */
    public float[] encode(BufferedImage image) {
        return encode(List.of(preprocessing().pixels(image))).get(0);
    }

    /**
     * The vectors of pictures, in batches.
     *
     * @param pixels as {@link #preprocessing} makes them
     */
    public List<float[]> encode(List<byte[]> pixels) {
        return encode(network, preprocessing(), pixels);
    }

    /** The same by a network that has no manifest yet. */
    static List<float[]> encode(
            EncoderNetwork network, Preprocessing preprocessing, List<byte[]> pixels) {
        List<float[]> vectors = new ArrayList<>();
        for (int from = 0; from < pixels.size(); from += BATCH) {
            List<byte[]> batch = pixels.subList(from, Math.min(pixels.size(), from + BATCH));
            float[] images = new float[batch.size() * preprocessing.length()];
            for (int i = 0; i < batch.size(); i++) {
                preprocessing.normalise(batch.get(i), images, i * preprocessing.length());
            }
            float[] out = network.forward(images, batch.size(), preprocessing.side());
            int length = out.length / batch.size();
            for (int at = 0; at < out.length; at += length) {
                vectors.add(unit(Arrays.copyOfRange(out, at, at + length)));
            }
        }
        return vectors;
    }

    private static float[] unit(float[] vector) {
        double squares = 0;
        for (float x : vector) {
            squares += x * x;
        }
        // A vector of zeros has no direction, and stays as it is.
        float scale = squares > 0 ? (float) (1 / Math.sqrt(squares)) : 1;
        for (int i = 0; i < vector.length; i++) {
            vector[i] *= scale;
        }
        return vector;
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void close() {
        network.close();
    }
}
