package io.tillstream.models.inference;

import ai.onnxruntime.OrtException;
import io.tillstream.models.registry.ModelFormat;
import io.tillstream.models.tensors.Tensor;
import java.io.IOException;
import java.util.List;

/**
 * What the file of a model with one input and one output makes of an input, where there is no
 * manifest yet: to write one.
 *
 * @param input name by which the file knows its input; TorchScript goes by places
 * @param output as {@code input}
 */
public record ForwardTrial(String input, String output, Tensor given) {
    /**
     * Runs it once.
     *
     * @throws IOException if it is no such model, or fails
     */
    public static ForwardTrial of(ModelFormat format, byte[] file, Tensor input)
            throws IOException {
        try {
            return switch (format) {
                case TORCHSCRIPT -> torch(file, input);
                case ONNX -> OnnxModel.trial(file, input);
            };
        } catch (OrtException | RuntimeException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static ForwardTrial torch(byte[] file, Tensor input) throws IOException {
        List<Tensor> given = TorchEngine.start().call(file, LoadedModel.FORWARD, List.of(input));
        if (given.size() != 1) {
            throw new IOException("gives %d tensors, not one".formatted(given.size()));
        }
        return new ForwardTrial("input", "output", given.get(0));
    }
}
