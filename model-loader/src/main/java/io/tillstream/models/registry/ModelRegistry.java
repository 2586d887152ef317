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
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A folder of models: {@code NAME/VERSION/model.pt} (or {@code model.onnx}) with {@code model.json}
 * beside it, and {@code NAME/current}, a text file that holds the version to use. A version appears
 * as a whole and never changes; only {@code current} moves. What is read is bounded in size and
 * checked: a folder may hold anything. Safe for several threads and processes.
 *
 * <p>{@code NAME/turns} tells when which version became current, a line each, so that one can go
 * back. A version that was gone back from is not gone back to.
 */
public final class ModelRegistry implements ModelSource {
    private static final String TURNS = "turns";
    private static final long MOST_TURNS = 1 << 20;

    private final Path root;
    private final Clock clock;
    private final ModelReader reader = new ModelReader(this::open);

    /**
     * When a version became current.
     *
     * @param back true if it was gone back to, because the one before was worse
     */
    public record Turn(Instant at, ModelVersion version, boolean back) {
        private static final String BACK = "back";

        private String line() {
            return at + " " + version.version() + (back ? " " + BACK : "") + "\n";
        }

        private static Turn of(String name, String line) {
            String[] words = line.split(" ", -1);
            return new Turn(
                    Instant.parse(words[0]),
                    new ModelVersion(name, words[1]),
                    words.length > 2 && words[2].equals(BACK));
        }
    }

    /**
     * @param root may be missing until the first model is published
     */
    public ModelRegistry(Path root) {
        this(root, Clock.systemUTC());
    }

    ModelRegistry(Path root, Clock clock) {
        this.root = root.toAbsolutePath().normalize();
        this.clock = clock;
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
                .filter(v -> !v.equals(ModelReader.POINTER))
                .map(v -> new ModelVersion(name, v))
                .toList();
    }

    @Override
    public Optional<ModelVersion> current(String name) throws IOException, ModelRefusedException {
        return reader.current(name);
    }

    @Override
    public StoredModel read(ModelVersion id) throws IOException, ModelRefusedException {
        return reader.read(id);
    }

    /**
     * Points {@code current} at a version that is there; forth or back makes no difference.
     *
     * @throws NoSuchFileException if there is no such version
     */
    public void point(ModelVersion to) throws IOException {
        point(to, false);
    }

    private void point(ModelVersion to, boolean back) throws IOException {
        if (!Files.isRegularFile(folder(to).resolve(ModelReader.MANIFEST))) {
            throw new NoSuchFileException(folder(to).toString(), null, "no such version");
        }
        Path name = folder(to).getParent();
        Path written = name.resolve("." + ModelReader.POINTER + "-" + UUID.randomUUID());
        try {
            write(written, (to.version() + "\n").getBytes(StandardCharsets.UTF_8));
            Files.move(written, name.resolve(ModelReader.POINTER), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(written);
        }
        List<Turn> turns = turns(to.name());
        if (turns.isEmpty() || !turns.get(turns.size() - 1).version().equals(to)) {
            append(name.resolve(TURNS), new Turn(clock.instant(), to, back).line());
        }
        sync(name);
    }

    /** When which version of a model became current, the oldest first. */
    public List<Turn> turns(String name) throws IOException {
        if (!ModelVersion.isId(name)) {
            return List.of();
        }
        Path file = root.resolve(name).resolve(TURNS);
        try {
            if (Files.size(file) > MOST_TURNS) {
                throw new IOException(file + " is longer than " + MOST_TURNS + " bytes");
            }
            return Files.readAllLines(file).stream().map(line -> Turn.of(name, line)).toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (DateTimeParseException | IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new IOException(file + " holds a line that is none of mine", e);
        }
    }

    /**
     * Points {@code current} at the version that was current before, leaving out those that were
     * gone back from.
     *
     * @return the version that is current now; empty if there is none to go back to
     */
    public Optional<ModelVersion> goBack(String name) throws IOException {
        List<Turn> turns = turns(name);
        Set<ModelVersion> left = new HashSet<>();
        for (int i = 1; i < turns.size(); i++) {
            if (turns.get(i).back()) {
                left.add(turns.get(i - 1).version());
            }
        }
        for (int i = turns.size() - 2; i >= 0; i--) {
            ModelVersion before = turns.get(i).version();
            if (!left.contains(before) && !before.equals(turns.get(turns.size() - 1).version())) {
                point(before, true);
                return Optional.of(before);
            }
        }
        return Optional.empty();
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
                write(written.resolve(ModelReader.HALF), stored.half());
            }
            write(written.resolve(ModelReader.MANIFEST), stored.manifest().toJson());
            sync(written);
            moveTo(folder, written);
        } finally {
            delete(written);
        }
        sync(name);
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

    private InputStream open(String path) throws IOException {
        Path file = root.resolve(path);
        // A pipe would never end.
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new ModelReader.OutOfBoundsException(file.getFileName() + " is no file");
        }
        return Files.newInputStream(file);
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

    private static void append(Path file, String line) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
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
}
