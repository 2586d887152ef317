package io.tillstream.demand;

import io.tillstream.events.DayClose;
import io.tillstream.events.EventTime;
import io.tillstream.schemas.rows.ForecastAccuracyRow;
import io.tillstream.schemas.rows.ForecastRow;
import io.tillstream.schemas.rows.ModelMetricRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * The total over all categories, and how good the forecasts of all levels were over the last four
 * weeks. One instance, which gets one record a category and day. Days that wait are few; those that
 * were judged are kept for four weeks.
 */
final class SumDemand extends KeyedProcessFunction<Boolean, CategoryDay, ForecastRow> {
    static final OutputTag<ForecastAccuracyRow> ACCURACY =
            new OutputTag<>("total-accuracy", TypeInformation.of(ForecastAccuracyRow.class));
    static final OutputTag<ModelMetricRow> METRICS =
            new OutputTag<>("forecast-metrics", TypeInformation.of(ModelMetricRow.class));

    private static final long serialVersionUID = 1L;
    private static final String ID = "all";
    private static final int WINDOW = 28;

    /** The first of 1970, as an epoch day. */
    private static final long SUNDAY = 3;

    private static final ValueStateDescriptor<TotalDemand> TOTAL =
            new ValueStateDescriptor<>("total-demand", TypeInformation.of(TotalDemand.class));
    private static final MapStateDescriptor<Long, TotalDay> WAITING =
            new MapStateDescriptor<>("total-days", Types.LONG, TypeInformation.of(TotalDay.class));
    private static final MapStateDescriptor<Long, AccuracySums> JUDGED =
            new MapStateDescriptor<>(
                    "judged-days", Types.LONG, TypeInformation.of(AccuracySums.class));

    private final DayClose dayClose;
    private transient ValueState<TotalDemand> total;
    private transient MapState<Long, TotalDay> waiting;
    private transient MapState<Long, AccuracySums> judged;

    SumDemand(DayClose dayClose) {
        this.dayClose = dayClose;
    }

    @Override
    public void open(OpenContext context) {
        total = getRuntimeContext().getState(TOTAL);
        waiting = getRuntimeContext().getMapState(WAITING);
        judged = getRuntimeContext().getMapState(JUDGED);
    }

    @Override
    public void processElement(CategoryDay category, Context context, Collector<ForecastRow> out)
            throws Exception {
        TotalDay day = waiting.get(category.day());
        if (day == null) {
            day = new TotalDay();
            // Of the watermark that closes the day, or of the one that ends the input.
            context.timerService().registerEventTimeTimer(dayClose.closesAt(category.day()));
        }
        day.add(category);
        waiting.put(category.day(), day);
    }

    /** Timers fire in the order of time, so that days come in order. */
    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<ForecastRow> out)
            throws Exception {
        long day = EventTime.dayOf(timestamp - dayClose.allowedLateness() - 1);
        TotalDay sums = waiting.get(day);
        if (sums == null) {
            return;
        }
        waiting.remove(day);
        TotalDemand state = total.value();
        state = state == null ? new TotalDemand() : state;
        if (state.lastClosed != CatalogFacts.UNKNOWN) {
            for (long quiet = state.lastClosed + 1; quiet < day; quiet++) {
                learn(quiet, new TotalDay(), state, context);
            }
        }
        learn(day, sums, state, context);
        if (sums.unitMeans.length > 0) {
            issue(day, sums, state, out);
        }
        total.update(state);
        tellMetrics(day, sums.accuracy, context);
    }

    private static void learn(long day, TotalDay sums, TotalDemand state, OnTimerContext context) {
        learn(ForecastUnit.UNITS, state.units, day, CategoryDay.real(sums.units), sums, context);
        learn(
                ForecastUnit.REVENUE,
                state.revenue,
                day,
                CategoryDay.real(sums.revenue),
                sums,
                context);
        state.lastClosed = day;
    }

    private static void learn(
            ForecastUnit unit,
            AggregateSeries series,
            long day,
            double actual,
            TotalDay sums,
            OnTimerContext context) {
        series.issued.close(
                day,
                actual,
                (horizon, mean, quantiles, naive) -> {
                    Judgement judgement = new Judgement(actual, mean, quantiles, naive);
                    sums.accuracy.add(Level.TOTAL, unit, horizon, judgement, series.issued);
                    context.output(
                            ACCURACY,
                            CategoryLearning.accuracyRow(
                                    Level.TOTAL, ID, unit, day, horizon, judgement));
                });
        series.learn(new DayFacts(day, actual, sums.units > 0, true, 1));
    }

    private static void issue(
            long day, TotalDay sums, TotalDemand state, Collector<ForecastRow> out) {
        tell(day, ForecastUnit.UNITS, state.units, sums.unitMeans, out);
        tell(day, ForecastUnit.REVENUE, state.revenue, sums.revenueMeans, out);
    }

    private static void tell(
            long day,
            ForecastUnit unit,
            AggregateSeries series,
            long[] means,
            Collector<ForecastRow> out) {
        double[] ordinary = new double[means.length];
        Arrays.fill(ordinary, 1);
        Outlook outlook = series.forecast(day, ordinary).movedTo(CategoryDay.real(means));
        out.collect(CategoryIssue.row(Level.TOTAL, ID, unit, day, true, outlook, null));
        series.issued.remember(day, outlook);
    }

    /** Of the week of the day before, with the first day after it: not every week has a Sunday. */
    private void tellWeek(long day, OnTimerContext context) throws Exception {
        long newest = Long.MIN_VALUE;
        for (Long told : judged.keys()) {
            newest = Math.max(newest, told);
        }
        if (newest == Long.MIN_VALUE || weekOf(newest) == weekOf(day)) {
            return;
        }
        long week = weekOf(newest);
        AccuracySums sums = new AccuracySums();
        for (Map.Entry<Long, AccuracySums> entry : judged.entries()) {
            if (weekOf(entry.getKey()) == week) {
                sums.add(entry.getValue());
            }
        }
        ForecastMetrics.ofWeek(sums, SUNDAY + 7 * week)
                .forEach(row -> context.output(METRICS, row));
    }

    /** Weeks begin on Mondays; number 0 holds the first Sunday of 1970. */
    private static long weekOf(long day) {
        return Math.floorDiv(day - SUNDAY + 6, 7L);
    }

    private void tellMetrics(long day, AccuracySums today, OnTimerContext context)
            throws Exception {
        tellWeek(day, context);
        judged.put(day, today);
        AccuracySums window = new AccuracySums();
        List<Long> old = new ArrayList<>();
        for (Map.Entry<Long, AccuracySums> entry : judged.entries()) {
            if (entry.getKey() <= day - WINDOW) {
                old.add(entry.getKey());
            } else {
                window.add(entry.getValue());
            }
        }
        for (Long gone : old) {
            judged.remove(gone);
        }
        ForecastMetrics.of(window, day).forEach(row -> context.output(METRICS, row));
    }
}
