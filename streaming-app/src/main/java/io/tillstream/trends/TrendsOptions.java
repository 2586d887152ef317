package io.tillstream.trends;

import io.tillstream.JobConfig;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** Settings of trends. */
public final class TrendsOptions {
    private static final int MOST_VOCABULARY = 1 << 24;

    /** Names that mean the same. */
    public static final ConfigOption<String> SYNONYMS =
            ConfigOptions.key("trends.synonyms")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "File of names that mean the same in posts, NAME: OTHER, OTHER a line,"
                                    + " read at the start.");

    /** Alarms without a trend. */
    public static final ConfigOption<Double> FALSE_ALARMS =
            ConfigOptions.key("trends.false-alarms-per-day")
                    .doubleType()
                    .defaultValue(0.01)
                    .withDescription(
                            "Alarms a day, on average, that chance alone may raise among all"
                                    + " subjects, above 0.");

    /** Subjects that are told apart. */
    public static final ConfigOption<Integer> VOCABULARY =
            ConfigOptions.key("trends.vocabulary")
                    .intType()
                    .defaultValue(131_072)
                    .withDescription(
                            "Subjects whose usual level is told apart well, 64 to 16777216; each"
                                    + " costs 170 bytes of state. More are allowed: the rare ones"
                                    + " then share. Takes effect with empty state.");

    /** All of them. */
    public static final List<ConfigOption<?>> ALL = List.of(SYNONYMS, FALSE_ALARMS, VOCABULARY);

    private TrendsOptions() {}

    /**
     * Looks at what is set.
     *
     * @throws JobConfig.InvalidConfig if something cannot be used
     */
    public static void check(JobConfig config) {
        config.requireBetween(VOCABULARY, 64, MOST_VOCABULARY);
        config.requireAboveZero(FALSE_ALARMS);
        synonyms(config);
    }

    /** Names that mean the same in posts, from their file where there is one. */
    static Synonyms synonyms(JobConfig config) {
        return config.parsed(
                SYNONYMS, Synonyms.NONE, text -> Synonyms.parse(text.lines().toList()));
    }
}
