package io.tillstream.models.recommend;

import ai.djl.Model;
import ai.djl.ndarray.NDManager;

/** The PyTorch engine: offline, and one thread each, since threads that contend cost most. */
final class Torch {
    private static final String ENGINE = "PyTorch";

    static {
        // The engine reads them when it starts; what was set before stays.
        setIfAbsent("ai.djl.offline", "true");
        setIfAbsent("ai.djl.pytorch.num_threads", "1");
        setIfAbsent("ai.djl.pytorch.num_interop_threads", "1");
    }

    private Torch() {}

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** A manager of arrays; whoever asks closes it. */
    static NDManager newManager() {
        return NDManager.newBaseManager(ENGINE);
    }

    /** An empty model; whoever asks closes it. */
    static Model newModel(String name) {
        return Model.newInstance(name, ENGINE);
    }
}
