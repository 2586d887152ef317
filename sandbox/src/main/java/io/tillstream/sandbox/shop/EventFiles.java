package io.tillstream.sandbox.shop;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a simulated shop as a folder of event files: one {@code TOPIC.jsonl.gz} for each topic in
 * order of arrival, the pictures under {@code images/}, and what was planted in {@code truth.json}.
 */
public final class EventFiles {
    private static final String IMAGES = "images";
    private static final int BUFFER = 1 << 16;

    private EventFiles() {}

    /**
     * What was written.
     *
     * @param records by topic
     */
    public record Summary(Map<String, Long> records, int pictures) {
        /** Records of all topics. */
        public long total() {
            return records.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /**
     * Simulates a shop whose pictures are files in the folder, and writes it there.
     *
     * @param config its {@code imageBase} is replaced by the folder's own
     */
    public static Summary write(ShopConfig config, Path dir) throws IOException {
        Path images = dir.toAbsolutePath().normalize().resolve(IMAGES);
        return write(ShopSimulator.bounded(config.withImagesAt(images.toUri())), dir);
    }

    /**
     * Writes a simulator's whole stream. Pictures are written too unless they are data URIs.
     *
     * @param simulator a bounded one of which nothing was taken yet
     */
    public static Summary write(ShopSimulator simulator, Path dir) throws IOException {
        Files.createDirectories(dir);
        Map<String, OutputStream> files = new TreeMap<>();
        Map<String, Long> counts = new TreeMap<>();
        try {
            for (String topic : Topics.ALL) {
                files.put(topic, open(dir.resolve(topic + ".jsonl.gz")));
                counts.put(topic, 0L);
            }
            while (simulator.hasNext()) {
                SimulatedRecord record = simulator.next();
                OutputStream out = files.get(record.topic());
                out.write(record.value());
                out.write('\n');
                counts.merge(record.topic(), 1L, Long::sum);
            }
        } finally {
            for (OutputStream out : files.values()) {
                out.close();
            }
        }
        TruthWriter.write(simulator, dir.resolve("truth.json"));
        return new Summary(counts, writePictures(simulator.gallery(), dir.resolve(IMAGES)));
    }

    private static OutputStream open(Path file) throws IOException {
        // Java's gzip header carries no time, so equal content gives equal files.
        OutputStream zipped = new FastGzip(Files.newOutputStream(file));
        return new BufferedOutputStream(zipped, BUFFER);
    }

    /** Half the time of the default level for a tenth more bytes. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, BUFFER);
            def.setLevel(Deflater.BEST_SPEED + 2);
        }
    }

    private static int writePictures(Gallery gallery, Path images) throws IOException {
        for (Map.Entry<String, Gallery.Picture> named : gallery.named().entrySet()) {
            Path file = images.resolve(named.getKey());
            Files.createDirectories(file.getParent());
            Files.write(file, gallery.png(named.getValue()));
        }
        return gallery.named().size();
    }
}
