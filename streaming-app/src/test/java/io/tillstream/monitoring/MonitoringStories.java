package io.tillstream.monitoring;

import static io.tillstream.events.Events.CLOSE;
import static io.tillstream.events.Events.DAY;
import static io.tillstream.events.Events.at;

import io.tillstream.JobConfig;
import io.tillstream.events.ClosedSales;
import io.tillstream.events.CustomerSegment;
import io.tillstream.events.Distribution;
import io.tillstream.events.Events;
import io.tillstream.events.FeatureDay;
import io.tillstream.events.FeedCount;
import io.tillstream.events.QualityCount;
import io.tillstream.events.WorldTime;
import io.tillstream.runtime.OperatorRun;
import io.tillstream.runtime.Story;
import io.tillstream.schemas.rows.DataQualityRow;
import io.tillstream.schemas.rows.ModelMetricRow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;

/** The operators of this package, and what happens to them around a checkpoint. */
public final class MonitoringStories {
    static final Duration RETENTION = Duration.ofDays(30);

    private MonitoringStories() {}

    static OperatorRun.Definition<QualityCount, Void, DataQualityRow> quality() {
        return OperatorRun.keyed(
                () -> new KeepQuality(RETENTION, 200),
                KeepQuality::key,
                Types.STRING,
                TypeInformation.of(DataQualityRow.class));
    }

    private static Story<QualityCount, Void, DataQualityRow> qualityStory() {
        return new Story<>(
                "data-quality",
                quality(),
                true,
                List.of(),
                run -> {
                    for (int i = 0; i < 30; i++) {
                        run.give(new QualityCount("pos.sales", DAY + i % 10, i, 3, 2, 1));
                    }
                },
                run -> {
                    run.give(new QualityCount("pos.sales", DAY + 4, 100, 0, 1, 0)).flush();
                    run.give(new QualityCount("pos.sales", DAY + 5, 1, 1, 1, 1)).end();
                });
    }

    static OperatorRun.Definition<QualityInput, Void, Measurement> closing() {
        return OperatorRun.keyed(
                () -> new CloseQuality(CLOSE, 200),
                input -> true,
                Types.BOOLEAN,
                TypeInformation.of(Measurement.class));
    }

    static OperatorRun.Definition<CustomerSegment, Void, StabilityStep> segments() {
        return OperatorRun.keyed(
                () -> new KeyedProcessOperator<>(new CompareSegments()),
                CustomerSegment::customerId,
                Types.STRING,
                TypeInformation.of(StabilityStep.class));
    }

    static OperatorRun.Definition<StabilityStep, Void, ModelMetricRow> stability() {
        return OperatorRun.keyed(
                () -> new SumStability(CLOSE, 200),
                input -> true,
                Types.BOOLEAN,
                TypeInformation.of(ModelMetricRow.class));
    }

    static OperatorRun.Definition<FeatureDay, Void, ModelMetricRow> features() {
        return OperatorRun.keyed(
                () -> new KeyedProcessOperator<>(new WatchFeatures()),
                FeatureDay::feature,
                Types.STRING,
                TypeInformation.of(ModelMetricRow.class));
    }

    static OperatorRun.Definition<ClosedSales, Void, ModelMetricRow> revenue() {
        return OperatorRun.keyed(
                () -> new WatchRevenue(CLOSE, 200),
                sales -> true,
                Types.BOOLEAN,
                TypeInformation.of(ModelMetricRow.class));
    }

    private static Story<FeatureDay, Void, ModelMetricRow> featuresStory() {
        return new Story<>(
                "feature-drift",
                features(),
                false,
                List.of(),
                run -> {
                    for (int i = 0; i < 40; i++) {
                        run.give(featureDay(i));
                    }
                },
                run -> run.give(featureDay(140), featureDay(141)).end());
    }

    private static FeatureDay featureDay(int day) {
        Distribution values = new Distribution();
        values.add(day, 10);
        values.add(100, 3 + day);
        return new FeatureDay("recency", DAY + day, values);
    }

    private static Story<ClosedSales, Void, ModelMetricRow> revenueStory() {
        return new Story<>(
                "revenue-drift",
                revenue(),
                false,
                List.of(),
                run -> {
                    for (int i = 0; i < 90; i++) {
                        run.give(new ClosedSales("p", "s", DAY + i, 1, 1_000L * i, 1));
                        run.watermark(Events.closing(i));
                    }
                    run.give(new ClosedSales("p", "s", DAY + 90, 1, 5, 1));
                },
                run -> {
                    run.give(new ClosedSales("p", "s", DAY + 90, 1, 90_000, 1));
                    run.watermark(Events.closing(91)).end();
                });
    }

    static OperatorRun.Definition<FeedInput, Void, DataQualityRow> feeds() {
        return OperatorRun.keyed(
                () -> new KeepFeeds(CLOSE, Map.of("pos.sales", List.of("currency")), 200),
                FeedInput::source,
                Types.STRING,
                TypeInformation.of(DataQualityRow.class));
    }

    static OperatorRun.Definition<ClosedSales, Void, PriceCount> prices() {
        return OperatorRun.keyed(
                () -> new JudgePrices(CLOSE, 200),
                ClosedSales::productId,
                Types.STRING,
                TypeInformation.of(PriceCount.class));
    }

    static FeedInput world(int day) {
        return FeedInput.of("pos.sales", new WorldTime(at(day + 1, 0) - 1, false));
    }

