package io.tillstream.sandbox.cli;

import io.tillstream.models.images.EncoderRelease;
import io.tillstream.models.images.Preprocessing;
import io.tillstream.models.recommend.BlendWeights;
import io.tillstream.models.recommend.Towers;
import io.tillstream.models.registry.ModelFormat;
import io.tillstream.models.registry.ModelRefusedException;
import io.tillstream.models.registry.ModelVersion;
import io.tillstream.models.registry.StoredModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code models add-encoder NAME FILE --preprocessing ID --out MODELS}. */
@Command(
        name = "add-encoder",
        description =
                "Tests an encoder of pictures, describes it by what it gives for made-up ones, and"
                        + " publishes it; images.encoder=NAME has the job use it.",
        mixinStandardHelpOptions = true)
final class AddEncoderCommand implements Callable<Integer> {
    private static final int VERSION_DIGITS = 12;
    private static final Set<String> TAKEN = Set.of(Towers.NAME, BlendWeights.NAME);

    @Parameters(paramLabel = "NAME", description = "Name of the model, such as inception-v3.")
    private String name;

    @Parameters(
            paramLabel = "FILE",
            description = "TorchScript (.pt) or ONNX (.onnx): pictures in, a vector for each out.")
    private Path file;

    @Option(
            names = "--preprocessing",
            paramLabel = "ID",
            required = true,
            description = "How pictures are prepared, such as rgb299-inception; docs/images.md.")
    private String preprocessing;

    @Option(
            names = "--out",
            paramLabel = "MODELS",
            required = true,
            description = "The registry folder.")
    private Path out;

    @Option(
            names = "--version-name",
            paramLabel = "NAME",
            description = "Name of the version; default: the beginning of the file's hash.")
    private String version;

    @Override
    public Integer call() throws Exception {
        if (TAKEN.contains(name)) {
            throw new WrongUsage(name + " is the name of a model that is no encoder");
        }
        Published.check(out);
        byte[] bytes = read();
        Published.in(out, made(bytes));
        return 0;
    }

    private byte[] read() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new WrongUsage(file + " is no file");
        }
        return Files.readAllBytes(file);
    }

    private StoredModel made(byte[] bytes) {
        String hash = StoredModel.sha256(bytes);
        try {
            return EncoderRelease.of(
                    new ModelVersion(
                            name, version == null ? hash.substring(0, VERSION_DIGITS) : version),
                    format(),
                    bytes,
                    Preprocessing.of(preprocessing));
        } catch (IllegalArgumentException | ModelRefusedException e) {
            throw new WrongUsage(e);
        }
    }

    private ModelFormat format() {
        String path = file.toString();
        return Arrays.stream(ModelFormat.values())
                .filter(format -> path.endsWith(ending(format)))
                .findFirst()
                .orElseThrow(() -> new WrongUsage(file + " must end with " + endings()));
    }

    private static String endings() {
        return Arrays.stream(ModelFormat.values())
                .map(AddEncoderCommand::ending)
                .collect(Collectors.joining(" or "));
    }

    private static String ending(ModelFormat format) {
        return format.file().substring(format.file().lastIndexOf('.'));
    }
}
