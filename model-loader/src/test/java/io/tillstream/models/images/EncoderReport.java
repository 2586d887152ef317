package io.tillstream.models.images;

import io.tillstream.models.inference.ModelLoader;
import io.tillstream.models.registry.ModelRegistry;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * Measures what a picture costs with an encoder of a registry, in batches as the job has them, on
 * one thread. A program of its own: {@code java -cp ... io.tillstream.models.images.EncoderReport
 * MODELS NAME PICTURES}.
 */
final class EncoderReport {
    private static final int BATCH = 8;
    private static final int PICTURES = 64;

    private EncoderReport() {}

    /**
     * Measures.
     *
     * @param args registry folder, name of the encoder, folder of pictures
     */
    public static void main(String[] args) throws Exception {
        ModelRegistry registry = new ModelRegistry(Path.of(args[0]));
        List<BufferedImage> pictures = pictures(Path.of(args[2]));
        try (ImageEncoder encoder =
                new ImageEncoder(
                        new ModelLoader(BATCH)
                                .load(registry.read(registry.current(args[1]).orElseThrow())))) {
            // The first time to warm up.
            measure(encoder, pictures);
            System.out.printf(
                    Locale.ROOT,
                    "%s, %d dimensions: %s%n",
                    encoder.id(),
                    encoder.dimensions(),
                    measure(encoder, pictures));
        }
    }

    private static List<BufferedImage> pictures(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.(png|jpg)"))
                    .sorted()
                    .limit(PICTURES)
                    .map(EncoderReport::read)
                    .toList();
        }
    }

    private static BufferedImage read(Path file) {
        try {
            return ImageIO.read(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String measure(ImageEncoder encoder, List<BufferedImage> pictures) {
        long start = System.nanoTime();
        List<byte[]> pixels = pictures.stream().map(encoder.preprocessing()::pixels).toList();
        long prepared = System.nanoTime();
        List<float[]> vectors = new ArrayList<>();
        for (int from = 0; from < pixels.size(); from += BATCH) {
            vectors.addAll(
                    encoder.encode(pixels.subList(from, Math.min(pixels.size(), from + BATCH))));
        }
        long encoded = System.nanoTime();
        return "%d pictures, %.1f ms each to prepare, %.1f ms each to encode in batches of %d"
                .formatted(
                        vectors.size(),
                        (prepared - start) / 1e6 / vectors.size(),
                        (encoded - prepared) / 1e6 / vectors.size(),
                        BATCH);
    }
}
