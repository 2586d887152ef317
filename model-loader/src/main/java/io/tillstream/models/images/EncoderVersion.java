package io.tillstream.models.images;

import io.tillstream.models.images.EncoderManifest.Golden;
import io.tillstream.models.images.StyleEncoderTraining.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Makes versions of the style encoder: trains, judges, and writes what was learnt with its
 * manifest.
 */
public final class EncoderVersion {
    private static final int GOLDEN_PICTURES = 2;
    private static final double TOLERANCE = 1e-3;

    private EncoderVersion() {}

    /**
     * What a training came to.
     *
     * @param folder holds {@code model.pt} and {@code model.json}
     * @param loss mean of the last epoch
     * @param accuracy of the vote of five neighbours on pictures held out, by task
     */
    public record Summary(Path folder, double loss, Map<String, Double> accuracy) {}

    /**
     * Trains on pictures, judges on others, and puts the version into {@code
     * models/style-encoder/VERSION}.
     *
     * @param version names it; its folder must not be there
     * @param progress is told the share of the training done, in percent
     */
    public static Summary train(
            LabelledPictures train,
            LabelledPictures heldOut,
            Settings settings,
            Path models,
            String version,
            IntConsumer progress)
            throws IOException {
        Path folder = models.resolve(ImageEncoder.SHIPPED).resolve(version);
        Files.createDirectories(folder.getParent());
        Files.createDirectory(folder);
        Path file = folder.resolve(ImageEncoder.MODEL);
        double loss = StyleEncoderTraining.train(train, settings, file, progress);
        try (EncoderNetwork network = new EncoderNetwork(file)) {
            Map<String, Double> accuracy =
                    NeighbourAccuracy.of(
                            train,
                            ImageEncoder.encode(network, train.preprocessing(), train.pixels()),
                            heldOut,
                            ImageEncoder.encode(network, train.preprocessing(), heldOut.pixels()));
            Golden golden = golden(network, heldOut);
            EncoderManifest manifest =
                    new EncoderManifest(
                            ImageEncoder.SHIPPED,
                            version,
                            ImageEncoder.sha256(Files.readAllBytes(file)),
                            train.preprocessing(),
                            golden.outputs().length / GOLDEN_PICTURES,
                            golden,
                            metrics(accuracy));
            Files.write(folder.resolve(ImageEncoder.MANIFEST), manifest.toJson());
            return new Summary(folder, loss, accuracy);
        }
    }

    private static Golden golden(EncoderNetwork network, LabelledPictures pictures) {
        List<byte[]> some = pictures.pixels().subList(0, GOLDEN_PICTURES);
        Preprocessing preprocessing = pictures.preprocessing();
        float[] images = new float[some.size() * preprocessing.length()];
        for (int i = 0; i < some.size(); i++) {
            preprocessing.normalise(some.get(i), images, i * preprocessing.length());
        }
        float[] vectors = network.forward(images, some.size(), preprocessing.side());
        return new Golden(images, vectors, TOLERANCE);
    }

    private static Map<String, Double> metrics(Map<String, Double> accuracy) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        accuracy.forEach((task, value) -> metrics.put("knn5_accuracy_" + task, value));
        return metrics;
    }
}
