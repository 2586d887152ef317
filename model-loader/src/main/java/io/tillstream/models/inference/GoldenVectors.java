package io.tillstream.models.inference;

import io.tillstream.models.registry.ModelManifest.Method;
import io.tillstream.models.tensors.Tensor;
import io.tillstream.models.tensors.TensorSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Finds out where a module is made what it gives, for whoever loads it to compare. */
public final class GoldenVectors {
    private GoldenVectors() {}

    /**
     * Describes a method of a TorchScript module.
     *
     * @param golden inputs, one tensor for each of the method's
     * @param tolerance by how much outputs may be off elsewhere, see {@link
     *     io.tillstream.models.registry.ModelManifest.Golden}
     * @throws IllegalArgumentException if the method takes or gives something else
     */
    public static Method of(
            byte[] torchScript,
            String method,
            List<TensorSpec> inputs,
            List<TensorSpec> outputs,
            List<Tensor> golden,
            double tolerance) {
        try (TorchEngine.Module module = TorchEngine.start().load(torchScript)) {
            List<Tensor> given = module.call(method, golden);
            Method described = Method.of(inputs, outputs, golden, given, tolerance);
            described.requireInputs(golden);
            described.requireOutputs(given);
            return described;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
