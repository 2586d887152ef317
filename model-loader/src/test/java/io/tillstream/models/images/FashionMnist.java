package io.tillstream.models.images;

import io.tillstream.models.images.LabelledPictures.Task;
import java.awt.image.BufferedImage;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Reads Fashion-MNIST, IDX files with 28 x 28 grey garments of ten kinds. */
final class FashionMnist {
    static final Path FOLDER = Path.of("../../shared/data/fashion-mnist");

    private static final int SIDE = 28;
    private static final Task KIND =
            new Task(
                    "kind",
                    List.of(
                            "t-shirt",
                            "trouser",
                            "pullover",
                            "dress",
                            "coat",
                            "sandal",
                            "shirt",
                            "sneaker",
                            "bag",
                            "boot"));

    private FashionMnist() {}

    /**
     * The first pictures of a part.
     *
     * @param part {@code train} or {@code t10k}
     */
    static LabelledPictures read(Path folder, String part, int count, Preprocessing preprocessing)
            throws IOException {
        List<byte[]> pixels = new ArrayList<>();
        List<int[]> labels = new ArrayList<>();
        try (DataInputStream images = open(folder.resolve(part + "-images-idx3-ubyte.gz"), 16);
                DataInputStream kinds = open(folder.resolve(part + "-labels-idx1-ubyte.gz"), 8)) {
            for (int i = 0; i < count; i++) {
                pixels.add(preprocessing.pixels(picture(images.readNBytes(SIDE * SIDE))));
                labels.add(new int[] {kinds.readUnsignedByte()});
            }
        }
        return new LabelledPictures(preprocessing, List.of(KIND), pixels, labels);
    }

    private static DataInputStream open(Path file, int header) throws IOException {
        DataInputStream in = new DataInputStream(new GZIPInputStream(Files.newInputStream(file)));
        in.skipNBytes(header);
        return in;
    }

    private static BufferedImage picture(byte[] grey) {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < grey.length; i++) {
            image.setRGB(i % SIDE, i / SIDE, (grey[i] & 0xFF) * 0x010101);
        }
        return image;
    }
}
