package io.tillstream.models.recommend;

import io.tillstream.models.registry.ModelManifest.TrainingData;
import io.tillstream.models.registry.StoredModel;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Makes a version of the two towers. How good its like is out of sample is found out by towers that
 * are trained without the last days and judged on them, beside popularity; what is published is
 * then trained on all days.
 */
public final class TowerRelease {
    private static final int VERSION_DIGITS = 12;

    private final PurchaseLog log;
    private final ProductLooks looks;
    private final int until;
    private final int heldOut;
    private final Consumer<String> progress;

    /**
     * @param looks of the products, as far as they are known
     * @param until UTC day, the first that is left out
     * @param heldOut days before it that are judged; 0 for no metrics
     * @param progress hears what is being done
     */
    public TowerRelease(
            PurchaseLog log,
            ProductLooks looks,
            int until,
            int heldOut,
            Consumer<String> progress) {
        this.log = log;
        this.looks = looks;
        this.until = until;
        this.heldOut = heldOut;
        this.progress = progress;
    }

    /**
     * Trains and describes.
     *
     * @param seed of weights and batches
     * @throws IllegalArgumentException if there is nothing to learn from
     */
    public StoredModel train(long seed) {
        return train(seed, null);
    }

    /**
     * Trains and describes, and judges what runs beside it: metrics begin with {@code running_}.
     *
     * @param seed of weights and batches
     * @param running that did not see the days that are judged; null for none
     * @throws IllegalArgumentException if there is nothing to learn from
     */
    public StoredModel train(long seed, Recommender running) {
        Map<String, Double> metrics = heldOut == 0 ? Map.of() : judged(seed, running);
        byte[] module = training(until).train(seed);
        // The same training once more gives the same module, and so the same version.
        String version = StoredModel.sha256(module).substring(0, VERSION_DIGITS);
        return Towers.store(module, version, log.products(), looks.encoder(), trainedOn(), metrics);
    }

    private TwoTowerTraining training(int before) {
        TwoTowerTraining training = new TwoTowerTraining(log, looks, before);
        if (training.size() == 0) {
            throw new IllegalArgumentException(
                    "there are no purchases of named customers before "
                            + LocalDate.ofEpochDay(before)
                            + (before < until ? ": hold out fewer days" : ""));
        }
        progress.accept(
                "training on %d purchases before %s"
                        .formatted(training.size(), LocalDate.ofEpochDay(before)));
        return training;
    }

    private Map<String, Double> judged(long seed, Recommender running) {
        int split = until - heldOut;
        try (TwoTower tower = TwoTower.of(training(split).train(seed), log.products(), looks)) {
            List<Recommender> judged = new ArrayList<>(List.of(tower, Baselines.popularity()));
            if (running != null) {
                judged.add(new Running(running));
            }
            Map<String, Map<Task, Accuracy>> results =
                    new Evaluation(log, split).judge(judged, until);
            Map<String, Double> metrics = new TreeMap<>();
            metrics.put("held_out_days", (double) heldOut);
            results.get(Towers.NAME).forEach((task, a) -> put(metrics, "", task, a));
            results.get(Baselines.POPULARITY)
                    .forEach((task, a) -> put(metrics, "popularity_", task, a));
            if (running != null) {
                results.get(Running.NAME).forEach((task, a) -> put(metrics, "running_", task, a));
            }
            return metrics;
        }
    }

    /** The version that runs, under a name of its own. */
    private record Running(Recommender towers) implements Recommender {
        static final String NAME = "running";

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public double[] score(ShopState state, int customer, int day, boolean[] allowed) {
            return towers.score(state, customer, day, allowed);
        }
    }

    private static void put(
            Map<String, Double> metrics, String prefix, Task task, Accuracy accuracy) {
        String suffix = "_" + task.name().toLowerCase(Locale.ROOT);
        metrics.put(prefix + "judged_purchases" + suffix, (double) accuracy.baskets());
        metrics.put(prefix + "hr_at_10" + suffix, accuracy.hr10());
        metrics.put(prefix + "ndcg_at_10" + suffix, accuracy.ndcg10());
        metrics.put(prefix + "mrr" + suffix, accuracy.mrr());
    }

    private TrainingData trainedOn() {
        return new TrainingData(
                startOf(log.baskets().get(0).day()), startOf(until), log.sha256(until));
    }

    private static Instant startOf(int day) {
        return LocalDate.ofEpochDay(day).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
