package io.tillstream.monitoring;

import io.tillstream.JobConfig;
import io.tillstream.events.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** Bounds at which the job raises an alert about itself. */
public final class MonitoringOptions {
    /** Error of forecasts. */
    public static final ConfigOption<Double> FORECAST_WAPE =
            ConfigOptions.key("monitoring.forecast-wape")
                    .doubleType()
                    .defaultValue(0.25)
                    .withDescription(
                            "Greatest weighted absolute percentage error of the forecasts of all"
                                    + " sales; beyond it in two windows in a row an alert opens.");

    /** The same of each day by itself. */
    public static final ConfigOption<Double> FORECAST_MAPE =
            ConfigOptions.key("monitoring.forecast-mape")
                    .doubleType()
                    .defaultValue(0.25)
                    .withDescription(
                            "Greatest mean of the daily errors of these forecasts, each as a share"
                                    + " of what its day sold; beyond it in two windows in a row"
                                    + " an alert opens.");

    /** Hit rate of recommendations. */
    public static final ConfigOption<Double> HIT_RATE =
            ConfigOptions.key("monitoring.hit-rate")
                    .doubleType()
                    .defaultValue(0.9)
                    .withDescription(
                            "Least share of its usual value (of up to 28 days before) that the"
                                    + " hit rate of the emitted recommendations must reach.");

    /** Purchases of a day's hit rate. */
    public static final ConfigOption<Long> HIT_RATE_PURCHASES =
            ConfigOptions.key("monitoring.hit-rate-purchases")
                    .longType()
                    .defaultValue(200L)
                    .withDescription(
                            "Purchases that a day's hit rate must be of to be judged: of 200, a"
                                    + " rate of 0.3 is off by 0.03 by chance.");

    /** Latency of recommendations. */
    public static final ConfigOption<Duration> LATENCY =
            ConfigOptions.key("monitoring.latency")
                    .durationType()
                    .defaultValue(Duration.ofMillis(200))
                    .withDescription(
                            "Longest time from taking a shopper's event up to the list, for 99 %"
                                    + " of the lists of five minutes of the wall clock. Not in"
                                    + " bounded runs.");

    /** Latency of models. */
    public static final ConfigOption<Duration> INFERENCE_LATENCY =
            ConfigOptions.key("monitoring.inference-latency")
                    .durationType()
                    .defaultValue(Duration.ofMillis(200))
                    .withDescription(
                            "Longest time that a model (the two towers, the encoder of pictures)"
                                    + " may take for a batch, for 99 % of the batches of five"
                                    + " minutes of the wall clock. Not in bounded runs.");

    /** Age of feeds. */
    public static final ConfigOption<Duration> FRESHNESS =
            ConfigOptions.key("monitoring.freshness")
                    .durationType()
                    .defaultValue(Duration.ofDays(2))
                    .withDescription(
                            "Greatest age of a source's newest event at the end of a day on which"
                                    + " other sources, or it, had events.");

    /** Drift by the population stability index. */
    public static final ConfigOption<Double> DRIFT_PSI =
            ConfigOptions.key("monitoring.drift-psi")
                    .doubleType()
                    .defaultValue(0.25)
                    .withDescription(
                            "Greatest population stability index of features of customers and of"
                                    + " daily revenue, where chance alone does not reach more;"
                                    + " an alert ends below two fifths of it.");

    /** Drift by Kolmogorov and Smirnov. */
    public static final ConfigOption<Double> DRIFT_KS =
            ConfigOptions.key("monitoring.drift-ks")
                    .doubleType()
                    .defaultValue(0.2)
                    .withDescription(
                            "The same of the Kolmogorov-Smirnov distance; an alert ends below five"
                                    + " eighths of it.");

    /** Stability of segments. */
    public static final ConfigOption<Double> SEGMENT_STABILITY =
            ConfigOptions.key("monitoring.segment-stability")
                    .doubleType()
                    .defaultValue(0.7)
                    .withDescription("Least share of customers in the segment of 30 days before.");

    /** Quality of feeds. */
    public static final ConfigOption<Double> BAD_RECORDS =
            ConfigOptions.key("monitoring.bad-records")
                    .doubleType()
                    .defaultValue(0.01)
                    .withDescription(
                            "Greatest share of a topic's records of a day that are refused, late,"
                                    + " or duplicates, each for itself.");

