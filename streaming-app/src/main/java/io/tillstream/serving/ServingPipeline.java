package io.tillstream.serving;

import io.tillstream.JobConfig;
import io.tillstream.JobOptions;
import io.tillstream.OperatorId;
import io.tillstream.connect.OutputRecord;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;

/** What operations must know of the models that this job uses. */
public final class ServingPipeline {
    private ServingPipeline() {}

    /**
     * Adds the pipeline.
     *
     * @param anything a stream for the watch to stand on: few records, and on every task manager
     * @param kinds the models that capabilities of this job use
     * @return records for {@code retail.alerts.operations}
     */
    public static DataStream<OutputRecord> define(
            DataStream<?> anything, List<ModelKind<?>> kinds, JobConfig config) {
        return OperatorId.MODEL_REFUSALS.on(
                OperatorId.MODEL_WATCH
                        .on(
                                anything.transform(
                                        OperatorId.MODEL_WATCH.label(),
                                        TypeInformation.of(ModelStatus.class),
                                        new WatchModels<>(
                                                config.serving(),
                                                kinds,
                                                config.millis(JobOptions.FLUSH_INTERVAL))))
                        .keyBy(ModelStatus::model)
                        .process(new KeepRefusals()));
    }
}
