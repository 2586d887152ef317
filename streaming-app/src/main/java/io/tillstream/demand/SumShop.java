package io.tillstream.demand;

import io.tillstream.events.ClosedSales;
import io.tillstream.events.DayClose;
import io.tillstream.events.EventTime;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * What the whole shop sold on each day, for the shape of its week and to know when it was closed.
 * One instance, which adds a number a product, store and day; a day's sum is gone when it is told.
 */
final class SumShop extends KeyedProcessFunction<Boolean, ClosedSales, Almanac> {
    private static final long serialVersionUID = 1L;
    private static final MapStateDescriptor<Long, Long> SUMS =
            new MapStateDescriptor<>("shop-days", Types.LONG, Types.LONG);

    private final DayClose dayClose;
    private transient MapState<Long, Long> sums;

    SumShop(DayClose dayClose) {
        this.dayClose = dayClose;
    }

    @Override
    public void open(OpenContext context) {
        sums = getRuntimeContext().getMapState(SUMS);
    }

    @Override
    public void processElement(ClosedSales sales, Context context, Collector<Almanac> out)
            throws Exception {
        Long sum = sums.get(sales.day());
        if (sum == null) {
            context.timerService().registerEventTimeTimer(dayClose.closesAt(sales.day()));
        }
        sums.put(sales.day(), (sum == null ? 0 : sum) + sales.units());
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Almanac> out)
            throws Exception {
        long day = EventTime.dayOf(timestamp - dayClose.allowedLateness() - 1);
        Long sum = sums.get(day);
        if (sum != null) {
            out.collect(Almanac.of(new ShopDay(day, sum)));
            sums.remove(day);
        }
    }
}
