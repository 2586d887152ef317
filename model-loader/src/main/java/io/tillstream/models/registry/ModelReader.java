package io.tillstream.models.registry;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/**
 * Reads a registry wherever its files lie: {@code NAME/VERSION/model.pt} (or {@code model.onnx})
 * with {@code model.json} beside it, and {@code NAME/current}, a text file that holds the version
 * to use.
 */
public final class ModelReader implements ModelSource {
    /** The file that holds the version to use. */
    static final String POINTER = "current";

    /** The manifest's file. */
    static final String MANIFEST = "model.json";

    /** The file in half precision. */
    static final String HALF = "model-half.pt";

    static final int LARGEST_POINTER = 256;
    static final int LARGEST_MANIFEST = 16 << 20;
    static final int LARGEST_MODEL = 512 << 20;

    private final Files files;

    /** The files of a registry. */
    @FunctionalInterface
    public interface Files {
        /**
         * Opens a file.
         *
         * @param path below the registry's root, with slashes
         * @throws IOException of a file that is missing a {@link NoSuchFileException} or {@link
         *     FileNotFoundException}, here or at the first read
         */
        InputStream open(String path) throws IOException;
    }

    /** Reads from these files. */
    public ModelReader(Files files) {
        this.files = files;
    }

    @Override
    public Optional<ModelVersion> current(String name) throws IOException, ModelRefusedException {
        if (!ModelVersion.isId(name)) {
            throw new ModelRefusedException("model", "not a model's name");
        }
        byte[] text;
        try {
            text = read(name, POINTER, LARGEST_POINTER);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (OutOfBoundsException e) {
            throw new ModelRefusedException(name + "/" + POINTER, e.getMessage(), e);
        }
        String version = new String(text, StandardCharsets.UTF_8).strip();
        try {
            return Optional.of(new ModelVersion(name, version));
        } catch (IllegalArgumentException e) {
            throw new ModelRefusedException(
                    name + "/" + POINTER, "holds no version's name: " + version, e);
        }
    }

    @Override
    public StoredModel read(ModelVersion id) throws IOException, ModelRefusedException {
        String folder = id.name() + "/" + id.version();
        try {
            ModelManifest manifest = manifest(read(folder, MANIFEST, LARGEST_MANIFEST));
            if (!manifest.id().equals(id)) {
                throw new ModelRefusedException(id, "its manifest is that of " + manifest.id());
            }
            byte[] model = read(folder, manifest.format().file(), LARGEST_MODEL);
            byte[] half = manifest.half() == null ? null : read(folder, HALF, LARGEST_MODEL);
            return new StoredModel(manifest, model, half);
        } catch (NoSuchFileException e) {
            throw new ModelRefusedException(id, e.getFile() + " is missing", e);
        } catch (OutOfBoundsException | IllegalArgumentException e) {
            throw new ModelRefusedException(id, e.getMessage(), e);
        }
    }

    private static ModelManifest manifest(byte[] json) {
        try {
            return ModelManifest.fromJson(json);
        } catch (IOException e) {
            throw new IllegalArgumentException("no manifest: " + e.getMessage(), e);
        }
    }

    private byte[] read(String folder, String file, int largest) throws IOException {
        byte[] bytes;
        try (InputStream in = files.open(folder + "/" + file)) {
            bytes = in.readNBytes(largest + 1);
        } catch (NoSuchFileException | FileNotFoundException e) {
            throw missing(file, e);
        }
        if (bytes.length > largest) {
            throw new OutOfBoundsException(file + " is larger than " + largest + " bytes");
        }
        return bytes;
    }

    private static NoSuchFileException missing(String file, IOException cause) {
        var missing = new NoSuchFileException(file);
        missing.initCause(cause);
        return missing;
    }

    /** What is read is not what it must be, whatever the store does. */
    static final class OutOfBoundsException extends IOException {
        private static final long serialVersionUID = 1L;

        OutOfBoundsException(String message) {
            super(message);
        }
    }
}
