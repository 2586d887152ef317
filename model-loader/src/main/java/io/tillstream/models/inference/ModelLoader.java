package io.tillstream.models.inference;

import ai.onnxruntime.OrtException;
import io.tillstream.models.registry.ModelFormat;
import io.tillstream.models.registry.ModelManifest;
import io.tillstream.models.registry.ModelManifest.Half;
import io.tillstream.models.registry.ModelManifest.Method;
import io.tillstream.models.registry.ModelRefusedException;
import io.tillstream.models.registry.StoredModel;
import io.tillstream.models.tensors.Tensor;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a stored model ready: loads it, runs it in every batch size that it will be asked in (which
 * also lets PyTorch compile for them before the first request), and compares what it gives with the
 * golden outputs of its manifest.
 */
public final class ModelLoader {
    private static final Logger LOG = LoggerFactory.getLogger(ModelLoader.class);

    /** PyTorch profiles a method's first call and compiles at its second. */
    private static final int WARM_UP_CALLS = 3;

    private final int[] batchSizes;
    private final boolean preferHalf;

    /**
     * @param batchSizes in which the model will be asked, each at least 1; the golden vectors' own
     *     is always tried
     */
    public ModelLoader(int... batchSizes) {
        // Half precision is slower on a CPU, where it is there at all.
        this(TorchEngine.start().onGpu(), batchSizes);
    }

    ModelLoader(boolean preferHalf, int... batchSizes) {
        this.preferHalf = preferHalf;
        this.batchSizes = batchSizes.clone();
        if (Arrays.stream(batchSizes).anyMatch(size -> size < 1)) {
            throw new IllegalArgumentException("a batch size is at least 1");
        }
    }

    /**
     * Loads a model. On a GPU its file in half precision is taken where it has one that agrees with
     * the golden outputs within its own tolerance.
     *
     * @throws ModelRefusedException if it cannot be loaded, needs a newer libtorch, has other
     *     methods, inputs or outputs than its manifest says, or is off from its golden outputs
     */
    public LoadedModel load(StoredModel stored) throws ModelRefusedException {
        ModelManifest manifest = stored.manifest();
        requireLibtorch(manifest);
        Half half = manifest.half();
        if (half != null && preferHalf) {
            try {
                return checked(open(manifest, stored.half()), half.tolerance());
            } catch (ModelRefusedException e) {
                LOG.warn(
                        "{}: full precision, since half is refused: {}", manifest.id(), e.reason());
            }
        }
        return checked(open(manifest, stored.model()), 0);
    }

    private static void requireLibtorch(ModelManifest manifest) throws ModelRefusedException {
        if (manifest.format() == ModelFormat.TORCHSCRIPT && manifest.libtorch() != null) {
            String there = TorchEngine.start().version();
            if (Arrays.compare(release(there), release(manifest.libtorch())) < 0) {
                throw new ModelRefusedException(
                        manifest.id(),
                        "needs libtorch %s, here is %s".formatted(manifest.libtorch(), there));
            }
        }
    }

    private static int[] release(String version) {
        return Arrays.stream(version.split("[^0-9]+", 4))
                .limit(3)
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    private static LoadedModel open(ModelManifest manifest, byte[] file)
            throws ModelRefusedException {
        try {
            return switch (manifest.format()) {
                case TORCHSCRIPT -> new TorchModel(TorchEngine.start(), manifest, file);
                case ONNX -> new OnnxModel(manifest, file);
            };
        } catch (IOException | OrtException | RuntimeException e) {
            throw new ModelRefusedException(
                    manifest.id(), "cannot be loaded: " + e.getMessage(), e);
        }
    }

    /**
     * @param leastTolerance that is granted whatever the golden vectors' own is
     */
    private LoadedModel checked(LoadedModel model, double leastTolerance)
            throws ModelRefusedException {
        try {
            for (Map.Entry<String, Method> method : model.manifest().methods().entrySet()) {
                check(model, method.getKey(), method.getValue(), leastTolerance);
            }
            return model;
        } catch (ModelRefusedException e) {
            model.close();
            throw e;
        } catch (RuntimeException e) {
            model.close();
            throw new ModelRefusedException(
                    model.manifest().id(), "fails its self-test: " + e.getMessage(), e);
        }
    }

    private void check(LoadedModel model, String name, Method method, double leastTolerance)
            throws ModelRefusedException {
        double tolerance = Math.max(leastTolerance, method.golden().tolerance());
        int golden = method.goldenInputs().get(0).batch();
        int[] sizes = IntStream.concat(IntStream.of(golden), Arrays.stream(batchSizes)).toArray();
        for (int size : sizes) {
            List<Tensor> inputs = resized(method.goldenInputs(), size);
            List<Tensor> expected = resized(method.goldenOutputs(), size);
            for (int call = 0; call < WARM_UP_CALLS; call++) {
                List<Tensor> outputs = model.run(name, inputs);
                for (int i = 0; i < outputs.size(); i++) {
                    double off = distance(outputs.get(i), expected.get(i));
                    if (!(off <= tolerance)) {
                        throw new ModelRefusedException(
                                model.manifest().id(),
                                "%s: %s is off from the golden output by %.3g, allowed is %.3g"
                                        .formatted(
                                                name,
                                                method.outputs().get(i).name(),
                                                off,
                                                tolerance));
                    }
                }
            }
        }
    }

    private static List<Tensor> resized(List<Tensor> tensors, int batch) {
        return tensors.stream().map(t -> t.resized(batch)).toList();
    }

    /** The largest |is - should| as a share of max(1, |should|); NaN where one is not a number. */
    private static double distance(Tensor is, Tensor should) {
        OptionalDouble largest =
                IntStream.range(0, elements(should))
                        .mapToDouble(
                                i ->
                                        Math.abs(at(is, i) - at(should, i))
                                                / Math.max(1, Math.abs(at(should, i))))
                        .max();
        return largest.orElse(0);
    }

    private static int elements(Tensor tensor) {
        return Arrays.stream(tensor.shape()).reduce(1, Math::multiplyExact);
    }

    private static double at(Tensor tensor, int i) {
        return tensor instanceof Tensor.Floats floats
                ? floats.values()[i]
                : ((Tensor.Longs) tensor).values()[i];
    }
}
