package io.tillstream.models.recommend;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import io.tillstream.models.inference.LoadedModel;
import io.tillstream.models.inference.ModelLoader;
import io.tillstream.models.inference.TorchEngine;
import io.tillstream.models.registry.ModelFormat;
import io.tillstream.models.registry.ModelManifest;
import io.tillstream.models.registry.ModelManifest.Method;
import io.tillstream.models.registry.ModelManifest.TrainingData;
import io.tillstream.models.registry.ModelRefusedException;
import io.tillstream.models.registry.StoredModel;
import io.tillstream.models.tensors.DataType;
import io.tillstream.models.tensors.Tensor;
import io.tillstream.models.tensors.TensorSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The ranker of the stream as a version of a model: weights of features that are added up. The
 * model takes each feature as an input of its own, so that its manifest names them in their order,
 * and gives their weighted sum, of which a logistic function makes the chance of a purchase.
 *
 * @param values a weight for each feature
 */
public record BlendWeights(double[] values) implements AutoCloseable {
    /** The model's name in a registry. */
    public static final String NAME = "ranker";

    /** Features that a version may have: arguments of the skeleton. */
    public static final int MOST = 32;

    private static final String PREPROCESSING = "blend-features-1";
    private static final String SKELETON = "ranker-skeleton.pt";
    private static final int VERSION_DIGITS = 12;
    private static final int GOLDEN_ROWS = 4;
    private static final double TOLERANCE = 1e-5;
    private static final TensorSpec SCORE = column("score");

    private static TensorSpec column(String name) {
        return new TensorSpec(name, DataType.FLOAT32, List.of(-1, 1));
    }

    private static List<TensorSpec> columns(List<String> features) {
        return features.stream().map(BlendWeights::column).toList();
    }

    /**
     * The weights as a version to be published; the same weights are the same version.
     *
     * @param features names of features, at most {@link #MOST}
     * @param training nullable
     */
    public StoredModel store(
            List<String> features, TrainingData training, Map<String, Double> metrics) {
        byte[] module = module();
        List<Tensor> golden = transposed(ramp(), GOLDEN_ROWS);
        Method forward;
        try {
            forward =
                    Method.of(
                            columns(features),
                            List.of(SCORE),
                            golden,
                            TorchEngine.start().call(module, LoadedModel.FORWARD, golden),
                            TOLERANCE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return StoredModel.of(
                new ModelManifest(
                        NAME,
                        StoredModel.sha256(module).substring(0, VERSION_DIGITS),
                        ModelFormat.TORCHSCRIPT,
                        null,
                        Map.of(LoadedModel.FORWARD, forward),
                        PREPROCESSING,
                        training,
                        metrics,
                        null,
                        null),
                module);
    }

    private byte[] module() {
        try (InputStream skeleton = BlendWeights.class.getResourceAsStream(SKELETON);
                Model model = Torch.load(NAME, skeleton.readAllBytes())) {
            NDArray weights = model.getBlock().getParameters().get(0).getValue().getArray();
            float[] all = new float[MOST];
            for (int i = 0; i < values.length; i++) {
                all[i] = (float) values[i];
            }
            weights.set(all);
            return TorchEngine.start().write(model);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Rows of numbers between -1/2 and 1/2. */
    private float[][] ramp() {
        float[][] rows = new float[GOLDEN_ROWS][values.length];
        for (int row = 0; row < GOLDEN_ROWS; row++) {
            for (int i = 0; i < values.length; i++) {
                rows[row][i] = ((row * values.length + i) * 37 % 101) / 101f - 0.5f;
            }
        }
        return rows;
    }

    /** A tensor of one column for each feature. */
    private static List<Tensor> transposed(float[][] rows, int count) {
        List<Tensor> columns = new ArrayList<>();
        for (int i = 0; i < rows[0].length; i++) {
            float[] column = new float[count];
            for (int row = 0; row < count; row++) {
                column[row] = rows[row][i];
            }
            columns.add(Tensor.of(column, count, 1));
        }
        return columns;
    }

    /**
     * Loads a version, and reads its weights off what it makes of one feature at a time.
     *
     * @param features names of the features that it has to have, in their order
     * @throws ModelRefusedException if it has others, or does not add them up
     */
    public static BlendWeights load(StoredModel stored, List<String> features)
            throws ModelRefusedException {
        ModelManifest manifest = stored.manifest();
        Method forward = manifest.methods().get(LoadedModel.FORWARD);
        if (forward == null || !forward.inputs().equals(columns(features))) {
            throw new ModelRefusedException(
                    manifest.id(), "its features must be " + String.join(", ", features));
        }
        if (!forward.outputs().equals(List.of(SCORE))
                || !PREPROCESSING.equals(manifest.preprocessing())) {
            throw new ModelRefusedException(
                    manifest.id(), "must give %s of %s".formatted(SCORE, PREPROCESSING));
        }
        try (LoadedModel model = new ModelLoader(features.size() + 2).load(stored)) {
            return read(model, features.size());
        }
    }

    private static BlendWeights read(LoadedModel model, int width) throws ModelRefusedException {
        float[][] rows = new float[width + 2][width];
        for (int i = 0; i < width; i++) {
            rows[i][i] = 1;
            rows[width][i] = 1;
        }
        List<Tensor> answer = model.run(LoadedModel.FORWARD, transposed(rows, width + 2));
        float[] scores = ((Tensor.Floats) answer.get(0)).values();
        double[] weights = new double[width];
        double sum = 0;
        double size = 1;
        for (int i = 0; i < width; i++) {
            weights[i] = scores[i];
            sum += scores[i];
            size += Math.abs(scores[i]);
        }
        // Negated, so that what is no number is refused, too.
        if (!(Math.abs(scores[width] - sum) <= TOLERANCE * size) || scores[width + 1] != 0) {
            throw new ModelRefusedException(
                    model.manifest().id(), "must add its features up, each by a weight");
        }
        return new BlendWeights(weights);
    }

    /** There is nothing to close: the module is gone once its weights are read. */
    @Override
    public void close() {}
}
