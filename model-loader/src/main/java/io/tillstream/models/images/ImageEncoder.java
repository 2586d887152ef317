package io.tillstream.models.images;

import io.tillstream.models.inference.LoadedModel;
import io.tillstream.models.registry.ModelFormat;
import io.tillstream.models.registry.ModelManifest;
import io.tillstream.models.registry.ModelManifest.Method;
import io.tillstream.models.registry.ModelRefusedException;
import io.tillstream.models.registry.ModelVersion;
import io.tillstream.models.registry.StoredModel;
import io.tillstream.models.tensors.DataType;
import io.tillstream.models.tensors.Tensor;
import io.tillstream.models.tensors.TensorSpec;
import java.awt.image.BufferedImage;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns pictures into vectors by a loaded model, whose manifest says how pictures are prepared.
 * Vectors come at unit length, whatever the network gives, so that their dot product is the cosine.
 * Any number of threads at a time.
 */
public final class ImageEncoder implements AutoCloseable {
    /** Name of the encoder that the project ships. */
    public static final String SHIPPED = "style-encoder";

    private static final String MANIFEST = "model.json";
    private static final int BATCH = 64;

    private final LoadedModel model;
    private final Preprocessing preprocessing;
    private final Method forward;

    /**
     * An encoder by a model, which it closes with itself.
     *
     * @throws ModelRefusedException if the model does not take pictures as one of {@link
     *     Preprocessing} makes them, or gives no vectors; it is closed then
     */
    public ImageEncoder(LoadedModel model) throws ModelRefusedException {
        this.model = model;
        try {
            preprocessing = Preprocessing.of(model.manifest().preprocessing());
            forward = model.manifest().method(LoadedModel.FORWARD);
            requireShapes();
        } catch (IllegalArgumentException e) {
            model.close();
            throw new ModelRefusedException(model.manifest().id(), e.getMessage(), e);
        }
    }

    private void requireShapes() {
        int side = preprocessing.side();
        TensorSpec images = forward.inputs().get(0);
        TensorSpec vectors = forward.outputs().get(0);
        if (forward.inputs().size() != 1
                || images.type() != DataType.FLOAT32
                || !images.shape().equals(List.of(-1, 3, side, side))) {
            throw new IllegalArgumentException(
                    "takes %s, %s makes float32 [-1, 3, %d, %d]"
                            .formatted(forward.inputs(), preprocessing.id(), side, side));
        }
        if (vectors.type() != DataType.FLOAT32 || vectors.shape().size() != 2) {
            throw new IllegalArgumentException("gives no vectors but " + vectors);
        }
    }

    /**
     * The style encoder that the project ships, as a registry would hold it.
     *
     * @throws IOException if this build lacks it, or it is not what its manifest says
     */
    public static StoredModel shipped() throws IOException {
        try {
            ModelManifest manifest = ModelManifest.fromJson(resource(MANIFEST));
            return new StoredModel(manifest, resource(ModelFormat.TORCHSCRIPT.file()), null);
        } catch (IllegalArgumentException e) {
            throw new IOException(SHIPPED + ": " + e.getMessage(), e);
        }
    }

    private static byte[] resource(String file) throws IOException {
        try (InputStream in = ImageEncoder.class.getResourceAsStream(SHIPPED + "/" + file)) {
            if (in == null) {
                throw new FileNotFoundException("this build ships no " + SHIPPED + "/" + file);
            }
            return in.readAllBytes();
        }
    }

    /** Which version it is. */
    public ModelVersion id() {
        return model.manifest().id();
    }

    /** How pictures are prepared for it. */
    public Preprocessing preprocessing() {
        return preprocessing;
    }

    /** Length of its vectors. */
    public int dimensions() {
        return forward.outputs().get(0).rowSize();
    }

    /** The vector of a picture. */
    public float[] encode(BufferedImage image) {
        return encode(List.of(preprocessing.pixels(image))).get(0);
    }

    /**
     * The vectors of pictures, in batches.
     *
     * @param pixels as {@link #preprocessing} makes them
     */
    public List<float[]> encode(List<byte[]> pixels) {
        List<float[]> vectors = new ArrayList<>();
        for (int from = 0; from < pixels.size(); from += BATCH) {
            List<byte[]> batch = pixels.subList(from, Math.min(pixels.size(), from + BATCH));
            var out = (Tensor.Floats) model.run(preprocessing.tensor(batch)).get(0);
            for (int row = 0; row < batch.size(); row++) {
                vectors.add(unit(out.row(row)));
            }
        }
        return vectors;
    }

    private static float[] unit(float[] vector) {
        double squares = 0;
        for (float x : vector) {
            squares += x * x;
        }
        // A vector of zeros has no direction, and stays as it is.
        float scale = squares > 0 ? (float) (1 / Math.sqrt(squares)) : 1;
        for (int i = 0; i < vector.length; i++) {
            vector[i] *= scale;
        }
        return vector;
    }

    @Override
    public void close() {
        model.close();
    }
}
