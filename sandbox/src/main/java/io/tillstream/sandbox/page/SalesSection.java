package io.tillstream.sandbox.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Sales by hour and channel over the last 48 event-time hours, and from them today's totals beside
 * yesterday's. Hours that are over hardly change, so most readings ask for the newest two only; the
 * whole window is read again from time to time for late corrections.
 */
final class SalesSection implements Section {
    static final int HOURS_SHOWN = 48;

    /** Hours that are kept beyond those shown, so that tills with a clock ahead push none out. */
    private static final int HOURS_KEPT = 96;

    private static final long WHOLE_EVERY_NANOS = 20_000_000_000L;

    /** How much longer than a whole reading takes the page waits for the next one. */
    private static final long WHOLE_PAUSE = 40;

    private static final String SQL =
            "SELECT hour, channel, sum(net_revenue), sum(units), sum(orders)"
                    + " FROM product_sales_hourly WHERE hour >= ? GROUP BY hour, channel";

    /**
     * The newest day comes from an ordinary index and narrows the search for the newest hour, for
     * which there is a block range index only.
     */
    private static final String NEWEST_SQL =
            "SELECT max(hour) FROM product_sales_hourly WHERE hour >= coalesce("
                    + "(SELECT max(day)::timestamp AT TIME ZONE 'UTC' FROM product_sales_daily),"
                    + " '-infinity')";

    private record Sales(BigDecimal revenue, long units, long orders) {
        static final Sales NONE = new Sales(BigDecimal.ZERO, 0, 0);

        Sales plus(Sales other) {
            return new Sales(
                    revenue.add(other.revenue), units + other.units, orders + other.orders);
        }
    }

    private final Supplier<JobStatus> status;
    private final NavigableMap<Long, Map<String, Sales>> hours = new TreeMap<>();
    private long nextWhole = System.nanoTime();

    SalesSection(Supplier<JobStatus> status) {
        this.status = status;
    }

    @Override
    public String name() {
        return "sales";
    }

    @Override
    public JsonNode read(Connection database, EventClock clock) throws SQLException {
        long newest = newestHour(database);
        if (newest == Long.MIN_VALUE) {
            hours.clear();
            clock.set(new TreeMap<>(), JobStatus.UNKNOWN);
            return null;
        }
        long begin = System.nanoTime();
        boolean whole = hours.isEmpty() || begin - nextWhole >= 0;
        long from =
                whole
                        ? newest - HOURS_KEPT * EventClock.HOUR
                        : Math.min(clock.hour(), hours.lastKey()) - EventClock.HOUR;
        readHours(database, from);
        if (whole) {
            long took = System.nanoTime() - begin;
            nextWhole = begin + Math.max(WHOLE_EVERY_NANOS, took * WHOLE_PAUSE);
        }
        hours.headMap(newest - HOURS_KEPT * EventClock.HOUR).clear();

        NavigableMap<Long, Double> orders = new TreeMap<>();
        hours.forEach(
                (hour, byChannel) -> orders.put(hour, (double) total(byChannel.values()).orders()));
        clock.set(orders, status.get());
        return json(clock);
    }

    private static long newestHour(Connection database) throws SQLException {
        try (PreparedStatement statement = database.prepareStatement(NEWEST_SQL);
                ResultSet rows = statement.executeQuery()) {
            Timestamp newest = rows.next() ? rows.getTimestamp(1) : null;
            return newest == null ? Long.MIN_VALUE : newest.getTime();
        }
    }

    private void readHours(Connection database, long from) throws SQLException {
        NavigableMap<Long, Map<String, Sales>> fresh = new TreeMap<>();
        try (PreparedStatement statement = database.prepareStatement(SQL)) {
            statement.setTimestamp(1, Timestamp.from(Instant.ofEpochMilli(from)));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    fresh.computeIfAbsent(rows.getTimestamp(1).getTime(), hour -> new TreeMap<>())
                            .put(
                                    rows.getString(2),
                                    new Sales(
                                            rows.getBigDecimal(3),
                                            rows.getLong(4),
                                            rows.getLong(5)));
                }
            }
        }
        hours.tailMap(from).clear();
        hours.putAll(fresh);
    }

    private ObjectNode json(EventClock clock) {
        long first = clock.hour() - (HOURS_SHOWN - 1) * EventClock.HOUR;
        TreeSet<String> channels = new TreeSet<>();
        hours.subMap(first, true, clock.hour(), true)
                .values()
                .forEach(byChannel -> channels.addAll(byChannel.keySet()));

        ObjectNode sales = PageJson.object();
        sales.put("from", first).put("now", clock.hour()).put("day", clock.dayStart());
        ArrayNode series = sales.putArray("channels");
        for (String channel : channels) {
            ObjectNode one = series.addObject().put("channel", channel);
            ArrayNode revenue = one.putArray("revenue");
            for (long hour = first; hour <= clock.hour(); hour += EventClock.HOUR) {
                revenue.add(
                        hours.getOrDefault(hour, Map.of())
                                .getOrDefault(channel, Sales.NONE)
                                .revenue());
            }
        }
        Sales today = total(clock.dayStart(), clock.hour() + EventClock.HOUR);
        sales.putObject("today")
                .put("revenue", today.revenue())
                .put("units", today.units())
                .put("orders", today.orders());
        // Only hours that are over are compared: a day that has just begun is not a bad day.
        Sales closed = total(clock.dayStart(), clock.hour());
        Sales before = total(clock.dayStart() - EventClock.DAY, clock.hour() - EventClock.DAY);
        if (before.revenue().signum() > 0 && clock.hour() > clock.dayStart()) {
            sales.put("revenueChange", change(closed.revenue(), before.revenue()));
        }
        if (before.units() > 0 && clock.hour() > clock.dayStart()) {
            sales.put("unitsChange", (double) closed.units() / before.units() - 1);
        }
        return sales;
    }

    private static double change(BigDecimal now, BigDecimal before) {
        return now.doubleValue() / before.doubleValue() - 1;
    }

    private Sales total(long from, long to) {
        return hours.subMap(from, true, to, false).values().stream()
                .map(byChannel -> total(byChannel.values()))
                .reduce(Sales.NONE, Sales::plus);
    }

    private static Sales total(Iterable<Sales> parts) {
        Sales sum = Sales.NONE;
        for (Sales part : parts) {
            sum = sum.plus(part);
        }
        return sum;
    }
}
