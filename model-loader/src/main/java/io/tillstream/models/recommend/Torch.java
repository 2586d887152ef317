package io.tillstream.models.recommend;

import ai.djl.Model;
import ai.djl.ndarray.NDManager;
import io.tillstream.models.inference.TorchEngine;

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
}
