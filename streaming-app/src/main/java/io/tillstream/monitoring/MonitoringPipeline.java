package io.tillstream.monitoring;

import io.tillstream.JobConfig;
import io.tillstream.JobOptions;
import io.tillstream.OperatorId;
import io.tillstream.connect.OutputRecord;
import io.tillstream.connect.Sinks;
import io.tillstream.events.CalendarDay;
import io.tillstream.events.ClosedSales;
import io.tillstream.events.CustomerSegment;
import io.tillstream.events.DeadLetter;
import io.tillstream.events.EventTime;
import io.tillstream.events.FeatureDay;
import io.tillstream.events.FeedCount;
import io.tillstream.events.QualityCount;
import io.tillstream.events.Topic;
import io.tillstream.events.WorldTime;
import io.tillstream.schemas.rows.DataQualityRow;
import io.tillstream.schemas.rows.DeadLetterRow;
import io.tillstream.schemas.rows.ModelMetricRow;
import io.tillstream.schemas.rows.WorldRow;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * How good feeds and models are.
 *
 * <pre>
 * counts -> quality by source and day -> data_quality
 *                 +-> closed days, age of feeds ------+
 * what records hold, sales, calendar -> missing values, prices, fields, volume -> data_quality
 *                 +-> closed days --------------------+
 * segments -> who is in that of 30 days before -------+-> watch -> model_metric, alerts
 * features, sales -> how far they have moved ---------+
 * metrics of models ----------------------------------+
 * </pre>
 */
public final class MonitoringPipeline {
    /** Fewer have no 99th percentile to speak of. */
    private static final long LEAST_OF_A_P99 = 100;

    /**
     * Of five minutes: a model that takes seconds manages no hundred, and is what is looked for.
     */
    private static final long LEAST_BATCHES = 20;

    /** Of fewer records one without a field is more than a share to speak of. */
    private static final long LEAST_RECORDS = 100;

    /** Where a feed brings 50 records a day, one of them is more than a hundredth. */
    private static final int BAD_BY_CHANCE = 2;

    /** Below it nothing has moved, says the textbook; above the other much has. */
    private static final double PSI_WATCH = 0.1;

    private static final double PSI_MUCH = 0.25;

    /** The same moves of a normal distribution, by a third and a half of its standard deviation. */
    private static final double KS_WATCH = 0.125;

    private static final double KS_MUCH = 0.2;

    private MonitoringPipeline() {}

    /**
     * What comes of it.
     *
     * @param records for {@code retail.dead-letters}
     * @param quality counts of days so far, and their newest events
     */
    public record Streams(DataStream<OutputRecord> records, DataStream<QualityInput> quality) {}

    /**
     * Adds the pipeline.
     *
     * @return what is to be watched and sent
     */
    public static Streams define(
            DataStream<QualityCount> counts,
            DataStream<DeadLetter> deadLetters,
            DataStream<WorldTime> world,
            Sinks sinks,
            JobConfig config) {
        SingleOutputStreamOperator<DataQualityRow> quality =
                OperatorId.QUALITY.on(
                        counts.keyBy(KeepQuality::key)
                                .transform(
                                        OperatorId.QUALITY.label(),
                                        TypeInformation.of(DataQualityRow.class),
                                        new KeepQuality(
                                                config.get(JobOptions.RETENTION),
                                                config.millis(JobOptions.FLUSH_INTERVAL))));
        sinks.rows(quality, OperatorId.SINK_QUALITY);
        sinks.rows(
                OperatorId.DEAD_LETTER_ROWS.on(
                        deadLetters
                                .map(MonitoringPipeline::row)
                                .returns(TypeInformation.of(DeadLetterRow.class))),
                OperatorId.SINK_DEAD_LETTERS);
        sinks.rows(
                OperatorId.WORLD_ROWS.on(
                        world.map(time -> new WorldRow(time.asOf(), time.asOf()))
                                .returns(TypeInformation.of(WorldRow.class))
                                .setParallelism(1)),
                OperatorId.SINK_WORLD);
        return new Streams(
                OperatorId.DEAD_LETTER_RECORDS.on(
                        deadLetters
                                .map(new DeadLetterRecords(config.maxDeadLetterBytes()))
                                .returns(TypeInformation.of(OutputRecord.class))),
                qualityInputs(quality));
    }