    /** Fields that records should have. */
    public static final ConfigOption<List<String>> EXPECTED_FIELDS =
            ConfigOptions.key("monitoring.expected-fields")
                    .stringType()
                    .asList()
                    .defaultValues("catalog.products.price", "social.posts.text")
                    .withDescription(
                            "Optional fields that records should have all the same, TOPIC.FIELD,"
                                    + " comma-separated; pos.sales.customer_id where each customer"
                                    + " has a card.");

    /** Missing values. */
    public static final ConfigOption<Double> MISSING_VALUES =
            ConfigOptions.key("monitoring.missing-values")
                    .doubleType()
                    .defaultValue(0.01)
                    .withDescription(
                            "Greatest share of a day's records without a field that they should"
                                    + " have, each field for itself, of 100 records or more.");

    /** Prices out of the ordinary. */
    public static final ConfigOption<Double> ODD_PRICES =
            ConfigOptions.key("monitoring.odd-prices")
                    .doubleType()
                    .defaultValue(0.001)
                    .withDescription(
                            "Greatest share of the products that stores sold on a day at a price"
                                    + " beyond 3 robust standard deviations of the product's own"
                                    + " and unlike what most stores sold it for.");

    /** Volume out of the ordinary. */
    public static final ConfigOption<Double> ODD_HOURS =
            ConfigOptions.key("monitoring.odd-hours")
                    .doubleType()
                    .defaultValue(0.1)
                    .withDescription(
                            "Greatest share of the hours of a day in which a source sends far"
                                    + " more or less than in the same hour of the weeks before.");

    /** What is aimed at. */
    public static final ConfigOption<Map<String, String>> TARGETS =
            ConfigOptions.key("monitoring.targets")
                    .mapType()
                    .defaultValue(Map.of())
                    .withDescription(
                            "What guarded figures should be, beside the bounds at which alerts"
                                    + " open: wape-week:0.15,mape-week:0.15,hr@10:1,"
                                    + "latency_ms.p99:100,inference_ms.p99:100,"
                                    + "segment_stability_30d:0.8,age_hours:24,psi:0.1,ks:0.125"
                                    + " where nothing else is set; the hit rate's is a share of"
                                    + " what is usual.");

    /** All of them. */
    public static final List<ConfigOption<?>> ALL =
            List.of(
                    FORECAST_WAPE,
                    FORECAST_MAPE,
                    HIT_RATE,
                    HIT_RATE_PURCHASES,
                    LATENCY,
                    INFERENCE_LATENCY,
                    FRESHNESS,
                    DRIFT_PSI,
                    DRIFT_KS,
                    SEGMENT_STABILITY,
                    BAD_RECORDS,
                    EXPECTED_FIELDS,
                    MISSING_VALUES,
                    ODD_PRICES,
                    ODD_HOURS,
                    TARGETS);

    private MonitoringOptions() {}

    /**
     * Looks at what is set.
     *
     * @throws JobConfig.InvalidConfig if something cannot be used
     */
    public static void check(JobConfig config) {
        for (ConfigOption<Double> share :
                List.of(
                        HIT_RATE,
                        SEGMENT_STABILITY,
                        BAD_RECORDS,
                        MISSING_VALUES,
                        ODD_PRICES,
                        ODD_HOURS)) {
            config.requireShare(share);
        }
        for (ConfigOption<Double> bound :
                List.of(FORECAST_WAPE, FORECAST_MAPE, DRIFT_PSI, DRIFT_KS)) {
            config.requireAboveZero(bound);
        }
        config.requireLongerThanZero(LATENCY);
        config.requireLongerThanZero(INFERENCE_LATENCY);
        config.requireLongerThanZero(FRESHNESS);
        config.require(HIT_RATE_PURCHASES, purchases -> purchases >= 1, "be 1 or more");
        expectedFields(config);
    }

    /** Fields that records should have, by topic. */
    static Map<String, List<String>> expectedFields(JobConfig config) {
        Map<String, List<String>> expected = new TreeMap<>();
        for (String name : config.get(EXPECTED_FIELDS)) {
            int dot = name.lastIndexOf('.');
            Topic topic = dot < 0 ? null : Topic.named(name.substring(0, dot)).orElse(null);
            String field = name.substring(dot + 1);
            if (topic == null || !topic.fields().contains(field)) {
                throw new JobConfig.InvalidConfig(
                        EXPECTED_FIELDS.key() + ": no topic has a field " + name);
            }
            expected.computeIfAbsent(topic.topicName(), t -> new ArrayList<>()).add(field);
        }
        return expected;
    }
}
