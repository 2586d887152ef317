package io.tillstream.recommendations;

import io.tillstream.events.EventTime;
import io.tillstream.models.recommend.BlendWeights;
import io.tillstream.models.registry.ModelManifest.TrainingData;
import io.tillstream.models.registry.StoredModel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Makes a version of the ranker of logged candidates. How good its like is out of sample is found
 * out by one that is trained without the last days and judged on them, beside the weights that the
 * stream has otherwise, the same as they learn on the stream, and popularity; what is published is
 * then trained on all days.
 */
public final class RankerRelease {
    private static final Slate SLATE = new Slate(20, 8);

    private final List<LoggedPurchase> log;
    private final long until;
    private final int heldOut;
    private final Consumer<String> progress;

    /**
     * @param log in the order of time
     * @param until UTC day, the first that is left out
     * @param heldOut days before it that are judged; 0 for no metrics
     * @param progress hears what is being done
     */
    public RankerRelease(
            List<LoggedPurchase> log, long until, int heldOut, Consumer<String> progress) {
        this.log = between(log, Long.MIN_VALUE, until);
        this.until = until;
        this.heldOut = heldOut;
        this.progress = progress;
    }

    private static List<LoggedPurchase> between(List<LoggedPurchase> log, long from, long to) {
        return log.stream().filter(p -> dayOf(p) >= from && dayOf(p) < to).toList();
    }

    private static long dayOf(LoggedPurchase purchase) {
        return EventTime.dayOf(purchase.time());
    }

    /**
     * Trains and describes.
     *
     * @throws IllegalArgumentException if there is nothing to learn from
     */
    public StoredModel train() {
        return train(null);
    }

    /**
     * Trains and describes, and judges what runs beside it: metrics begin with {@code running_}.
     *
     * @param running that did not see the days that are judged; null for none
     * @throws IllegalArgumentException if there is nothing to learn from
     */
    public StoredModel train(BlendWeights running) {
        Map<String, Double> metrics = heldOut == 0 ? Map.of() : judged(running);
        double[] weights = BlendFit.of(examples(log, until), Feature.priors());
        return new BlendWeights(weights).store(Feature.labels(), trainedOn(), metrics);
    }

    private List<Example> examples(List<LoggedPurchase> purchases, long before) {
        List<Example> examples =
                purchases.stream().map(LoggedPurchase::example).filter(Objects::nonNull).toList();
        if (examples.isEmpty()) {
            throw new IllegalArgumentException(
                    "there are no purchases of named customers to learn from before "
                            + LocalDate.ofEpochDay(before)
                            + (before < until ? ": hold out fewer days" : ""));
        }
        progress.accept(
                "training on %d of %d purchases before %s, of which a candidate was bought"
                        .formatted(
                                examples.size(), purchases.size(), LocalDate.ofEpochDay(before)));
        return examples;
    }

    private Map<String, Double> judged(BlendWeights running) {
        long split = until - heldOut;
        List<LoggedPurchase> seen = between(log, Long.MIN_VALUE, split);
        List<LoggedPurchase> unseen = between(log, split, until);
        double[] trained = BlendFit.of(examples(seen, split), Feature.priors());
        RankerState begun = new RankerState();
        begun.beginWith(BlendWeights.NAME, trained);
        RankerState streamed = new RankerState();
        seen.forEach(purchase -> learn(streamed, purchase));
        Map<String, Double> metrics = new TreeMap<>();
        metrics.put("held_out_days", (double) heldOut);
        metrics.put("judged_purchases", (double) unseen.size());
        put(metrics, "", judge(unseen, p -> list(p, trained)));
        put(metrics, "learning_", judge(unseen, listsThatLearn(begun)));
        put(metrics, "prior_", judge(unseen, p -> list(p, Feature.priors())));
        put(metrics, "stream_", judge(unseen, listsThatLearn(streamed)));
        put(metrics, "popularity_", judge(unseen, p -> p.before().byPopularity()));
        if (running != null) {
            put(metrics, "running_", judge(unseen, p -> list(p, running.values())));
        }
        return metrics;
    }

    /** A purchase is learnt from after its list was made. */
    private static Function<LoggedPurchase, String[]> listsThatLearn(RankerState ranker) {
        return purchase -> {
            String[] list = list(purchase, ranker.weights());
            learn(ranker, purchase);
            return list;
        };
    }

    private static void learn(RankerState ranker, LoggedPurchase purchase) {
        Example example = purchase.example();
        if (example != null) {
            ranker.learn(example);
        }
    }

    private static String[] list(LoggedPurchase purchase, double[] weights) {
        Candidates before = purchase.before();
        return SLATE.of(before, Blend.chances(before, weights), Map.of()).stream()
                .map(i -> before.productIds()[i])
                .toArray(String[]::new);
    }

    private static Scores judge(
            List<LoggedPurchase> purchases, Function<LoggedPurchase, String[]> lists) {
        Scores scores = new Scores();
        for (LoggedPurchase purchase : purchases) {
            scores.add(lists.apply(purchase), purchase.bought(), purchase.catalogue());
        }
        return scores;
    }

    /** None where nothing was bought on the days that were held out. */
    private static void put(Map<String, Double> metrics, String prefix, Scores scores) {
        if (scores.purchases > 0) {
            for (Scores.Metric metric : scores.metrics(Map.of())) {
                if (metric.name().endsWith("@10")) {
                    metrics.put(prefix + metric.name().replace("@", "_at_"), metric.value());
                }
            }
        }
    }

    private TrainingData trainedOn() {
        return new TrainingData(
                Instant.ofEpochMilli(log.get(0).time()),
                Instant.ofEpochMilli(EventTime.startOf(until)),
                sha256());
    }

    private String sha256() {
        StringBuilder text = new StringBuilder();
        for (LoggedPurchase purchase : log) {
            text.append(purchase.eventId()).append(' ').append(purchase.time());
            text.append(purchase.bought());
            text.append(Arrays.toString(purchase.before().productIds()));
            text.append(Arrays.toString(purchase.before().features())).append('\n');
        }
        return StoredModel.sha256(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
