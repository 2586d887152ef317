package io.tillstream.kpis;

import io.tillstream.events.EventTime;
import io.tillstream.events.Interaction;
import io.tillstream.events.ShopEvent;
import io.tillstream.runtime.WriteBackOperator;
import java.time.Duration;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueStateDescriptor;

/** Counts each session once on each day on which it looked at a product. */
final class CountVisits extends WriteBackOperator<String, SessionVisits, ShopEvent, KpiInput> {
    private static final long serialVersionUID = 1L;
    private static final int CACHED_SESSIONS = 50_000;
    private static final Duration TIME_TO_LIVE = Duration.ofDays(3);

    CountVisits(long flushInterval) {
        super(visits(), CACHED_SESSIONS, flushInterval);
    }

    private static ValueStateDescriptor<SessionVisits> visits() {
        ValueStateDescriptor<SessionVisits> descriptor =
                new ValueStateDescriptor<>("visits", SessionVisits.class);
        descriptor.enableTimeToLive(
                StateTtlConfig.newBuilder(TIME_TO_LIVE)
                        .cleanupInRocksdbCompactFilter(1_000)
                        .build());
        return descriptor;
    }

    @Override
    protected SessionVisits create() {
        return new SessionVisits();
    }

    @Override
    protected boolean apply(String sessionId, SessionVisits visits, ShopEvent event) {
        Interaction view = (Interaction) event;
        return visits.see(EventTime.dayOf(view.occurredAt()), view.customerId(), this::emit);
    }

    @Override
    protected void emitChanged(String sessionId, SessionVisits visits) {}
}
