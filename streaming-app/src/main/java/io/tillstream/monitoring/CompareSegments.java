package io.tillstream.monitoring;

import io.tillstream.events.CustomerSegment;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Tells from which days on a customer is in the segment of 30 days before. */
final class CompareSegments extends KeyedProcessFunction<String, CustomerSegment, StabilityStep> {
    private static final long serialVersionUID = 1L;

    /** No time to live: a customer stays in the segment of old for as long as nothing changes. */
    private static final ValueStateDescriptor<SegmentDays> SEGMENTS =
            new ValueStateDescriptor<>("segment-days", SegmentDays.class);

    private transient ValueState<SegmentDays> segments;

    @Override
    public void open(OpenContext context) {
        segments = getRuntimeContext().getState(SEGMENTS);
    }

    @Override
    public void processElement(
            CustomerSegment segment, Context context, Collector<StabilityStep> out)
            throws Exception {
        SegmentDays days = segments.value();
        if (days == null) {
            days = new SegmentDays();
        }
        days.change(segment.segment(), segment.validFrom())
                .forEach(
                        (day, step) -> out.collect(new StabilityStep(day, step[0], step[1], null)));
        segments.update(days);
    }
}
