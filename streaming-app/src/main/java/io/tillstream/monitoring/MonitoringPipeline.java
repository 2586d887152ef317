package io.tillstream.monitoring;

import io.tillstream.JobConfig;
import io.tillstream.JobOptions;
import io.tillstream.OperatorId;
import io.tillstream.connect.OutputRecord;
import io.tillstream.connect.Sinks;
import io.tillstream.events.CustomerSegment;
import io.tillstream.events.DeadLetter;
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
 *                 +-> closed days --------------------+
 * segments -> who is in that of 30 days before -------+-> watch -> model_metric, alerts
 * metrics of models ----------------------------------+
 * </pre>
 */
public final class MonitoringPipeline {
    private MonitoringPipeline() {}

    /**
     * What comes of it.
     *
     * @param records for {@code retail.dead-letters}
     * @param quality counts of days so far
     */
    public record Streams(DataStream<OutputRecord> records, DataStream<DataQualityRow> quality) {}

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
                quality);
    }

    /**
     * Holds figures against what they must keep to.
     *
     * @param metrics of all models; null if there are none
     * @param segments of customers, told when a day is closed; null if nobody tells them
     * @return records for {@code retail.alerts.operations}
     */
    public static DataStream<OutputRecord> watch(
            DataStream<ModelMetricRow> metrics,
            DataStream<DataQualityRow> quality,
            DataStream<CustomerSegment> segments,
            DataStream<WorldTime> world,
            Sinks sinks,
            JobConfig config) {
        TypeInformation<Measurement> type = TypeInformation.of(Measurement.class);
        DataStream<Measurement> measured = closed(quality, world, config, type);
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

    private static List<Guard> guards(JobConfig config) {
        List<Guard> guards = new ArrayList<>();
        guards.add(
                new Guard(
                        "demand/",
                        "wape.total.",
                        Guard.Kind.AT_MOST,
                        config.get(JobOptions.MONITORING_FORECAST_WAPE)));
        guards.add(
                new Guard(
                        "recommendations/emitted",
                        "hr@10",
                        Guard.Kind.AT_LEAST_OF_USUAL,
                        config.get(JobOptions.MONITORING_HIT_RATE)));
        guards.add(
                new Guard(
                        StabilityDays.SOURCE,
                        StabilityDays.METRIC,
                        Guard.Kind.AT_LEAST,
                        config.get(JobOptions.MONITORING_SEGMENT_STABILITY)));
        double bad = config.get(JobOptions.MONITORING_BAD_RECORDS);
        for (Topic topic : Topic.values()) {
            for (String rule : KeepQuality.RULES) {
                guards.add(new Guard(topic.topicName(), rule, Guard.Kind.AT_MOST, bad));
            }
        }
        return guards;
    }

    private static DataStream<Measurement> closed(
            DataStream<DataQualityRow> quality,
            DataStream<WorldTime> world,
            JobConfig config,
            TypeInformation<Measurement> type) {
        TypeInformation<QualityInput> inputs = TypeInformation.of(QualityInput.class);
        DataStream<QualityInput> rows =
                OperatorId.QUALITY_INPUTS.on(quality.map(QualityInput::of).returns(inputs));
        DataStream<QualityInput> times =
                OperatorId.QUALITY_WORLD.on(
                        world.map(QualityInput::of).returns(inputs).setParallelism(1));
        return OperatorId.QUALITY_CLOSE
                .on(
                        rows.union(times)
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
