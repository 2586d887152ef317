package io.tillstream.models.images;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslateException;
import ai.djl.translate.TranslatorContext;
import io.tillstream.models.inference.TorchEngine;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;

/** A TorchScript encoder: pictures' numbers in, vectors out. One thread at a time. */
final class EncoderNetwork implements AutoCloseable {
    private final Model model;
    private final Predictor<Batch, float[]> predictor;

    /** Pictures' numbers, one after the other. */
    private record Batch(float[] images, int count, int side) {}

    /**
     * @throws IOException if the file is no TorchScript that this engine reads
     */
    EncoderNetwork(Path file) throws IOException {
        TorchEngine.start();
        model = Model.newInstance(file.toString(), Device.cpu(), "PyTorch");
        try {
            model.load(file.getParent(), file.getFileName().toString());
        } catch (MalformedModelException e) {
            model.close();
            throw new IOException(file + " is no TorchScript: " + e.getMessage(), e);
        }
        predictor = model.newPredictor(new Translation());
    }

    /**
     * @param images count x 3 x side x side
     * @return the vectors one after the other
     * @throws IllegalStateException if the network fails on them
     */
    float[] forward(float[] images, int count, int side) {
        try {
            return predictor.predict(new Batch(images, count, side));
        } catch (TranslateException e) {
            throw new IllegalStateException("the encoder failed: " + e.getMessage(), e);
        }
    }

    private static final class Translation implements NoBatchifyTranslator<Batch, float[]> {
        @Override
        public NDList processInput(TranslatorContext context, Batch batch) {
            NDManager manager = context.getNDManager();
            Shape shape = new Shape(batch.count(), 3, batch.side(), batch.side());
            return new NDList(
                    manager.create(FloatBuffer.wrap(batch.images()), shape, DataType.FLOAT32));
        }

        @Override
        public float[] processOutput(TranslatorContext context, NDList outputs) {
            NDArray vectors = outputs.get(0);
            return vectors.toFloatArray();
        }
    }

    @Override
    public void close() {
        predictor.close();
        model.close();
    }
}
