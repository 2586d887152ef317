package io.tillstream.sandbox.cli;

import io.tillstream.models.images.ImageEncoder;
import io.tillstream.models.recommend.ProductLooks;
import io.tillstream.models.recommend.PurchaseLog;
import io.tillstream.models.recommend.TowerRelease;
import io.tillstream.models.registry.ModelRefusedException;
import io.tillstream.models.registry.ModelRegistry;
import io.tillstream.models.registry.ModelVersion;
import io.tillstream.models.registry.StoredModel;
import io.tillstream.pictures.EncoderKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code train two-tower DIR --out MODELS}. */
@Command(
        name = "two-tower",
        description =
                "Trains the two towers of recommendations on the purchases of event files and"
                        + " publishes them; first without the last days, to judge them on those.",
        mixinStandardHelpOptions = true)
final class TrainTwoTowerCommand implements Callable<Integer> {
    private static final String NO_ENCODER = "none";

    @Parameters(paramLabel = "DIR", description = "Folder of event files.")
    private Path folder;

    @Option(
            names = "--out",
            paramLabel = "MODELS",
            required = true,
            description = "The registry folder.")
    private Path out;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = Times.class,
            description = "The UTC day of this time and what follows is left out; default: none.")
    private Instant until;

    @Option(
            names = "--held-out",
            paramLabel = "DAYS",
            description = "Last days to judge on, 0 for none; default: ${DEFAULT-VALUE}.")
    private int heldOut = 7;

    @Option(names = "--seed", paramLabel = "N", description = "Default: 1.")
    private long seed = 1;

    @Option(
            names = "--encoder",
            paramLabel = "NAME",
            description =
                    "Encoder of the products' pictures: current in MODELS, else the one that this"
                            + " build ships; none for no pictures. Default: ${DEFAULT-VALUE}.")
    private String encoder = ImageEncoder.SHIPPED;

    @Override
    public Integer call() throws Exception {
        if (heldOut < 0) {
            throw new WrongUsage("--held-out must be 0 or more");
        }
        Published.check(out);
        PurchaseLog log = PurchaseFiles.read(folder);
        int day = until == null ? dayAfterLast(log) : PurchaseLog.dayOf(until.toEpochMilli());
        Published.in(out, train(new TowerRelease(log, looks(), day, heldOut, System.err::println)));
        return 0;
    }

    /** By the encoder that a job would run that is given the same registry. */
    private ProductLooks looks() throws IOException {
        if (encoder.equals(NO_ENCODER)) {
            return ProductLooks.NONE;
        }
        try (ImageEncoder used = encoder()) {
            return CatalogueLooks.read(folder, used);
        } catch (ModelRefusedException | IllegalArgumentException e) {
            throw new WrongUsage("--encoder " + encoder + ": " + e.getMessage());
        }
    }

    private ImageEncoder encoder() throws IOException, ModelRefusedException {
        EncoderKind kind = new EncoderKind(encoder);
        ModelRegistry registry = new ModelRegistry(out);
        Optional<ModelVersion> current = registry.current(encoder);
        if (current.isPresent()) {
            return kind.make(registry.read(current.get()));
        }
        return kind.make(
                kind.shipped()
                        .orElseThrow(
                                () ->
                                        new WrongUsage(
                                                "--encoder %s: %s has no current version of it"
                                                        .formatted(encoder, out))));
    }

    private StoredModel train(TowerRelease release) {
        try {
            return release.train(seed);
        } catch (IllegalArgumentException e) {
            throw new WrongUsage(e);
        }
    }

    private static int dayAfterLast(PurchaseLog log) {
        return log.baskets().get(log.baskets().size() - 1).day() + 1;
    }
}
