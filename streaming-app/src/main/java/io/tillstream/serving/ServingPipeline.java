package io.tillstream.serving;

import io.tillstream.JobConfig;
import io.tillstream.JobOptions;
import io.tillstream.OperatorId;
import io.tillstream.connect.OutputRecord;
import io.tillstream.schemas.rows.ModelMetricRow;
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
    public static DataStream<ModelNews> watch(
            DataStream<?> answers, ModelKind<?> kind, OperatorId watch, JobConfig config) {
        return watch.on(
                answers.transform(
                        watch.label(),
                        TypeInformation.of(ModelNews.class),
                        new WatchModel<>(
                                ModelsOptions.serving(config),
                                kind,
                                config.millis(JobOptions.FLUSH_INTERVAL))));
    }

    /**
     * Alerts of versions that are refused.
     *
     * @param news of all models
     * @return records for {@code retail.alerts.operations}
     */
    public static DataStream<OutputRecord> refusals(DataStream<ModelNews> news) {
        return OperatorId.MODEL_REFUSALS.on(
                news.keyBy(ModelNews::model).process(new KeepRefusals()));
    }

    /**
     * How long models take, by the wall clock: not for a bounded run.
     *
     * @param news of all models
     */
    public static DataStream<ModelMetricRow> latency(DataStream<ModelNews> news) {
        return OperatorId.MODEL_LATENCY
                .on(news.keyBy(ModelNews::model).process(new TellBatchTimes()))
                .forceNonParallel()
                .disableChaining();
    }
}
