package io.tillstream.recommendations;

import io.tillstream.events.Distribution;
import io.tillstream.schemas.rows.ModelMetricRow;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Tells how long lists took, from taking an event up to the list, over windows of the wall clock. A
 * window without lists is not told. By whether shoppers can have waited for them: of those for
 * which nobody could the time says how fast the job catches up. Not in a bounded run, which has no
 * clock.
 */
final class TellLatency extends KeyedProcessFunction<Boolean, Latencies, ModelMetricRow> {
    static final long WINDOW = Duration.ofMinutes(5).toMillis();

    private static final long serialVersionUID = 1L;

    /** Cleared at the end of each window. */
    private static final ValueStateDescriptor<Distribution> LATENCIES =
            new ValueStateDescriptor<>("latencies", Distribution.class);

    private transient ValueState<Distribution> latencies;

    @Override
    public void open(OpenContext context) {
        latencies = getRuntimeContext().getState(LATENCIES);
    }

    @Override
    public void processElement(Latencies counted, Context context, Collector<ModelMetricRow> out)
            throws Exception {
        Distribution window = latencies.value();
        if (window == null) {
            window = new Distribution();
            long now = context.timerService().currentProcessingTime();
            context.timerService().registerProcessingTimeTimer((now / WINDOW + 1) * WINDOW);
        }
        window.add(counted.millis());
        latencies.update(window);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<ModelMetricRow> out)
            throws Exception {
        LatencyRows.of(context.getCurrentKey(), latencies.value(), timestamp).forEach(out::collect);
        latencies.clear();
    }
}