    private static DataStream<QualityInput> qualityInputs(
            SingleOutputStreamOperator<DataQualityRow> quality) {
        TypeInformation<QualityInput> type = TypeInformation.of(QualityInput.class);
        return OperatorId.QUALITY_INPUTS
                .on(quality.map(QualityInput::of).returns(type))
                .union(
                        OperatorId.QUALITY_NEWEST.on(
                                quality.getSideOutput(KeepQuality.NEWEST)
                                        .map(QualityInput::of)
                                        .returns(type)));
    }

    /**
     * Judges what records hold.
     *
     * @param counts of what they held
     * @param sales of closed days; null if nobody tells them
     * @param calendar holidays and promotions
     * @return shares of records that broke rules, to be watched
     */
    public static DataStream<Measurement> feeds(
            DataStream<FeedCount> counts,
            DataStream<ClosedSales> sales,
            DataStream<CalendarDay> calendar,
            DataStream<WorldTime> world,
            Sinks sinks,
            JobConfig config) {
        TypeInformation<FeedInput> type = TypeInformation.of(FeedInput.class);
        long flushInterval = config.millis(JobOptions.FLUSH_INTERVAL);
        DataStream<FeedInput> inputs =
                OperatorId.FEED_COUNTS
                        .on(counts.map(FeedInput::of).returns(type))
                        .union(
                                OperatorId.FEED_WORLD.on(
                                        world.<FeedInput>flatMap(
                                                        (time, out) -> {
                                                            for (Topic topic : Topic.values()) {
                                                                out.collect(
                                                                        FeedInput.of(
                                                                                topic.topicName(),
                                                                                time));
                                                            }
                                                        })
                                                .returns(type)
                                                .setParallelism(1)),
                                OperatorId.FEED_CALENDAR.on(
                                        calendar.<FeedInput>flatMap(
                                                        (day, out) -> {
                                                            for (Topic topic : Topic.values()) {
                                                                if (topic.hasEventTime()) {
                                                                    out.collect(
                                                                            FeedInput.of(
                                                                                    topic
                                                                                            .topicName(),
                                                                                    day));
                                                                }
                                                            }
                                                        })
                                                .returns(type)));
        if (sales != null) {
            inputs =
                    inputs.union(
                            OperatorId.FEED_PRICES.on(
                                    OperatorId.PRICES
                                            .on(
                                                    sales.keyBy(ClosedSales::productId)
                                                            .transform(
                                                                    OperatorId.PRICES.label(),
                                                                    TypeInformation.of(
                                                                            PriceCount.class),
                                                                    new JudgePrices(
                                                                            config.dayClose(),
                                                                            flushInterval)))
                                            .map(FeedInput::of)
                                            .returns(type)));
        }
        SingleOutputStreamOperator<DataQualityRow> rows =
                OperatorId.FEEDS.on(
                        inputs.keyBy(FeedInput::source)
                                .transform(
                                        OperatorId.FEEDS.label(),
                                        TypeInformation.of(DataQualityRow.class),
                                        new KeepFeeds(
                                                config.dayClose(),
                                                MonitoringOptions.expectedFields(config),
                                                flushInterval)));
        sinks.rows(rows, OperatorId.SINK_FEED_QUALITY);
        return rows.getSideOutput(KeepFeeds.MEASURED);
    }

    /**
     * Tells how far things have moved from what they were.
     *
     * @param features of customers; null if nobody tells them
     * @param sales of closed days; null if nobody tells them
     * @return null if there is nothing to tell of
     */
    public static DataStream<ModelMetricRow> drift(
            DataStream<FeatureDay> features, DataStream<ClosedSales> sales, JobConfig config) {
        DataStream<ModelMetricRow> drift = null;
        if (features != null) {
            drift =
                    OperatorId.FEATURE_DRIFT
                            .on(features.keyBy(FeatureDay::feature).process(new WatchFeatures()))
                            .forceNonParallel();
        }
        if (sales != null) {
            DataStream<ModelMetricRow> revenue =
                    OperatorId.REVENUE_DRIFT
                            .on(
                                    sales.keyBy(sale -> true)
                                            .transform(
                                                    OperatorId.REVENUE_DRIFT.label(),
                                                    TypeInformation.of(ModelMetricRow.class),
                                                    new WatchRevenue(
                                                            config.dayClose(),
                                                            config.millis(
                                                                    JobOptions.FLUSH_INTERVAL))))
                            .forceNonParallel()
                            .disableChaining();
            drift = drift == null ? revenue : drift.union(revenue);
        }
        return drift;
    }

