package io.tillstream.monitoring;

import io.tillstream.JobConfig;
import io.tillstream.JobOptions;
import io.tillstream.OperatorId;
import io.tillstream.connect.OutputRecord;
import io.tillstream.connect.Sinks;
import io.tillstream.events.DeadLetter;
import io.tillstream.events.QualityCount;
import io.tillstream.events.WorldTime;
import io.tillstream.schemas.rows.DataQualityRow;
import io.tillstream.schemas.rows.DeadLetterRow;
import io.tillstream.schemas.rows.WorldRow;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;

/** How good the feeds are: counts by source and day, dead letters, and how far the world stands. */
public final class MonitoringPipeline {
    private MonitoringPipeline() {}

    /**
     * Adds the pipeline.
     *
     * @return records for {@code retail.dead-letters}
     */
    public static DataStream<OutputRecord> define(
            DataStream<QualityCount> counts,
            DataStream<DeadLetter> deadLetters,
            DataStream<WorldTime> world,
            Sinks sinks,
            JobConfig config) {
        sinks.rows(
                OperatorId.QUALITY.on(
                        counts.keyBy(KeepQuality::key)
                                .transform(
                                        OperatorId.QUALITY.label(),
                                        TypeInformation.of(DataQualityRow.class),
                                        new KeepQuality(
                                                config.get(JobOptions.RETENTION),
                                                config.millis(JobOptions.FLUSH_INTERVAL)))),
                OperatorId.SINK_QUALITY);
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
        return OperatorId.DEAD_LETTER_RECORDS.on(
                deadLetters
                        .map(new DeadLetterRecords(config.maxDeadLetterBytes()))
                        .returns(TypeInformation.of(OutputRecord.class)));
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
