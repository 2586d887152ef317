package io.tillstream.serving;

import io.tillstream.connect.OutputRecord;
import io.tillstream.runtime.OperatorRun;
import io.tillstream.runtime.Story;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;

/** The operators of this package, and what happens to them around a checkpoint. */
public final class ServingStories {
    private ServingStories() {}

    static OperatorRun.Definition<ModelStatus, Void, OutputRecord> refusals() {
        return OperatorRun.keyed(
                () -> new KeyedProcessOperator<>(new KeepRefusals()),
                ModelStatus::model,
                Types.STRING,
                TypeInformation.of(OutputRecord.class));
    }

    static ModelStatus fine(String model, String version) {
        return new ModelStatus(model, version, false, null, null);
    }

    static ModelStatus refused(String model, String version, String refused) {
        return new ModelStatus(model, version, true, refused, refused + " is damaged");
    }

    private static Story<ModelStatus, Void, OutputRecord> refusalsStory() {
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
        return List.of(refusalsStory());
    }
}