    /**
     * Holds figures against what they must keep to.
     *
     * @param metrics of all models; null if there are none
     * @param feeds what {@link #feeds} tells
     * @param segments of customers, told when a day is closed; null if nobody tells them
     * @return records for {@code retail.alerts.operations}
     */
    public static DataStream<OutputRecord> watch(
            DataStream<ModelMetricRow> metrics,
            DataStream<QualityInput> quality,
            DataStream<Measurement> feeds,
            DataStream<CustomerSegment> segments,
            DataStream<WorldTime> world,
            Sinks sinks,
            JobConfig config) {
        TypeInformation<Measurement> type = TypeInformation.of(Measurement.class);
        DataStream<Measurement> measured = closed(quality, world, config, type).union(feeds);
        DataStream<ModelMetricRow> rows = metrics;
        if (segments != null) {
            DataStream<ModelMetricRow> stability = stability(segments, world, config);
            rows = rows == null ? stability : rows.union(stability);
        }
        if (rows != null) {
            measured =
                    measured.union(
                            OperatorId.MEASURED_MODELS.on(
                                    // One way, so that windows of a series keep their order.
                                    rows.map(Measurement::of).returns(type).setParallelism(1)));
        }
        SingleOutputStreamOperator<ModelMetricRow> watched =
                OperatorId.METRICS_WATCH.on(
                        measured.keyBy(Measurement::series)
                                .process(new WatchMetrics(guards(config))));
        sinks.rows(watched, OperatorId.SINK_MODEL_METRICS);
        return watched.getSideOutput(WatchMetrics.ALERTS);
    }

    /** Of all figures that are held against something. */
    static List<Guard> guards(JobConfig config) {
        Targets targets = new Targets(config.get(MonitoringOptions.TARGETS));
        List<Guard> guards = new ArrayList<>();
        guards.add(
                forecasts("wape", config.get(MonitoringOptions.FORECAST_WAPE))
                        .aimingAt(targets.of(Targets.WAPE)));
        guards.add(
                forecasts("mape", config.get(MonitoringOptions.FORECAST_MAPE))
                        .aimingAt(targets.of(Targets.MAPE)));
        guards.add(
                new Guard(
                                "recommendations/emitted",
                                "hr@10",
                                Guard.Kind.AT_LEAST_OF_USUAL,
                                config.get(MonitoringOptions.HIT_RATE))
                        .ofAtLeast(config.get(MonitoringOptions.HIT_RATE_PURCHASES))
                        .aimingAt(targets.of(Targets.HIT_RATE)));
        guards.add(
                new Guard(
                                "recommendations/emitted",
                                "latency_ms.p99",
                                Guard.Kind.AT_MOST,
                                config.millis(MonitoringOptions.LATENCY))
                        .ofAtLeast(LEAST_OF_A_P99)
                        .aimingAt(targets.of(Targets.LATENCY)));
        guards.add(
                new Guard(
                                Measurement.MODELS + "/",
                                Targets.INFERENCE,
                                Guard.Kind.AT_MOST,
                                config.millis(MonitoringOptions.INFERENCE_LATENCY))
                        .ofAtLeast(LEAST_BATCHES)
                        .aimingAt(targets.of(Targets.INFERENCE)));
        guards.add(
                new Guard(
                                StabilityDays.SOURCE,
                                StabilityDays.METRIC,
                                Guard.Kind.AT_LEAST,
                                config.get(MonitoringOptions.SEGMENT_STABILITY))
                        .aimingAt(targets.of(Targets.STABILITY)));
        guards.add(
                new Guard(
                                Measurement.FEEDS + "/",
                                Measurement.AGE,
                                Guard.Kind.AT_MOST,
                                (double) config.millis(MonitoringOptions.FRESHNESS)
                                        / EventTime.HOUR)
                        .atOnce()
                        .aimingAt(targets.of(Targets.AGE)));
        guards.add(
                drift(DriftRows.PSI, config.get(MonitoringOptions.DRIFT_PSI), PSI_WATCH / PSI_MUCH)
                        .aimingAt(targets.of(Targets.PSI)));
        guards.add(
                drift(DriftRows.KS, config.get(MonitoringOptions.DRIFT_KS), KS_WATCH / KS_MUCH)
                        .aimingAt(targets.of(Targets.KS)));
        double bad = config.get(MonitoringOptions.BAD_RECORDS);
        for (Topic topic : Topic.values()) {
            for (String rule : KeepQuality.RULES) {
                guards.add(
                        new Guard(topic.topicName(), rule, Guard.Kind.AT_MOST, bad)
                                .beyondChance(BAD_BY_CHANCE));
            }
            guards.add(
                    new Guard(
                                    topic.topicName(),
                                    FeedBook.MISSING,
                                    Guard.Kind.AT_MOST,
                                    config.get(MonitoringOptions.MISSING_VALUES))
                            .ofAtLeast(LEAST_RECORDS));
            guards.add(
                    new Guard(
                            topic.topicName(),
                            FeedBook.PRICE,
                            Guard.Kind.AT_MOST,
                            config.get(MonitoringOptions.ODD_PRICES)));
            guards.add(
                    new Guard(topic.topicName(), FeedBook.SCHEMA, Guard.Kind.AT_MOST, 0).atOnce());
            guards.add(
                    new Guard(
                                    topic.topicName(),
                                    FeedBook.VOLUME,
                                    Guard.Kind.AT_MOST,
                                    config.get(MonitoringOptions.ODD_HOURS))
                            .atOnce());
        }
        return guards;
    }

