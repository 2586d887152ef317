package io.tillstream.recommendations;

import io.tillstream.events.DayClose;
import io.tillstream.runtime.WriteBackOperator;
import io.tillstream.schemas.rows.ModelMetricRow;
import org.apache.flink.api.common.state.ValueStateDescriptor;

/** Tells the accuracy of recommendations and of their baselines when a day closes. */
final class JudgeDays extends WriteBackOperator<Boolean, Judgements, Verdict, ModelMetricRow> {
    private static final long serialVersionUID = 1L;
    private static final ValueStateDescriptor<Judgements> JUDGEMENTS =
            new ValueStateDescriptor<>("judgements", Judgements.class);

    private final DayClose dayClose;

    JudgeDays(DayClose dayClose, long flushInterval) {
        super(JUDGEMENTS, 1, flushInterval);
        this.dayClose = dayClose;
    }

    @Override
    protected Judgements create() {
        return new Judgements();
    }

    @Override
    protected boolean apply(Boolean key, Judgements judgements, Verdict verdict) {
        if (verdict.day() <= dayClose.lastClosed(watermark())) {
            return false;
        }
        judgements.add(verdict);
        registerTimer(dayClose.closesAt(verdict.day()));
        return true;
    }

    @Override
    protected void emitChanged(Boolean key, Judgements judgements) {}

    @Override
    protected boolean onTimer(long time, Boolean key, Judgements judgements) {
        if (watermark() == Long.MAX_VALUE) {
            return false;
        }
        judgements.close(dayClose.lastClosed(time)).forEach(this::emit);
        return true;
    }
}
