package io.tillstream.serving;

import io.tillstream.JobConfig;
import io.tillstream.JobOptions;
import io.tillstream.OperatorId;
import io.tillstream.connect.OutputRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;

/** What operations must know of the models that capabilities use. */
public final class ServingPipeline {
    private ServingPipeline() {}

    /**
     * Watches a model on behalf of a capability.
     *
     * @param answers what comes out of where the model is asked
     * @param watch the operator's identity
     */
    public static DataStream<ModelStatus> watch(
            DataStream<?> answers, ModelKind<?> kind, OperatorId watch, JobConfig config) {
        return watch.on(
                answers.transform(
                        watch.label(),
                        TypeInformation.of(ModelStatus.class),
                        new WatchModel<>(
                                ModelsOptions.serving(config),
                                kind,
                                config.millis(JobOptions.FLUSH_INTERVAL))));
    }

    /**
     * Alerts of versions that are refused.
     *
     * @param statuses of all models
     * @return records for {@code retail.alerts.operations}
     */
    public static DataStream<OutputRecord> refusals(DataStream<ModelStatus> statuses) {
        return OperatorId.MODEL_REFUSALS.on(
                statuses.keyBy(ModelStatus::model).process(new KeepRefusals()));
    }
}
