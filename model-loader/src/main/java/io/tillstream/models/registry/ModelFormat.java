package io.tillstream.models.registry;

/** How a model is written down. */
public enum ModelFormat {
    TORCHSCRIPT("model.pt"),
    ONNX("model.onnx");

    private final String file;

    ModelFormat(String file) {
        this.file = file;
    }

    /** Name of the model's file in its version's folder. */
    public String file() {
        return file;
    }
}
