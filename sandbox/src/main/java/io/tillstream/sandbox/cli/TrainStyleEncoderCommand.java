package io.tillstream.sandbox.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillstream.models.images.LabelledPictures;
import io.tillstream.models.images.StyleEncoderRelease;
import io.tillstream.models.images.StyleEncoderRelease.Summary;
import io.tillstream.models.images.StyleEncoderTraining.Settings;
import io.tillstream.models.registry.ModelRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code train style-encoder DIR --out MODELS}. */
@Command(
        name = "style-encoder",
        description =
                "Trains the encoder of product pictures on a catalogue's pictures and attributes; a"
                        + " fifth of the products is held out to judge it.",
        mixinStandardHelpOptions = true)
final class TrainStyleEncoderCommand implements Callable<Integer> {
    private static final DateTimeFormatter VERSION = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    @Parameters(
            paramLabel = "DIR",
            description = "Folder of event files; pictures by file: must lie below it.")
    private Path folder;

    @Option(
            names = "--out",
            paramLabel = "MODELS",
            required = true,
            description = "Registry folder.")
    private Path out;

    @Option(
            names = "--version-name",
            paramLabel = "NAME",
            description = "Name of the version; default: the time, as 20260301-101500.")
    private String version = VERSION.format(ZonedDateTime.now(ZoneOffset.UTC));

    @Option(
            names = "--attributes",
            paramLabel = "A,B",
            split = ",",
            description = "What is learnt; default: colour,pattern,silhouette.")
    private List<String> attributes = List.of("colour", "pattern", "silhouette");

    @Option(names = "--epochs", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
    private int epochs = Settings.DEFAULT.epochs();

    @Option(names = "--seed", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
    private long seed = Settings.DEFAULT.seed();

    @Option(
            names = "--report",
            paramLabel = "FILE.json",
            description = "Where the accuracy on the products held out is written to.")
    private Path report;

    @Override
    public Integer call() throws Exception {
        InputFolder.check(folder);
        CataloguePictures pictures = CataloguePictures.read(folder, attributes);
        System.out.println(
                pictures.train().size()
                        + " pictures to learn from, "
                        + pictures.heldOut().size()
                        + " held out, "
                        + pictures.skipped()
                        + " products without picture or attributes");
        Summary summary = train(pictures.train(), pictures.heldOut());
        summary.accuracy()
                .forEach((task, value) -> System.out.printf("5-NN %s: %.4f%n", task, value));
        System.out.println("published as " + summary.id() + " in " + out);
        if (report != null) {
            write(summary, pictures);
        }
        return 0;
    }

    private Summary train(LabelledPictures train, LabelledPictures heldOut) throws Exception {
        Settings usual = Settings.DEFAULT;
        Settings settings = new Settings(epochs, usual.batch(), usual.rate(), usual.shift(), seed);
        try {
            return StyleEncoderRelease.publish(
                    train, heldOut, settings, new ModelRegistry(out), version, percent -> {});
        } catch (IllegalArgumentException e) {
            throw new WrongUsage(e);
        }
    }

    private void write(Summary summary, CataloguePictures pictures) throws IOException {
        JsonMapper json = JsonMapper.builder().build();
        ObjectNode root = json.createObjectNode();
        root.put("train", pictures.train().size()).put("held_out", pictures.heldOut().size());
        root.put("epochs", epochs).put("seed", seed).put("loss", summary.loss());
        summary.accuracy().forEach(root.putObject("knn5_accuracy")::put);
        Files.write(report, json.writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
    }
}
