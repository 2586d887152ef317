package io.tillstream.models.recommend;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDManager;
import io.tillstream.models.inference.TorchEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Arrays and models of the PyTorch engine, which is started with our settings first. */
final class Torch {
    private static final String ENGINE = "PyTorch";

    static {
        TorchEngine.start();
    }

    private Torch() {}

    /** A manager of arrays; whoever asks closes it. */
    static NDManager newManager() {
        return NDManager.newBaseManager(ENGINE);
    }

    /** An empty model; whoever asks closes it. */
    static Model newModel(String name) {
        return Model.newInstance(name, ENGINE);
    }

    /**
     * A TorchScript module that can be trained; whoever asks closes it.
     *
     * @throws IllegalStateException if it is none
     */
    static Model load(String name, byte[] torchScript) {
        Model model = newModel(name);
        try {
            Path folder = Files.createTempDirectory(name);
            Path file = folder.resolve(name + ".pt");
            try {
                Files.write(file, torchScript);
                model.load(folder, name, Map.of("trainParam", "true"));
                return model;
            } finally {
                Files.deleteIfExists(file);
                Files.delete(folder);
            }
        } catch (IOException e) {
            model.close();
            throw new UncheckedIOException(e);
        } catch (MalformedModelException e) {
            model.close();
            throw new IllegalStateException("the skeleton is broken", e);
        }
    }
}
