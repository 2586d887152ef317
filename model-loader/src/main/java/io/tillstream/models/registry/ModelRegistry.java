package io.tillstream.models.registry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A folder of models: {@code NAME/VERSION/model.pt} (or {@code model.onnx}) with {@code model.json}
 * beside it, and {@code NAME/current}, a text file that holds the version to use. A version appears
 * as a whole and never changes; only {@code current} moves. What is read is bounded in size and
 * checked: a folder may hold anything. Safe for several threads and processes.
 */
public final class ModelRegistry {
    /** The file that holds the version to use. */
    static final String POINTER = "current";

    /** The manifest's file. */
    static final String MANIFEST = "model.json";

    /** The file in half precision. */
    static final String HALF = "model-half.pt";

    static final int LARGEST_POINTER = 256;
    static final int LARGEST_MANIFEST = 16 << 20;
    static final int LARGEST_MODEL = 512 << 20;

    private final Path root;

    /**
     * @param root may be missing until the first model is published
     */
    public ModelRegistry(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /** Names of all models, sorted. */
    public List<String> names() throws IOException {
        return folders(root);
    }

    /** Versions of a model, sorted by name; none where there is no such model. */
    public List<ModelVersion> versions(String name) throws IOException {
        if (!ModelVersion.isId(name)) {
            return List.of();
        }
        return folders(root.resolve(name)).stream()
                .filter(v -> !v.equals(POINTER))
                .map(v -> new ModelVersion(name, v))
                .toList();
    }

    /**
     * The version to use; empty where none was ever pointed at.
     *
     * @throws ModelRefusedException if the pointer holds no version's name
     */
    public Optional<ModelVersion> current(String name) throws IOException, ModelRefusedException {
        if (!ModelVersion.isId(name)) {
            throw new ModelRefusedException("model", "not a model's name");
        }
        byte[] text;
        try {
            text = bounded(root.resolve(name).resolve(POINTER), LARGEST_POINTER);
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

    /**
     * Points {@code current} at a version that is there; forth or back makes no difference.
     *
     * @throws NoSuchFileException if there is no such version
     */
    public void point(ModelVersion to) throws IOException {
        if (!Files.isRegularFile(folder(to).resolve(MANIFEST))) {
            throw new NoSuchFileException(folder(to).toString(), null, "no such version");
        }
        Path name = folder(to).getParent();
        Path written = name.resolve("." + POINTER + "-" + UUID.randomUUID());
        try {
            write(written, (to.version() + "\n").getBytes(StandardCharsets.UTF_8));
            Files.move(written, name.resolve(POINTER), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(written);
        }
        sync(name);
    }

    /**
     * Puts a version into the registry: all of it, on the disk, or nothing. {@code current} does
     * not move.
     *
     * @throws FileAlreadyExistsException if the version is there already, whatever it holds
     */
    public void publish(StoredModel stored) throws IOException {
        Path folder = folder(stored.manifest().id());
        Path name = folder.getParent();
        Files.createDirectories(name);
        Path written = name.resolve(".publishing-" + UUID.randomUUID());
        try {
            Files.createDirectory(written);
            write(written.resolve(stored.manifest().format().file()), stored.model());
            if (stored.half() != null) {
                write(written.resolve(HALF), stored.half());
            }
            write(written.resolve(MANIFEST), stored.manifest().toJson());
            sync(written);
            moveTo(folder, written);
        } finally {
            delete(written);
        }
        sync(name);
    }

    /**
     * Reads a version.
     *
     * @throws ModelRefusedException if something of it is missing, too large, no manifest, the
     *     manifest of another model, or of another hash
     */
    public StoredModel read(ModelVersion id) throws IOException, ModelRefusedException {
        Path folder = folder(id);
        try {
            ModelManifest manifest = manifest(bounded(folder.resolve(MANIFEST), LARGEST_MANIFEST));
            if (!manifest.id().equals(id)) {
                throw new ModelRefusedException(id, "its manifest is that of " + manifest.id());
            }
            byte[] model = bounded(folder.resolve(manifest.format().file()), LARGEST_MODEL);
            byte[] half =
                    manifest.half() == null ? null : bounded(folder.resolve(HALF), LARGEST_MODEL);
            return new StoredModel(manifest, model, half);
        } catch (NoSuchFileException e) {
            throw new ModelRefusedException(
                    id, Path.of(e.getFile()).getFileName() + " is missing", e);
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

    private Path folder(ModelVersion id) {
        return root.resolve(id.name()).resolve(id.version());
    }

    /** Folders with names of models or versions; what is being written begins with a dot. */
    private static List<String> folders(Path parent) throws IOException {
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(Files::isDirectory)
                    .map(p -> p.getFileName().toString())
                    .filter(ModelVersion::isId)
                    .sorted()
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /**
     * Renaming fails where the version's folder is there, unless it is empty, which is no version.
     */
    private static void moveTo(Path folder, Path written) throws IOException {
        try {
            Files.move(written, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (Files.exists(folder)) {
                var exists = new FileAlreadyExistsException(folder.toString());
                exists.initCause(e);
                throw exists;
            }
            throw e;
        }
    }

    private static byte[] bounded(Path file, int largest) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        // A pipe would never end.
        if (!Files.isRegularFile(file)) {
            throw new OutOfBoundsException(file.getFileName() + " is no file");
        }
        if (Files.size(file) > largest) {
            throw new OutOfBoundsException(
                    file.getFileName() + " is larger than " + largest + " bytes");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(largest);
        }
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    /** Makes names in a folder last. */
    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        for (Path file : contents(folder)) {
            Files.delete(file);
        }
        Files.delete(folder);
    }

    private static List<Path> contents(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    /** What is read is not what it must be, whatever the disk does. */
    private static final class OutOfBoundsException extends IOException {
        private static final long serialVersionUID = 1L;

        OutOfBoundsException(String message) {
            super(message);
        }
    }
}
