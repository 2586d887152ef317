package io.tillstream.serving;

import io.tillstream.connect.OutputRecord;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * One alert for a version that is refused, however many subtasks and restarts tell of it, and its
 * end when nothing is refused any more. Times are those of the wall clock: models come by it, not
 * by event time. Its state is cleared with the alert, and there is one a model.
 */
final class KeepRefusals extends KeyedProcessFunction<String, ModelNews, OutputRecord> {
    private static final long serialVersionUID = 1L;

    private static final ValueStateDescriptor<Refusal> REFUSAL =
            new ValueStateDescriptor<>("refusal", TypeInformation.of(Refusal.class));

    private transient ValueState<Refusal> open;

    @Override
    public void open(OpenContext context) {
        open = getRuntimeContext().getState(REFUSAL);
    }

    @Override
    public void processElement(ModelNews news, Context context, Collector<OutputRecord> out)
            throws Exception {
        ModelStatus status = news.status();
        if (status == null) {
            return;
        }
        Refusal known = open.value();
        if (known == null ? !status.refused() : known.isToldBy(status)) {
            return;
        }
        long now = context.timerService().currentProcessingTime();
        if (known != null) {
            out.collect(RefusalRecords.resolved(known, now));
            open.clear();
        }
        if (status.refused()) {
            Refusal refusal = Refusal.of(status, now);
            out.collect(RefusalRecords.opened(refusal));
            open.update(refusal);
        }
    }
}