    private static Story<FeedInput, Void, DataQualityRow> feedsStory() {
        return new Story<>(
                "feeds",
                feeds(),
                false,
                List.of(KeepFeeds.MEASURED),
                run -> {
                    for (int day = 0; day < 25; day++) {
                        run.give(FeedInput.of(feedCount(day, 100, "till")), world(day));
                        run.watermark(Events.closing(day));
                    }
                    run.give(FeedInput.of(feedCount(25, 30, "till")));
                },
                run -> {
                    run.give(FeedInput.of(feedCount(25, 4, "vat")));
                    run.give(FeedInput.of(new PriceCount("pos.sales", DAY + 25, 7, 2)), world(25));
                    run.watermark(Events.closing(25));
                    run.give(FeedInput.of(feedCount(25, 9, "late")), world(26));
                    run.watermark(Events.closing(26));
                    run.give(FeedInput.of(feedCount(27, 9, "open")));
                    run.give(FeedInput.of("pos.sales", new WorldTime(at(27, 5), true))).end();
                });
    }

    private static Story<FeedInput, Void, DataQualityRow> calendarStory() {
        return new Story<>(
                "feeds-and-calendar",
                feeds(),
                false,
                List.of(KeepFeeds.MEASURED),
                run -> {
                    run.give(FeedInput.of("pos.sales", FeedBookTest.holiday(24, "DE")));
                    run.give(FeedInput.of("pos.sales", FeedBookTest.holiday(25, "AT")));
                    run.give(FeedInput.of("pos.sales", FeedBookTest.holiday(26, "DE")));
                    for (int day = 0; day < 25; day++) {
                        run.give(FeedInput.of(feedCount(day, 100, "till")), world(day));
                        run.watermark(Events.closing(day));
                    }
                },
                run -> run.give(world(25), world(26)).watermark(Events.closing(26)).end());
    }

    private static FeedCount feedCount(int day, long records, String unknown) {
        return FeedBookTest.count(day, records, List.of("sale_id", "currency"), unknown);
    }

    private static Story<ClosedSales, Void, PriceCount> pricesStory() {
        return new Story<>(
                "prices",
                prices(),
                true,
                List.of(),
                run -> {
                    for (int day = 0; day < 9; day++) {
                        run.give(PriceHistoryTest.sold("s1", day, 100, 100));
                        run.watermark(Events.closing(day));
                    }
                    run.give(PriceHistoryTest.sold("s1", 9, 100, 900));
                },
                run -> {
                    run.give(PriceHistoryTest.sold("s2", 9, 100, 100));
                    run.watermark(Events.closing(9)).end();
                });
    }

    /** The settings of a job that says no more than it must. */
    static JobConfig nothingSet() {
        return JobConfig.of(
                Map.of(
                        "kafka.bootstrap.servers", "k",
                        "postgres.url", "jdbc:postgresql://p/d"));
    }

    static OperatorRun.Definition<Measurement, Void, ModelMetricRow> watch(Guard... guards) {
        return OperatorRun.keyed(
                () -> new KeyedProcessOperator<>(new WatchMetrics(List.of(guards))),
                Measurement::series,
                Types.STRING,
                TypeInformation.of(ModelMetricRow.class));
    }

    static QualityInput counted(int day, String rule, long records, long violations) {
        return QualityInput.of(
                new DataQualityRow("pos.sales", rule, at(day + 1, 0), records, violations, 1));
    }

    static Measurement measured(int day, double value) {
        return Measurement.of(
                new ModelMetricRow("m", "v", "error", at(day, 0), value, null, false, day));
    }

    private static Story<QualityInput, Void, Measurement> closingStory() {
        return new Story<>(
                "quality-close",
                closing(),
                false,
                List.of(),
                run -> {
                    run.give(counted(0, "late", 100, 3), counted(1, "late", 10, 3));
                    run.give(counted(0, "dead-letter", 100, 1)).watermark(Events.closing(0));
                },
                run -> {
                    run.give(counted(0, "late", 110, 4)).watermark(Events.closing(1));
                    run.give(QualityInput.of(new WorldTime(at(3, 5), true))).end();
                });
    }

    private static Story<CustomerSegment, Void, StabilityStep> segmentsStory() {
        return new Story<>(
                "segment-days",
                segments(),
                true,
                List.of(),
                run -> {
                    for (int i = 0; i < 30; i++) {
                        run.give(new CustomerSegment("c" + i % 7, "s" + i % 4, at(i, 0)));
                    }
                },
                run -> {
                    for (int i = 0; i < 7; i++) {
                        run.give(new CustomerSegment("c" + i, "s1", at(31, 0)));
                    }
                    run.end();
                });
    }

    private static Story<StabilityStep, Void, ModelMetricRow> stabilityStory() {
        return new Story<>(
                "segment-stability",
                stability(),
                false,
                List.of(),
                run -> {
                    run.give(new StabilityStep(DAY + 1, 3, 5, null));
                    run.give(new StabilityStep(DAY + 2, -1, 2, null));
                    run.watermark(Events.closing(0));
                },
                run -> {
                    run.give(new StabilityStep(DAY + 3, 1, 0, null)).watermark(Events.closing(2));
                    run.give(StabilityStep.of(new WorldTime(at(5, 5), true))).end();
                });
    }

    private static Story<Measurement, Void, ModelMetricRow> watchStory() {
        return new Story<>(
                "metrics-watch",
                watch(new Guard("m/v", "error", Guard.Kind.AT_MOST, 0.5)),
                true,
                List.of(WatchMetrics.ALERTS),
                run -> run.give(measured(0, 0.1), measured(1, 0.6)),
                run -> run.give(measured(2, 0.7), measured(3, 0.1), measured(4, 0.1)).end());
    }

    /** All of them. */
    public static List<Story<?, ?, ?>> all() {
        return List.of(
                qualityStory(),
                closingStory(),
                segmentsStory(),
                stabilityStory(),
                featuresStory(),
                revenueStory(),
                feedsStory(),
                calendarStory(),
                pricesStory(),
                watchStory());
    }
}
