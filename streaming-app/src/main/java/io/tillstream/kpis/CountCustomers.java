package io.tillstream.kpis;

import io.tillstream.events.CustomerSegment;
import io.tillstream.events.DayClose;
import io.tillstream.runtime.WriteBackOperator;
import java.time.Duration;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueStateDescriptor;

/**
 * Tells in which segment customers began the day on which they bought, and who bought for the first
 * time. Segments of a day are told when the day before it has closed; until then what happens
 * waits.
 */
final class CountCustomers extends WriteBackOperator<String, KpiCustomer, KpiInput, KpiDelta> {
    private static final long serialVersionUID = 1L;
    private static final int CACHED_CUSTOMERS = 50_000;

    /** Who bought nothing for so long is new when they buy again. */
    static final Duration TIME_TO_LIVE = Duration.ofDays(730);

    private final DayClose dayClose;
    private final boolean segmented;
    private final long correctable;
    private transient KpiSums<KpiCell> sums;

    /**
     * @param segmented whether segments are told
     * @param retention how long a day takes corrections
     */
    CountCustomers(DayClose dayClose, boolean segmented, Duration retention, long flushInterval) {
        super(customers(), CACHED_CUSTOMERS, flushInterval);
        this.dayClose = dayClose;
        this.segmented = segmented;
        this.correctable = retention.toDays() + 1;
    }

    private static ValueStateDescriptor<KpiCustomer> customers() {
        ValueStateDescriptor<KpiCustomer> descriptor =
                new ValueStateDescriptor<>("kpi-customer", KpiCustomer.class);
        descriptor.enableTimeToLive(
                StateTtlConfig.newBuilder(TIME_TO_LIVE)
                        .cleanupInRocksdbCompactFilter(1_000)
                        .build());
        return descriptor;
    }

    @Override
    public void open() throws Exception {
        super.open();
        sums = new KpiSums<>();
    }

    @Override
    protected KpiCustomer create() {
        return new KpiCustomer();
    }

    @Override
    protected boolean apply(String key, KpiCustomer customer, KpiInput input) {
        if (input.segment() != null) {
            belong(customer, input.segment());
            return true;
        }
        KpiEvent event = input.event();
        if (KpiInput.isAnonymous(key)) {
            sums.count(event.cell(KpiSegments.ANONYMOUS), event);
            return false;
        }
        if (isKnown(event.segmentDay(), watermark())) {
            customer.count(event, correctable, sums);
        } else {
            customer.hold(event);
            registerTimer(dayClose.closesAt(event.segmentDay() - 1));
        }
        return true;
    }

    private void belong(KpiCustomer customer, CustomerSegment segment) {
        customer.segments.add(
                segment.segment(), segment.validFrom(), dayClose.firstOpen(watermark()));
    }

    /** Whether it is known in which segments customers begin a day. */
    private boolean isKnown(long day, long watermark) {
        return !segmented || dayClose.hasBegun(day, watermark);
    }

    @Override
    protected boolean onTimer(long time, String key, KpiCustomer customer) {
        for (KpiEvent event : customer.take(day -> isKnown(day, time))) {
            customer.count(event, correctable, sums);
        }
        return true;
    }

    @Override
    protected boolean isNothing(KpiCustomer customer) {
        return customer.isNothing();
    }

    @Override
    protected void emitChanged(String key, KpiCustomer customer) {}

    @Override
    protected void emitGathered() {
        sums.take((cell, figures, newest) -> emit(new KpiDelta(cell, figures, newest)));
    }
}
