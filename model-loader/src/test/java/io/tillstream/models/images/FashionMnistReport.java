package io.tillstream.models.images;

import io.tillstream.models.images.StyleEncoderTraining.Settings;
import io.tillstream.models.registry.ModelRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Trains the style encoder's network on Fashion-MNIST and prints the accuracy of its five nearest
 * neighbours; see docs/images.md. Arguments: {@code choose EPOCHS RATE} trains on the first 50,000
 * training pictures and judges on the other 10,000; {@code test EPOCHS RATE} trains on all 60,000
 * and judges on the 10,000 test pictures.
 */
final class FashionMnistReport {
    private static final int TRAIN = 60_000;
    private static final int TEST = 10_000;

    private FashionMnistReport() {}

    public static void main(String[] args) throws Exception {
        boolean choose = args[0].equals("choose");
        LabelledPictures train =
                FashionMnist.read(FashionMnist.FOLDER, "train", TRAIN, Preprocessing.RGB32_V1);
        LabelledPictures heldOut =
                choose
                        ? train.at(range(TRAIN - TEST, TRAIN))
                        : FashionMnist.read(
                                FashionMnist.FOLDER, "t10k", TEST, Preprocessing.RGB32_V1);
        LabelledPictures known = choose ? train.at(range(0, TRAIN - TEST)) : train;
        Settings settings =
                new Settings(Integer.parseInt(args[1]), 64, Float.parseFloat(args[2]), 1, 1);
        Path models = Files.createTempDirectory("fashion-mnist");
        System.out.println(
                settings
                        + ": "
                        + StyleEncoderRelease.publish(
                                known,
                                heldOut,
                                settings,
                                new ModelRegistry(models),
                                "1",
                                percent -> {})
                        + " in "
                        + models);
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }
}
