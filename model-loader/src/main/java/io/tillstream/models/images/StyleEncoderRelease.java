package io.tillstream.models.images;

import io.tillstream.models.images.StyleEncoderTraining.Settings;
import io.tillstream.models.images.StyleEncoderTraining.Trained;
import io.tillstream.models.inference.LoadedModel;
import io.tillstream.models.inference.ModelLoader;
import io.tillstream.models.inference.TorchEngine;
import io.tillstream.models.registry.ModelFormat;
import io.tillstream.models.registry.ModelManifest;
import io.tillstream.models.registry.ModelManifest.Method;
import io.tillstream.models.registry.ModelRefusedException;
import io.tillstream.models.registry.ModelRegistry;
import io.tillstream.models.registry.ModelVersion;
import io.tillstream.models.registry.StoredModel;
import io.tillstream.models.tensors.DataType;
import io.tillstream.models.tensors.Tensor;
import io.tillstream.models.tensors.TensorSpec;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/** Makes versions of the style encoder: trains, judges on other pictures, publishes. */
public final class StyleEncoderRelease {
    private static final int GOLDEN_PICTURES = 2;
    private static final double TOLERANCE = 1e-3;

    private StyleEncoderRelease() {}

    /**
     * What a training came to.
     *
     * @param loss mean of the last epoch
     * @param accuracy of the vote of five neighbours on pictures held out, by task
     */
    public record Summary(ModelVersion id, double loss, Map<String, Double> accuracy) {}

    /**
     * Trains on pictures, judges on others, publishes the version and points {@code current} at it.
     *
     * @param version names it
     * @param progress is told the share of the training done, in percent
     * @throws IllegalArgumentException if the version is there or cannot be a name, or the pictures
     *     cannot be learnt from
     * @throws ModelRefusedException if what was trained does not pass as a model
     */
    public static Summary publish(
            LabelledPictures train,
            LabelledPictures heldOut,
            Settings settings,
            ModelRegistry registry,
            String version,
            IntConsumer progress)
            throws IOException, ModelRefusedException {
        ModelVersion id = new ModelVersion(ImageEncoder.SHIPPED, version);
        if (registry.versions(id.name()).contains(id)) {
            throw new IllegalArgumentException(id + " is there already: name another version");
        }
        Trained trained = StyleEncoderTraining.train(train, settings, progress);
        StoredModel unjudged = stored(id, trained, heldOut);
        Map<String, Double> accuracy = accuracy(unjudged, train, heldOut);
        registry.publish(
                StoredModel.of(
                        unjudged.manifest().withMetrics(metrics(accuracy)), unjudged.model()));
        registry.point(id);
        return new Summary(id, trained.loss(), accuracy);
    }

    private static StoredModel stored(ModelVersion id, Trained trained, LabelledPictures pictures)
            throws IOException {
        Preprocessing preprocessing = pictures.preprocessing();
        TorchEngine engine = TorchEngine.start();
        List<Tensor> images =
                List.of(preprocessing.tensor(pictures.pixels().subList(0, GOLDEN_PICTURES)));
        List<Tensor> vectors = engine.call(trained.torchScript(), LoadedModel.FORWARD, images);
        int dimensions = vectors.get(0).shape()[1];
        Method forward =
                Method.of(
                        List.of(preprocessing.spec()),
                        List.of(
                                new TensorSpec(
                                        "vectors", DataType.FLOAT32, List.of(-1, dimensions))),
                        images,
                        vectors,
                        TOLERANCE);
        ModelManifest manifest =
                new ModelManifest(
                        id.name(),
                        id.version(),
                        ModelFormat.TORCHSCRIPT,
                        null,
                        Map.of(LoadedModel.FORWARD, forward),
                        preprocessing.id(),
                        null,
                        null,
                        engine.version(),
                        null);
        return StoredModel.of(manifest, trained.torchScript());
    }

    private static Map<String, Double> accuracy(
            StoredModel stored, LabelledPictures train, LabelledPictures heldOut)
            throws ModelRefusedException {
        try (ImageEncoder encoder = new ImageEncoder(new ModelLoader().load(stored))) {
            return NeighbourAccuracy.of(
                    train,
                    encoder.encode(train.pixels()),
                    heldOut,
                    encoder.encode(heldOut.pixels()));
        }
    }

    private static Map<String, Double> metrics(Map<String, Double> accuracy) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        accuracy.forEach((task, value) -> metrics.put("knn5_accuracy_" + task, value));
        return metrics;
    }
}
