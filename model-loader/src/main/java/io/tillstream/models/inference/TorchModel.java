package io.tillstream.models.inference;

import io.tillstream.models.registry.ModelManifest;
import io.tillstream.models.registry.ModelManifest.Method;
import io.tillstream.models.tensors.Tensor;
import java.io.IOException;
import java.util.List;
import java.util.TreeSet;

/** A TorchScript module, on the GPU or on the CPU. */
final class TorchModel extends NativeModel {
    private final TorchEngine.Module module;

    /**
     * @throws IllegalArgumentException if the module lacks a method of the manifest
     */
    TorchModel(TorchEngine engine, ModelManifest manifest, byte[] torchScript) throws IOException {
        super(manifest);
        module = engine.load(torchScript);
        var missing = new TreeSet<>(manifest.methods().keySet());
        missing.removeAll(module.methods());
        if (!missing.isEmpty()) {
            module.close();
            throw new IllegalArgumentException("its file has no method " + missing);
        }
    }

    @Override
    List<Tensor> call(String method, Method spec, List<Tensor> inputs) {
        return module.call(method, inputs);
    }

    @Override
    void free() {
        module.close();
    }
}
