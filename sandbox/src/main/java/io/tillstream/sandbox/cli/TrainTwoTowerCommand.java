package io.tillstream.sandbox.cli;

import io.tillstream.models.images.ImageEncoder;
import io.tillstream.models.recommend.ProductLooks;
import io.tillstream.models.recommend.PurchaseLog;
import io.tillstream.models.recommend.TowerRelease;
import io.tillstream.models.recommend.Towers;
import io.tillstream.models.recommend.TwoTower;
import io.tillstream.models.registry.ModelRefusedException;
import io.tillstream.models.registry.ModelRegistry;
import io.tillstream.models.registry.ModelVersion;
import io.tillstream.models.registry.StoredModel;
import io.tillstream.pictures.EncoderKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
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
    private static final String METRIC = "ndcg_at_10_all";

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

    @Option(
            names = "--if-better",
            description =
                    "Publish only if it is better on the days that are held out (NDCG@10) than the"
                            + " version that runs, which must not have seen them.")
    private boolean ifBetter;

    @Override
    public Integer call() throws Exception {
        if (ifBetter && heldOut < 1) {
            throw new WrongUsage("--if-better needs days that are held out");
        }
        if (heldOut < 0) {
            throw new WrongUsage("--held-out must be 0 or more");
        }
        Published.check(out);
        PurchaseLog log = PurchaseFiles.read(folder);
        int day = until == null ? dayAfterLast(log) : PurchaseLog.dayOf(until.toEpochMilli());
        ProductLooks looks = looks();
        TowerRelease release = new TowerRelease(log, looks, day, heldOut, System.err::println);
        if (ifBetter) {
            try (TwoTower running = running(log, looks, day)) {
                Published.ifBetter(out, train(release, running), METRIC);
            }
        } else {
            Published.in(out, train(release, null));
        }
        return 0;
    }

    /** What runs, as the job would run it: pictures are told it only by its own encoder. */
    private TwoTower running(PurchaseLog log, ProductLooks looks, int day) throws IOException {
        Instant split =
                LocalDate.ofEpochDay(day - heldOut).atStartOfDay(ZoneOffset.UTC).toInstant();
        Optional<StoredModel> stored = Published.running(out, Towers.NAME, split);
        if (stored.isEmpty()) {
            return null;
        }
        boolean same = Objects.equals(stored.get().manifest().encoder(), looks.encoder());
        try {
            return new TwoTower(
                    Towers.load(stored.get()), log.products(), same ? looks : ProductLooks.NONE);
        } catch (ModelRefusedException e) {
            throw new WrongUsage(e);
        }
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

    private StoredModel train(TowerRelease release, TwoTower running) {
        try {
            return release.train(seed, running);
        } catch (IllegalArgumentException e) {
            throw new WrongUsage(e);
        }
    }

    private static int dayAfterLast(PurchaseLog log) {
        return log.baskets().get(log.baskets().size() - 1).day() + 1;
    }
}