    /** Of a week and of all sales: a share of next to none is as large as you like. */
    private static Guard forecasts(String error, double bound) {
        return new Guard("demand/", error + "-week.total.", Guard.Kind.AT_MOST, bound);
    }

    /** Its windows overlap: what matters is not two in a row but that it has gone far back. */
    private static Guard drift(String distance, double bound, double ends) {
        return new Guard(DriftRows.MODEL + "/", distance, Guard.Kind.AT_MOST, bound)
                .atOnce()
                .endsAt(ends);
    }

    private static DataStream<Measurement> closed(
            DataStream<QualityInput> quality,
            DataStream<WorldTime> world,
            JobConfig config,
            TypeInformation<Measurement> type) {
        TypeInformation<QualityInput> inputs = TypeInformation.of(QualityInput.class);
        DataStream<QualityInput> times =
                OperatorId.QUALITY_WORLD.on(
                        world.map(QualityInput::of).returns(inputs).setParallelism(1));
        return OperatorId.QUALITY_CLOSE
                .on(
                        quality.union(times)
                                .keyBy(input -> true)
                                .transform(
                                        OperatorId.QUALITY_CLOSE.label(),
                                        type,
                                        new CloseQuality(
                                                config.dayClose(),
                                                config.millis(JobOptions.FLUSH_INTERVAL))))
                .forceNonParallel()
                .disableChaining();
    }

    private static DataStream<ModelMetricRow> stability(
            DataStream<CustomerSegment> segments, DataStream<WorldTime> world, JobConfig config) {
        TypeInformation<StabilityStep> type = TypeInformation.of(StabilityStep.class);
        DataStream<StabilityStep> steps =
                OperatorId.SEGMENT_DAYS.on(
                        segments.keyBy(CustomerSegment::customerId)
                                .process(new CompareSegments())
                                .returns(type));
        DataStream<StabilityStep> times =
                OperatorId.STABILITY_WORLD.on(
                        world.map(StabilityStep::of).returns(type).setParallelism(1));
        return OperatorId.STABILITY
                .on(
                        steps.union(times)
                                .keyBy(step -> true)
                                .transform(
                                        OperatorId.STABILITY.label(),
                                        TypeInformation.of(ModelMetricRow.class),
                                        new SumStability(
                                                config.dayClose(),
                                                config.millis(JobOptions.FLUSH_INTERVAL))))
                .forceNonParallel()
                .disableChaining();
    }

    private static DeadLetterRow row(DeadLetter letter) {
        return new DeadLetterRow(
                letter.topic(),
                letter.partition(),
                letter.offset(),
                letter.error() + ": " + letter.message(),
                letter.stage(),
                letter.timestamp());
    }
}
