package io.tillstream.models;

import io.tillstream.models.registry.ModelManifest;
import io.tillstream.models.registry.ModelManifest.Method;
import io.tillstream.models.registry.ModelRefusedException;
import io.tillstream.models.registry.ModelRegistry;
import io.tillstream.models.registry.ModelVersion;
import io.tillstream.models.registry.StoredModel;
import io.tillstream.models.tensors.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The small models that {@code src/test/python/make_models.py} made. */
public final class TestModels {
    private TestModels() {}

    /** A version of {@code encoder}, {@code towers} (1 and 2) or {@code onnx-encoder} (1). */
    public static StoredModel stored(String name, String version)
            throws IOException, ModelRefusedException {
        return new ModelRegistry(Path.of("src/test/resources/registry"))
                .read(new ModelVersion(name, version));
    }

    /** The embedding that Python gave for the golden picture of an encoder's version. */
    public static float[] goldenEmbedding(StoredModel encoder) {
        return ((Tensor.Floats) encoder.manifest().method("forward").goldenOutputs().get(0)).row(0);
    }

    /** The golden picture of an encoder's version, as a batch of one. */
    public static Tensor goldenPicture(StoredModel encoder) {
        return encoder.manifest().method("forward").goldenInputs().get(0).resized(1);
    }

    /** The same method with golden outputs that are off by so much. */
    public static Method offBy(Method method, float off) {
        var outputs = (Tensor.Floats) method.goldenOutputs().get(0);
        float[] moved = outputs.values().clone();
        moved[0] += off;
        return Method.of(
                method.inputs(),
                method.outputs(),
                method.goldenInputs(),
                List.of(Tensor.of(moved, outputs.shape())),
                method.golden().tolerance());
    }

    /** The same TorchScript model as another version, with golden outputs that are off. */
    public static StoredModel renamedAndOff(StoredModel stored, String version) {
        ModelManifest is = stored.manifest();
        return StoredModel.of(
                new ModelManifest(
                        is.name(),
                        version,
                        is.format(),
                        null,
                        Map.of("forward", offBy(is.method("forward"), 0.5f)),
                        null,
                        null,
                        null,
                        null,
                        null),
                stored.model());
    }
}
