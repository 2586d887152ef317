package io.tillstream.kpis;

import io.tillstream.runtime.TimeToLive;
import io.tillstream.runtime.WriteBackOperator;
import java.time.Duration;
import org.apache.flink.api.common.state.ValueStateDescriptor;

/**
 * Adds up the figures of each cell, which is of one day.
 *
 * @param <C> cell
 * @param <D> what is to be added
 */
abstract class SumDays<C, D extends Delta, OUT> extends WriteBackOperator<C, KpiDay, D, OUT> {
    private static final long serialVersionUID = 1L;
    private static final int CACHED_CELLS = 20_000;

    /**
     * @param state name of the state
     * @param retention how long a day takes corrections; the intake refuses older events
     */
    SumDays(String state, Duration retention, long flushInterval) {
        super(days(state, retention), CACHED_CELLS, flushInterval);
    }

    private static ValueStateDescriptor<KpiDay> days(String state, Duration retention) {
        return TimeToLive.afterRetention(
                new ValueStateDescriptor<>(state, KpiDay.class), retention);
    }

    @Override
    protected KpiDay create() {
        return new KpiDay();
    }

    @Override
    protected boolean apply(C cell, KpiDay day, D delta) {
        day.add(delta.figures(), delta.newest());
        return true;
    }
}
