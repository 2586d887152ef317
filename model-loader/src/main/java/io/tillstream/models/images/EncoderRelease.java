package io.tillstream.models.images;

import io.tillstream.models.inference.ForwardTrial;
import io.tillstream.models.inference.LoadedModel;
import io.tillstream.models.inference.ModelLoader;
import io.tillstream.models.registry.ModelFormat;
import io.tillstream.models.registry.ModelManifest;
import io.tillstream.models.registry.ModelManifest.Method;
import io.tillstream.models.registry.ModelRefusedException;
import io.tillstream.models.registry.ModelVersion;
import io.tillstream.models.registry.StoredModel;
import io.tillstream.models.tensors.DataType;
import io.tillstream.models.tensors.Tensor;
import io.tillstream.models.tensors.TensorSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Makes a version of an encoder of pictures that somebody else trained. */
public final class EncoderRelease {
    private static final int GOLDEN_PICTURES = 2;
    private static final double TOLERANCE = 1e-3;

    /** Above this cosine two vectors are one. */
    private static final double SAME = 1 - 1e-6;

    private EncoderRelease() {}

    /**
     * Runs the encoder on made-up pictures, describes it by what it gives for them, and has it pass
     * as the job would load it.
     *
     * @param file as TorchScript or ONNX; takes the pictures that the preprocessing makes and gives
     *     a vector for each
     * @throws ModelRefusedException if it does not, or gives the same vector for different
     *     pictures, or another one when it is asked again or for the picture alone
     */
    public static StoredModel of(
            ModelVersion id, ModelFormat format, byte[] file, Preprocessing preprocessing)
            throws ModelRefusedException {
        Tensor pictures = preprocessing.tensor(pictures(preprocessing));
        ForwardTrial trial;
        try {
            trial = ForwardTrial.of(format, file, pictures);
        } catch (IOException e) {
            throw new ModelRefusedException(
                    id, "does not run on " + preprocessing.spec() + ": " + e.getMessage(), e);
        }
        requireVectors(id, trial.given());
        StoredModel stored = described(id, format, file, preprocessing, pictures, trial);
        try (ImageEncoder encoder = new ImageEncoder(new ModelLoader().load(stored))) {
            requireSense(id, encoder);
        }
        return stored;
    }

    private static void requireSense(ModelVersion id, ImageEncoder encoder)
            throws ModelRefusedException {
        List<byte[]> pictures = pictures(encoder.preprocessing());
        List<float[]> vectors = encoder.encode(pictures);
        if (dot(vectors.get(0), vectors.get(1)) > SAME) {
            throw new ModelRefusedException(id, "gives one vector for different pictures");
        }
        float[] alone;
        try {
            alone = encoder.encode(pictures.subList(0, 1)).get(0);
        } catch (RuntimeException e) {
            throw new ModelRefusedException(id, "does not run on one picture alone", e);
        }
        if (dot(vectors.get(0), alone) < SAME) {
            throw new ModelRefusedException(
                    id, "gives a picture another vector beside others: is it in training mode?");
        }
    }

    private static float dot(float[] one, float[] other) {
        float sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    private static void requireVectors(ModelVersion id, Tensor given) throws ModelRefusedException {
        if (given.type() != DataType.FLOAT32
                || given.shape().length != 2
                || given.batch() != GOLDEN_PICTURES) {
            throw new ModelRefusedException(
                    id, "must give a vector for each picture, gives " + given);
        }
    }

    private static StoredModel described(
            ModelVersion id,
            ModelFormat format,
            byte[] file,
            Preprocessing preprocessing,
            Tensor pictures,
            ForwardTrial trial) {
        int dimensions = trial.given().shape()[1];
        Method forward =
                Method.of(
                        List.of(
                                new TensorSpec(
                                        trial.input(),
                                        DataType.FLOAT32,
                                        preprocessing.spec().shape())),
                        List.of(
                                new TensorSpec(
                                        trial.output(), DataType.FLOAT32, List.of(-1, dimensions))),
                        List.of(pictures),
                        List.of(trial.given()),
                        TOLERANCE);
        return StoredModel.of(
                new ModelManifest(
                        id.name(),
                        id.version(),
                        format,
                        null,
                        Map.of(LoadedModel.FORWARD, forward),
                        preprocessing.id(),
                        null,
                        null,
                        null,
                        null),
                file);
    }

    /** Patches of colours, the same ones each time. */
    private static List<byte[]> pictures(Preprocessing preprocessing) {
        Random random = new Random(1);
        int side = preprocessing.side();
        List<byte[]> pictures = new ArrayList<>();
        for (int picture = 0; picture < GOLDEN_PICTURES; picture++) {
            int[] colours = IntStream.generate(() -> random.nextInt(256)).limit(3 * 16).toArray();
            byte[] pixels = new byte[preprocessing.length()];
            for (int i = 0; i < pixels.length; i++) {
                int channel = i / (side * side);
                int row = i / side % side * 4 / side;
                int column = i % side * 4 / side;
                pixels[i] = (byte) colours[channel * 16 + row * 4 + column];
            }
            pictures.add(pixels);
        }
        return pictures;
    }
}
