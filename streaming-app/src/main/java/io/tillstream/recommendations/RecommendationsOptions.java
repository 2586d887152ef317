package io.tillstream.recommendations;

import io.tillstream.JobConfig;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** Settings of recommendations. */
public final class RecommendationsOptions {
    private static final int MOST_ITEMS = 100;

    /** Length of a list of recommendations. */
    public static final ConfigOption<Integer> ITEMS =
            ConfigOptions.key("recommendations.items")
                    .intType()
                    .defaultValue(20)
                    .withDescription("Products in a list, 1 to 100.");

    /** Diversity. */
    public static final ConfigOption<Integer> PER_CATEGORY =
            ConfigOptions.key("recommendations.per-category")
                    .intType()
                    .defaultValue(8)
                    .withDescription(
                            "Products of one category in a list, as long as there are others.");

    /** Throttle of emissions. */
    public static final ConfigOption<Duration> INTERVAL =
            ConfigOptions.key("recommendations.interval")
                    .durationType()
                    .defaultValue(Duration.ofMillis(100))
                    .withDescription(
                            "Time between two lists for a shopper; of the events between, the"
                                    + " newest is answered when it is over. 0: each is. By the"
                                    + " wall clock, in a bounded run by event time.");

    /** How often news of products and the ranker are told. */
    public static final ConfigOption<Duration> NEWS_INTERVAL =
            ConfigOptions.key("recommendations.news-interval")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(1))
                    .withDescription(
                            "Event time after which popularity, neighbours and ranker are told"
                                    + " anew; stock-outs and the catalogue are at once. Bounded"
                                    + " runs tell at the close of days.");

    /** How long shoppers are remembered. */
    public static final ConfigOption<Duration> TIME_TO_LIVE =
            ConfigOptions.key("recommendations.time-to-live")
                    .durationType()
                    .defaultValue(Duration.ofDays(365))
                    .withDescription(
                            "Wall-clock time without events until a shopper is forgotten.");

    /** Experiments. */
    public static final ConfigOption<String> SALT =
            ConfigOptions.key("recommendations.salt")
                    .stringType()
                    .defaultValue("tillstream")
                    .withDescription(
                            "Another salt gives shoppers other variants. Who knows it can make up"
                                    + " feedback: give each shop its own.");

    /** Share of shoppers who are split evenly. */
    public static final ConfigOption<Double> CONTROL =
            ConfigOptions.key("recommendations.control-share")
                    .doubleType()
                    .defaultValue(0.1)
                    .withDescription(
                            "Share of shoppers, 0 to 1, with a variant for good; of all others"
                                    + " most get what is clicked most (Thompson sampling).");

    /** Business rules. */
    public static final ConfigOption<String> RULES =
            ConfigOptions.key("recommendations.rules")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "JSON file with what to exclude, pin and boost, read at the start.");

    /** How long a shopper waits for the towers. */
    public static final ConfigOption<Duration> MODEL_TIMEOUT =
            ConfigOptions.key("recommendations.model-timeout")
                    .durationType()
                    .defaultValue(Duration.ofMillis(50))
                    .withDescription(
                            "After this a list is made without the two towers, and its"
                                    + " model_version says so.");

    /** Whether shoppers wait for the towers at all cost. */
    public static final ConfigOption<Boolean> MODEL_WAIT =
            ConfigOptions.key("recommendations.model-wait")
                    .booleanType()
                    .defaultValue(false)
                    .withDescription(
                            "Wait for the two towers rather than make a list without them; a"
                                    + " batch that fails then restarts the job. Bounded runs"
                                    + " always wait.");

    /** Moments under way. */
    public static final ConfigOption<Integer> MODEL_CAPACITY =
            ConfigOptions.key("recommendations.model-capacity")
                    .intType()
                    .defaultValue(256)
                    .withDescription(
                            "Shoppers' events in a subtask that wait for the two towers, 1 or"
                                    + " more; beyond that the stream waits.");

    /** Candidates of the towers. */
    public static final ConfigOption<Integer> MODEL_CANDIDATES =
            ConfigOptions.key("recommendations.model-candidates")
                    .intType()
                    .defaultValue(40)
                    .withDescription(
                            "Products, 0 to 100, that the two towers may add to a shopper's"
                                    + " candidates.");

    /** From where on the towers' answers are approximate. */
    public static final ConfigOption<Integer> EXACT_LIMIT =
            ConfigOptions.key("recommendations.exact-limit")
                    .intType()
                    .defaultValue(200_000)
                    .withDescription(
                            "Products up to which the two towers score each; beyond it an index"
                                    + " (all of them on a GPU, else HNSW, which finds about the"
                                    + " best). Bounded runs score each.");

    /** All of them. */
    public static final List<ConfigOption<?>> ALL =
            List.of(
                    ITEMS,
                    PER_CATEGORY,
                    INTERVAL,
                    NEWS_INTERVAL,
                    TIME_TO_LIVE,
                    SALT,
                    CONTROL,
                    RULES,
                    MODEL_TIMEOUT,
                    MODEL_WAIT,
                    MODEL_CAPACITY,
                    MODEL_CANDIDATES,
                    EXACT_LIMIT);

    private RecommendationsOptions() {}

    /**
     * Looks at what is set.
     *
     * @throws JobConfig.InvalidConfig if something cannot be used
     */
    public static void check(JobConfig config) {
        config.requireBetween(ITEMS, 1, MOST_ITEMS);
        config.requireBetween(PER_CATEGORY, 1, MOST_ITEMS);
        config.requireBetween(MODEL_CANDIDATES, 0, 100);
        config.require(EXACT_LIMIT, limit -> limit >= 1, "be 1 or more");
        config.require(MODEL_CAPACITY, capacity -> capacity >= 1, "be 1 or more");
        config.require(MODEL_TIMEOUT, timeout -> timeout.toMillis() >= 2, "be 2 ms or more");
        config.require(CONTROL, share -> share >= 0 && share <= 1, "be 0 to 1");
        config.requireLongerThanZero(TIME_TO_LIVE);
        rules(config);
    }

    /** What the business decides of recommendations, from its file where there is one. */
    static BusinessRules rules(JobConfig config) {
        return config.parsed(RULES, BusinessRules.NONE, BusinessRules::parse);
    }
}
