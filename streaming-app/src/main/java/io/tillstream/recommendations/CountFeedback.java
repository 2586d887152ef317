package io.tillstream.recommendations;

import io.tillstream.events.Interaction;
import io.tillstream.events.ShopEvent;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Lets each list count as shown once and as clicked once, and as clicked only if it was shown:
 * however often a page is loaded or a button is hit, a variant wins nothing by it.
 */
final class CountFeedback extends KeyedProcessFunction<String, ShopEvent, RankerInput> {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 1;
    private static final int CLICKED = 2;
    private static final ValueStateDescriptor<Integer> HEARD = heard();

    private final String salt;
    private transient ValueState<Integer> heard;

    CountFeedback(String salt) {
        this.salt = salt;
    }

    private static ValueStateDescriptor<Integer> heard() {
        ValueStateDescriptor<Integer> descriptor = new ValueStateDescriptor<>("heard", Types.INT);
        descriptor.enableTimeToLive(
                StateTtlConfig.newBuilder(Duration.ofDays(1))
                        .cleanupInRocksdbCompactFilter(1_000)
                        .build());
        return descriptor;
    }

    @Override
    public void open(OpenContext context) {
        heard = getRuntimeContext().getState(HEARD);
    }

    @Override
    public void processElement(ShopEvent event, Context context, Collector<RankerInput> out)
            throws Exception {
        Feedback feedback = Feedback.of((Interaction) event, salt);
        Integer stored = heard.value();
        int before = stored == null ? 0 : stored;
        int now = before | (feedback.clicked() ? CLICKED : SHOWN);
        if (now == before) {
            return;
        }
        heard.update(now);
        if (!feedback.clicked()) {
            out.collect(RankerInput.of(feedback));
        }
        if (now == (SHOWN | CLICKED)) {
            out.collect(RankerInput.of(feedback.asClick()));
        }
    }
}
