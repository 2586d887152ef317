package io.tillstream.demand;

import io.tillstream.events.DayClose;
import io.tillstream.events.EventTime;
import io.tillstream.events.WorldTime;
import io.tillstream.schemas.rows.SalesAnomalyRow;
import io.tillstream.schemas.rows.StoreVisitsRow;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Receipts of each store: the hours of an open day wait until it closes, then the store learns it
 * and says what to expect of the next week. After each hour it is looked whether the store has
 * fallen silent; the close of the day says so again of all that came, with what was missed. On a
 * holiday nothing is said of a store, unless it was open on such days before.
 *
 * <p>State is some KB a store ({@link StoreVisits}) and two numbers for each hour of the open days.
 * A store without a receipt for two months is forgotten at the close of a day.
 */
final class WatchStores
        extends KeyedBroadcastProcessFunction<String, StoreHours, Almanac, StoreVisitsRow> {
    static final OutputTag<SalesAnomalyRow> SILENT =
            new OutputTag<>("silent-stores", TypeInformation.of(SalesAnomalyRow.class));
    static final MapStateDescriptor<Boolean, WorldTime> WORLD =
            new MapStateDescriptor<>("world", Types.BOOLEAN, TypeInformation.of(WorldTime.class));

    /** Days after which a store without receipts is no store. */
    static final int FORGET_AFTER = 60;

    private static final long serialVersionUID = 1L;
    private static final int DAY_HOURS = 24;
    private static final ValueStateDescriptor<StoreVisits> VISITS =
            new ValueStateDescriptor<>("store-visits", TypeInformation.of(StoreVisits.class));
    private static final MapStateDescriptor<Long, Long> OPEN_HOURS =
            new MapStateDescriptor<>("open-hours", Types.LONG, Types.LONG);

    private final DayClose dayClose;
    private final long issueFrom;
    private transient ValueState<StoreVisits> visits;
    private transient MapState<Long, Long> openHours;
    private transient Map<String, Long> openDays;

    /**
     * @param issueFrom the first closed day that a forecast is told of
     */
    WatchStores(DayClose dayClose, long issueFrom) {
        this.dayClose = dayClose;
        this.issueFrom = issueFrom;
    }

    @Override
    public void open(OpenContext context) {
        visits = getRuntimeContext().getState(VISITS);
        openHours = getRuntimeContext().getMapState(OPEN_HOURS);
        openDays = new HashMap<>();
    }

    @Override
    public void processElement(
            StoreHours hours, ReadOnlyContext context, Collector<StoreVisitsRow> out)
            throws Exception {
        long day = EventTime.dayOf(hours.hour());
        Long openDay = openDays.get(hours.storeId());
        if ((openDay == null || day < openDay) && !enters(hours, day, context)) {
            return;
        }
        Long before = openHours.get(hours.hour());
        openHours.put(hours.hour(), (before == null ? 0 : before) + hours.receipts());
    }

    /** Makes room for a day that may be the store's first; false if it is closed. */
    private boolean enters(StoreHours hours, long day, ReadOnlyContext context) throws Exception {
        StoreVisits store = visits.value();
        if (store == null) {
            store = new StoreVisits();
        }
        if (store.closedOne && day < store.openDay) {
            return false;
        }
        if (day < store.openDay) {
            store.openDay = day;
            store.nextHour = Math.min(store.nextHour, hours.hour());
            visits.update(store);
            registerTimers(store, context);
        }
        openDays.put(hours.storeId(), store.openDay);
        return true;
    }

    private void registerTimers(StoreVisits store, ReadOnlyContext context) {
        context.timerService().registerEventTimeTimer(endOf(store.nextHour));
        context.timerService().registerEventTimeTimer(dayClose.closesAt(store.openDay));
    }

    private static long endOf(long hour) {
        return hour + EventTime.HOUR - 1;
    }

    @Override
    public void processBroadcastElement(
            Almanac almanac, Context context, Collector<StoreVisitsRow> out) throws Exception {
        if (almanac.world() != null) {
            context.getBroadcastState(WORLD).put(true, almanac.world());
        } else {
            KeepDemand.learn(almanac.day(), context.getBroadcastState(KeepDemand.CALENDAR));
        }
        long closed = dayClose.lastClosed(context.currentWatermark());
        if (closed != DayClose.NONE) {
            KeepDemand.forgetDaysBefore(closed, context.getBroadcastState(KeepDemand.CALENDAR));
        }
    }

    /** What a day is called in countries that have a holiday. */
    private static SortedMap<String, String> holidays(long day, ReadOnlyContext context)
            throws Exception {
        DayNames names = context.getBroadcastState(KeepDemand.CALENDAR).get(day);
        return names == null ? new TreeMap<>() : names.holidaysByCountry();
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<StoreVisitsRow> out)
            throws Exception {
        StoreVisits store = visits.value();
        if (store == null) {
            return;
        }
        boolean known;
        if (context.currentWatermark() == Long.MAX_VALUE) {
            // The last day of a bounded input is cut short and never closes.
            WorldTime world = context.getBroadcastState(WORLD).get(true);
            if (world == null) {
                return;
            }
            known = advance(store, world.asOf(), EventTime.dayOf(world.asOf()) - 1, context, out);
        } else {
            known = advance(store, timestamp, dayClose.lastClosed(timestamp), context, out);
            if (known) {
                registerTimers(store, context);
            }
        }
        if (known) {
            visits.update(store);
            openDays.put(context.getCurrentKey(), store.openDay);
        } else {
            visits.clear();
            openHours.clear();
            openDays.remove(context.getCurrentKey());
        }
    }

    /**
     * Checks hours and closes days in the order in which event time brings them, so that a jump
     * over many, or the end, gives what their timers would have; false if the store is forgotten.
     */
    private boolean advance(
            StoreVisits store,
            long hoursUntil,
            long daysUntil,
            OnTimerContext context,
            Collector<StoreVisitsRow> out)
            throws Exception {
        while (true) {
            boolean hourIsOver = endOf(store.nextHour) <= hoursUntil;
            boolean dayIsOver = store.openDay <= daysUntil;
            if (dayIsOver
                    && (!hourIsOver || dayClose.closesAt(store.openDay) <= endOf(store.nextHour))) {
                close(store, context, out);
                if (store.openDay - 1 - store.lastDay >= FORGET_AFTER) {
                    return false;
                }
            } else if (hourIsOver) {
                check(store, context);
                store.nextHour += EventTime.HOUR;
            } else {
                return true;
            }
        }
    }

    private void check(StoreVisits store, OnTimerContext context) throws Exception {
        long day = EventTime.dayOf(store.nextHour);
        if (day < store.openDay
                || day == store.silentDay
                || openHours.contains(store.nextHour)
                || !store.holidays.goesOn(holidays(day, context))) {
            return;
        }
        Optional<StoreVisits.Silence> silence =
                store.silence(day, receipts(day), EventTime.hourOf(store.nextHour) + 1);
        if (silence.isPresent()) {
            store.silentDay = day;
            tell(day, 0, silence.get(), store.nextHour + EventTime.HOUR, context);
        }
    }

    private long[] receipts(long day) throws Exception {
        long[] receipts = new long[DAY_HOURS];
        for (int hour = 0; hour < DAY_HOURS; hour++) {
            Long count = openHours.get(EventTime.startOf(day) + hour * EventTime.HOUR);
            receipts[hour] = count == null ? 0 : count;
        }
        return receipts;
    }

    private void close(StoreVisits store, OnTimerContext context, Collector<StoreVisitsRow> out)
            throws Exception {
        long day = store.openDay;
        long[] receipts = receipts(day);
        long total = LongStream.of(receipts).sum();
        SortedMap<String, String> holidays = holidays(day, context);
        Optional<StoreVisits.Silence> silence =
                store.holidays.goesOn(holidays)
                        ? store.silence(day, receipts, DAY_HOURS)
                        : Optional.empty();
        long closedAt = dayClose.closesAt(day);
        if (silence.isPresent()) {
            tell(day, 0, silence.get(), closedAt, context);
        } else if (store.silentDay == day) {
            // What came out of order has filled the gap: the row then says so.
            tell(day, total, store.expected(day), closedAt, context);
        }
        if (total > 0) {
            store.lastDay = day;
        }
        if (store.closedOne) {
            store.learn(day, receipts, holidays);
        }
        // The first day may be cut short, and teaches nothing.
        store.closedOne = true;
        store.openDay = day + 1;
        for (int hour = 0; hour < DAY_HOURS; hour++) {
            openHours.remove(EventTime.startOf(day) + hour * EventTime.HOUR);
        }
        if (day >= issueFrom) {
            forecast(store, day, context, out);
        }
    }

    private static void forecast(
            StoreVisits store, long day, OnTimerContext context, Collector<StoreVisitsRow> out)
            throws Exception {
        String storeId = context.getCurrentKey();
        Map<Long, SortedMap<String, String>> calendar = new HashMap<>();
        for (long ahead = day + 1; ahead <= day + StoreVisits.DAYS; ahead++) {
            calendar.put(ahead, holidays(ahead, context));
        }
        for (StoreVisits.Visits hour : store.forecast(day, calendar)) {
            out.collect(
                    new StoreVisitsRow(
                            storeId, hour.hour(), day, hour.mean(), hour.low(), hour.high(), day));
        }
    }

    private static void tell(
            long day,
            long actual,
            StoreVisits.Silence silence,
            long version,
            OnTimerContext context) {
        context.output(
                SILENT,
                new SalesAnomalyRow(
                        "store",
                        context.getCurrentKey(),
                        day,
                        AnomalyKind.SILENT.label(),
                        actual,
                        silence.expected(),
                        silence.low(),
                        silence.high(),
                        version));
    }
}
