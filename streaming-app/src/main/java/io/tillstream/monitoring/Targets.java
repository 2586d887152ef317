package io.tillstream.monitoring;

import io.tillstream.serving.BatchTimes;
import java.util.Map;
import java.util.TreeMap;

/** What guarded figures should be, by what the figure is called. */
final class Targets {
    static final String WAPE = "wape-week";
    static final String MAPE = "mape-week";
    static final String HIT_RATE = "hr@10";
    static final String LATENCY = "latency_ms.p99";
    static final String INFERENCE = BatchTimes.METRIC + "p99";
    static final String STABILITY = "segment_stability_30d";
    static final String AGE = "age_hours";
    static final String PSI = "psi";
    static final String KS = "ks";

    /**
     * Unless others are set. The hit rate's is a share of what is usual; below those of drift
     * nothing has moved; a shopper does not notice a tenth of a second, nor what makes it up.
     */
    private static final Map<String, Double> USUAL =
            Map.of(
                    WAPE, 0.15, MAPE, 0.15, HIT_RATE, 1.0, LATENCY, 100.0, INFERENCE, 100.0,
                    STABILITY, 0.8, AGE, 24.0, PSI, 0.1, KS, 0.125);

    private final Map<String, Double> values = new TreeMap<>(USUAL);

    /**
     * The usual ones, and those that are set in their place.
     *
     * @throws IllegalArgumentException if no figure has such a name, or it is not a number of 0 or
     *     more
     */
    Targets(Map<String, String> set) {
        set.forEach(
                (figure, value) -> {
                    if (!USUAL.containsKey(figure)) {
                        throw new IllegalArgumentException(
                                "monitoring.targets: %s is none of %s"
                                        .formatted(figure, values.keySet()));
                    }
                    values.put(figure, number(figure, value));
                });
    }

    private static double number(String figure, String value) {
        double number;
        try {
            number = Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "monitoring.targets: %s is no number: %s".formatted(figure, value), e);
        }
        if (!(number >= 0 && number <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException(
                    "monitoring.targets: %s must be 0 or more: %s".formatted(figure, value));
        }
        return number;
    }

    double of(String figure) {
        return values.get(figure);
    }
}
