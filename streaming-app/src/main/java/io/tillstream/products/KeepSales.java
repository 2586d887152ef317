package io.tillstream.products;

import io.tillstream.events.Channel;
import io.tillstream.events.ClosedSales;
import io.tillstream.events.DayClose;
import io.tillstream.events.EventTime;
import io.tillstream.runtime.TimeToLive;
import io.tillstream.runtime.WriteBackOperator;
import io.tillstream.schemas.rows.DailySalesRow;
import io.tillstream.schemas.rows.HourlySalesRow;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.OutputTag;

/**
 * Sales by product, store and channel: the day's row as main output, the hours' beside it, and what
 * it was when the day closed. Every event counts in its own hour and day, so that a late one
 * corrects them.
 */
final class KeepSales extends WriteBackOperator<SalesKey, DaySales, ProductLine, DailySalesRow> {
    static final OutputTag<HourlySalesRow> HOURLY =
            new OutputTag<>("hourly-sales", TypeInformation.of(HourlySalesRow.class));

    static final OutputTag<ClosedSales> CLOSED =
            new OutputTag<>("closed-sales", TypeInformation.of(ClosedSales.class));

    private static final long serialVersionUID = 1L;
    private static final int CACHED_DAYS = 50_000;

    private final DayClose dayClose;
    private transient Map<SalesKey, Integer> changedHours;

    /**
     * @param retention how long a day takes corrections; the intake refuses older events
     * @param dayClose when {@link #CLOSED} tells a day's sales
     */
    KeepSales(Duration retention, DayClose dayClose, long flushInterval) {
        super(daySales(retention), CACHED_DAYS, flushInterval);
        this.dayClose = dayClose;
    }

    private static ValueStateDescriptor<DaySales> daySales(Duration retention) {
        return TimeToLive.afterRetention(
                new ValueStateDescriptor<>("day-sales", DaySales.class), retention);
    }

    @Override
    public void open() throws Exception {
        super.open();
        changedHours = new HashMap<>();
    }

    @Override
    protected DaySales create() {
        return new DaySales();
    }

    @Override
    protected boolean apply(SalesKey key, DaySales sales, ProductLine line) {
        // One that its own partition's clock calls in time may come when the day is closed: the
        // partition was idle and is no more. A day is told once.
        boolean late = line.late() || key.day() <= dayClose.lastClosed(watermark());
        if (!late) {
            registerTimer(dayClose.closesAt(key.day()));
        }
        int hour = sales.book(line, late);
        changedHours.merge(key, 1 << hour, (a, b) -> a | b);
        return true;
    }

    @Override
    protected void emitChanged(SalesKey key, DaySales sales) {
        String channel = Channel.of(key.channel()).label();
        long[] day = sales.day();
        emit(
                new DailySalesRow(
                        key.productId(),
                        key.storeId(),
                        channel,
                        key.day(),
                        day[DaySales.UNITS],
                        day[DaySales.RETURNED_UNITS],
                        day[DaySales.GROSS],
                        day[DaySales.NET],
                        day[DaySales.ORDERS],
                        sales.updates));
        int hours = changedHours.remove(key);
        while (hours != 0) {
            int hour = Integer.numberOfTrailingZeros(hours);
            hours &= hours - 1;
            emitHour(key, channel, hour, sales);
        }
    }

    @Override
    protected boolean onTimer(long time, SalesKey key, DaySales sales) {
        emit(CLOSED, sales.closed(key));
        return false;
    }

    /**
     * The version is what an hour's every line raises, whatever else the day has brought by then.
     */
    private void emitHour(SalesKey key, String channel, int hour, DaySales sales) {
        long[] figures = sales.hour(hour);
        emit(
                HOURLY,
                new HourlySalesRow(
                        key.productId(),
                        key.storeId(),
                        channel,
                        EventTime.startOf(key.day()) + hour * EventTime.HOUR,
                        figures[DaySales.UNITS],
                        figures[DaySales.RETURNED_UNITS],
                        figures[DaySales.GROSS],
                        figures[DaySales.NET],
                        figures[DaySales.ORDERS],
                        figures[DaySales.UNITS] + figures[DaySales.RETURNED_UNITS]));
    }
}
