package io.tillstream.serving;

import io.tillstream.connect.OutputRecord;
import io.tillstream.events.Distribution;
import io.tillstream.runtime.OperatorRun;
import io.tillstream.runtime.Story;
import io.tillstream.schemas.rows.ModelMetricRow;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;

/** The operators of this package, and what happens to them around a checkpoint. */
public final class ServingStories {
    private ServingStories() {}

    static OperatorRun.Definition<ModelNews, Void, OutputRecord> refusals() {
        return OperatorRun.keyed(
                () -> new KeyedProcessOperator<>(new KeepRefusals()),
                ModelNews::model,
                Types.STRING,
                TypeInformation.of(OutputRecord.class));
    }

    static ModelNews fine(String model, String version) {
        return ModelNews.of(new ModelStatus(model, version, false, null, null));
    }

    static ModelNews refused(String model, String version, String refused) {
        return ModelNews.of(
                new ModelStatus(model, version, true, refused, refused + " is damaged"));
    }

    static OperatorRun.Definition<ModelNews, Void, ModelMetricRow> times() {
        return OperatorRun.keyed(
                () -> new KeyedProcessOperator<>(new TellBatchTimes()),
                ModelNews::model,
                Types.STRING,
                TypeInformation.of(ModelMetricRow.class));
    }

    /**
     * @param millis what each batch took
     */
    static ModelNews took(String version, long... millis) {
        Distribution micros = new Distribution();
        for (long each : millis) {
            micros.add(TimeUnit.MILLISECONDS.toMicros(each), 1);
        }
        return ModelNews.of(new BatchTimes("m", version, micros));
    }

    private static Story<ModelNews, Void, ModelMetricRow> timesStory() {
        return new Story<>(
                "model-latency",
                times(),
                false,
                List.of(),
                run -> run.give(took("1", 3, 4, 90), took("2", 8)),
                run -> {
                    run.give(took("1", 7), took("3", 2), fine("m", "1"));
                    for (int second = 0; second < 301; second++) {
                        run.flush();
                    }
                });
    }

    private static Story<ModelNews, Void, OutputRecord> refusalsStory() {
        return new Story<>(
                "model-refusals",
                refusals(),
                true,
                List.of(),
                run -> {
                    for (int i = 0; i < 10; i++) {
                        run.give(refused("m" + i, "1", "2"));
                    }
                },
                run -> {
                    run.give(refused("m1", "1", "2"), refused("m2", "1", "3"));
                    run.give(fine("m3", "3"), fine("m10", "1")).end();
                });
    }

    /** All of them. */
    public static List<Story<?, ?, ?>> all() {
        return List.of(refusalsStory(), timesStory());
    }
}
