package io.tillstream.recommendations;

import io.tillstream.events.DayClose;
import io.tillstream.events.EventTime;
import io.tillstream.runtime.WriteBackOperator;
import io.tillstream.schemas.rows.ModelMetricRow;
import org.apache.flink.api.common.state.ValueStateDescriptor;

/** Tells the accuracy of recommendations and of their baselines when a day closes. */
final class JudgeDays extends WriteBackOperator<Boolean, Judgements, JudgeInput, ModelMetricRow> {
    private static final long serialVersionUID = 1L;
    private static final ValueStateDescriptor<Judgements> JUDGEMENTS =
            new ValueStateDescriptor<>("judgements", Judgements.class);

    private final DayClose dayClose;
    private final boolean bounded;

    JudgeDays(RecommendationSettings settings, long flushInterval) {
        super(JUDGEMENTS, 1, flushInterval);
        this.dayClose = settings.dayClose();
        this.bounded = settings.bounded();
    }

    /** One key that holds the whole catalogue: at barriers only. */
    @Override
    protected long writeInterval() {
        return Long.MAX_VALUE;
    }

    @Override
    protected Judgements create() {
        return new Judgements();
    }

    @Override
    protected boolean apply(Boolean key, Judgements judgements, JudgeInput input) {
        if (input.world() != null) {
            judgements.asOf = input.world().asOf();
            return true;
        }
        Verdict verdict = input.verdict();
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
        long day = dayClose.lastClosed(time);
        // The end of a bounded run closes all days but the last, as event time might have before.
        if (watermark() == Long.MAX_VALUE
                && (!bounded || day >= EventTime.dayOf(judgements.asOf))) {
            return false;
        }
        judgements.close(day).forEach(this::emit);
        return true;
    }
}
