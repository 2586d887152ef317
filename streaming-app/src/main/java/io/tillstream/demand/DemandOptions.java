package io.tillstream.demand;

import io.tillstream.JobConfig;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** Settings of forecasts, stock and orders. */
public final class DemandOptions {
    /** Two years: further ahead nobody orders by a forecast. */
    public static final int MOST_DAYS = 730;

    /** First day whose close issues forecasts. */
    public static final ConfigOption<String> ISSUE_FROM =
            ConfigOptions.key("demand.issue-from")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Date (2026-03-01) before which days are learnt but no forecast is"
                                    + " issued: for the backfill of long histories.");

    /** Whether the levels' forecasts are made to agree. */
    public static final ConfigOption<Boolean> RECONCILE =
            ConfigOptions.key("demand.reconcile")
                    .booleanType()
                    .defaultValue(true)
                    .withDescription(
                            "Make the forecasts of stores, products and categories agree. False"
                                    + " shows what each would say alone, to measure what"
                                    + " reconciliation is worth.");

    /** Lead time of products whose catalogue record tells none. */
    public static final ConfigOption<Integer> LEAD_TIME =
            ConfigOptions.key("demand.lead-time-days")
                    .intType()
                    .defaultValue(7)
                    .withDescription("Days from order to delivery where the catalogue is silent.");

    /** Days between two orders. */
    public static final ConfigOption<Integer> REVIEW_PERIOD =
            ConfigOptions.key("demand.review-period-days")
                    .intType()
                    .defaultValue(7)
                    .withDescription("Days that an order covers beyond its lead time.");

    /** When a low-stock alert opens. */
    public static final ConfigOption<Double> ALERT_THRESHOLD =
            ConfigOptions.key("demand.alert-threshold")
                    .doubleType()
                    .defaultValue(0.2)
                    .withDescription(
                            "Probability of running out before a delivery can arrive, at which a"
                                    + " low-stock alert opens; it resolves below half of it.");

    /** Service level. */
    public static final ConfigOption<Double> SERVICE_LEVEL =
            ConfigOptions.key("demand.service-level")
                    .doubleType()
                    .defaultValue(0.95)
                    .withDescription(
                            "Probability of not running out that reorder points and order"
                                    + " proposals aim at.");

    /** All of them. */
    public static final List<ConfigOption<?>> ALL =
            List.of(
                    ISSUE_FROM,
                    RECONCILE,
                    LEAD_TIME,
                    REVIEW_PERIOD,
                    ALERT_THRESHOLD,
                    SERVICE_LEVEL);

    private DemandOptions() {}

    /**
     * Looks at what is set.
     *
     * @throws JobConfig.InvalidConfig if something cannot be used
     */
    public static void check(JobConfig config) {
        issueFrom(config);
        for (ConfigOption<Integer> days : List.of(LEAD_TIME, REVIEW_PERIOD)) {
            config.require(
                    days,
                    value -> value >= 1 && value <= MOST_DAYS,
                    "be 1 to " + MOST_DAYS + " days");
        }
        config.requireShare(ALERT_THRESHOLD);
        config.requireShare(SERVICE_LEVEL);
    }

    /** The epoch day before which no forecast is issued; {@link Long#MIN_VALUE} if none is set. */
    static long issueFrom(JobConfig config) {
        String date = config.get(ISSUE_FROM);
        if (date == null) {
            return Long.MIN_VALUE;
        }
        try {
            return LocalDate.parse(date).toEpochDay();
        } catch (DateTimeParseException e) {
            throw new JobConfig.InvalidConfig(
                    ISSUE_FROM.key() + " is no date like 2026-03-01: " + date);
        }
    }
}
