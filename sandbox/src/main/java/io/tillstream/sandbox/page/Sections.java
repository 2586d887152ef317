package io.tillstream.sandbox.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What the page reads from the database. A later capability adds its section to the list. */
final class Sections {
    private static final int PRODUCTS_SHOWN = 12;
    private static final int STORES_SHOWN = 12;
    private static final int DEAD_LETTERS_SHOWN = 6;
    private static final int REASONS_SHOWN = 5;
    private static final int DEAD_LETTERS_READ = 500;
    private static final int ERROR_LENGTH = 240;

    private Sections() {}

    /** In the order in which they are read: sales first, because they set the clock. */
    static List<Section> all(Supplier<JobStatus> status, Catalogue catalogue, SocialPosts posts) {
        return List.of(
                new SalesSection(status),
                section("segments", Sections::segments),
                section("segmentFlow", Sections::segmentFlow),
                section("topProducts", (db, clock) -> topProducts(db, clock, catalogue)),
                section("stores", Sections::stores),
                new ForecastSection(catalogue),
                section("alerts", (db, clock) -> StockSections.alerts(db, catalogue)),
                section("orders", (db, clock) -> StockSections.orders(db, catalogue)),
                section("anomalies", (db, clock) -> StockSections.anomalies(db, catalogue)),
                new TrendSection(catalogue, posts),
                section("quality", Sections::quality),
                section("deadLetters", Sections::deadLetters));
    }

    private interface Reader {
        JsonNode read(Connection database, EventClock clock) throws SQLException;
    }

    private static Section section(String name, Reader reader) {
        return new Section() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public JsonNode read(Connection database, EventClock clock) throws SQLException {
                return reader.read(database, clock);
            }
        };
    }

    /** Customers per segment. */
    private static JsonNode segments(Connection database, EventClock clock) throws SQLException {
        ObjectNode counts = PageJson.object();
        long customers = 0;
        try (PreparedStatement statement =
                        database.prepareStatement(
                                "SELECT segment, count(*) FROM customer_rfm GROUP BY segment");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                counts.put(rows.getString(1), rows.getLong(2));
                customers += rows.getLong(2);
            }
        }
        ObjectNode segments = PageJson.object().put("customers", customers);
        segments.set("counts", counts);
        return segments;
    }

    /** Who came and went, per segment, since the day before today in event time. */
    private static JsonNode segmentFlow(Connection database, EventClock clock) throws SQLException {
        if (!clock.isKnown()) {
            return null;
        }
        long since = clock.dayStart() - EventClock.DAY;
        Map<String, long[]> flow = new TreeMap<>();
        long moves = 0;
        try (PreparedStatement statement =
                database.prepareStatement(
                        "SELECT previous_segment, segment, count(*) FROM customer_segment_history"
                                + " WHERE valid_from > ? GROUP BY previous_segment, segment")) {
            statement.setTimestamp(1, time(since));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String from = rows.getString(1);
                    long count = rows.getLong(3);
                    if (from != null) {
                        flow.computeIfAbsent(from, segment -> new long[2])[1] += count;
                        moves += count;
                    }
                    flow.computeIfAbsent(rows.getString(2), segment -> new long[2])[0] += count;
                }
            }
        }
        ObjectNode json = PageJson.object().put("since", since).put("moves", moves);
        ObjectNode segments = json.putObject("segments");
        flow.forEach(
                (segment, inOut) ->
                        segments.putObject(segment).put("in", inOut[0]).put("out", inOut[1]));
        return json;
    }

    /** The products that took the most money today, with what the catalogue knows of them. */
    private static JsonNode topProducts(Connection database, EventClock clock, Catalogue catalogue)
            throws SQLException {
        if (!clock.isKnown()) {
            return null;
        }
        ArrayNode products = PageJson.array();
        try (PreparedStatement statement =
                database.prepareStatement(
                        "SELECT product_id, sum(net_revenue) AS revenue, sum(units),"
                                + " sum(returned_units), sum(orders) FROM product_sales_hourly"
                                + " WHERE hour >= ? AND hour <= ? GROUP BY product_id"
                                + " ORDER BY revenue DESC, product_id LIMIT ?")) {
            statement.setTimestamp(1, time(clock.dayStart()));
            statement.setTimestamp(2, time(clock.hour()));
            statement.setInt(3, PRODUCTS_SHOWN);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    ObjectNode product = products.addObject();
                    product.put("id", rows.getString(1))
                            .put("revenue", rows.getBigDecimal(2))
                            .put("units", rows.getLong(3))
                            .put("returned", rows.getLong(4))
                            .put("orders", rows.getLong(5));
                    catalogue.describe(rows.getString(1), product);
                }
            }
        }
        return products;
    }

    /** Stores by today's revenue; the web shop is one of them. */
    private static JsonNode stores(Connection database, EventClock clock) throws SQLException {
        if (!clock.isKnown()) {
            return null;
        }
        ArrayNode stores = PageJson.array();
        try (PreparedStatement statement =
                database.prepareStatement(
                        "SELECT store_id, channel, sum(net_revenue) AS revenue, sum(units)"
                                + " FROM product_sales_hourly WHERE hour >= ? AND hour <= ?"
                                + " GROUP BY store_id, channel"
                                + " ORDER BY revenue DESC, store_id LIMIT ?")) {
            statement.setTimestamp(1, time(clock.dayStart()));
            statement.setTimestamp(2, time(clock.hour()));
            statement.setInt(3, STORES_SHOWN);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    stores.addObject()
                            .put("store", rows.getString(1))
                            .put("channel", rows.getString(2))
                            .put("revenue", rows.getBigDecimal(3))
                            .put("units", rows.getLong(4));
                }
            }
        }
        return stores;
    }

    /** Records and violations per source and rule, today and in all. */
    private static JsonNode quality(Connection database, EventClock clock) throws SQLException {
        Map<String, ObjectNode> sources = new TreeMap<>();
        try (PreparedStatement statement =
                database.prepareStatement(
                        "SELECT source, rule, sum(records), sum(violations),"
                                + " sum(records) FILTER (WHERE window_end = ?),"
                                + " sum(violations) FILTER (WHERE window_end = ?)"
                                + " FROM data_quality GROUP BY source, rule")) {
            Timestamp today = time(clock.isKnown() ? clock.dayStart() + EventClock.DAY : 0);
            statement.setTimestamp(1, today);
            statement.setTimestamp(2, today);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    ObjectNode source =
                            sources.computeIfAbsent(
                                    rows.getString(1),
                                    name -> {
                                        ObjectNode fresh = PageJson.object().put("source", name);
                                        fresh.putObject("rules");
                                        return fresh;
                                    });
                    // Every rule of a source looks at the same records: the largest count stands.
                    keepLarger(source, "records", rows.getLong(3));
                    keepLarger(source, "recordsToday", rows.getLong(5));
                    source.withObject("/rules")
                            .putObject(rows.getString(2))
                            .put("all", rows.getLong(4))
                            .put("today", rows.getLong(6));
                }
            }
        }
        ArrayNode json = PageJson.array();
        sources.values().forEach(json::add);
        return json;
    }

    private static void keepLarger(ObjectNode node, String field, long value) {
        node.put(field, Math.max(value, node.path(field).asLong()));
    }

    /** The newest dead letters, and how often each kind of error is among the last few hundred. */
    private static JsonNode deadLetters(Connection database, EventClock clock) throws SQLException {
        ObjectNode json = PageJson.object();
        ArrayNode newest = json.putArray("newest");
        Map<String, Long> reasons = new LinkedHashMap<>();
        int read = 0;
        try (PreparedStatement statement =
                database.prepareStatement(
                        "SELECT source_topic, partition, source_offset, left(error, ?), stage,"
                                + " seen_at FROM dead_letter"
                                + " ORDER BY seen_at DESC, source_topic, partition,"
                                + " source_offset DESC LIMIT ?")) {
            statement.setInt(1, ERROR_LENGTH);
            statement.setInt(2, DEAD_LETTERS_READ);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String error = rows.getString(4);
                    int colon = error.indexOf(':');
                    String kind = colon < 0 ? error : error.substring(0, colon);
                    String message = colon < 0 ? "" : error.substring(colon + 1).strip();
                    reasons.merge(kind, 1L, Long::sum);
                    if (read++ < DEAD_LETTERS_SHOWN) {
                        newest.addObject()
                                .put("topic", rows.getString(1))
                                .put("partition", rows.getInt(2))
                                .put("offset", rows.getLong(3))
                                .put("kind", kind)
                                .put("message", message)
                                .put("stage", rows.getString(5))
                                .put("seenAt", rows.getTimestamp(6).getTime());
                    }
                }
            }
        }
        json.put("read", read);
        ArrayNode byReason = json.putArray("reasons");
        reasons.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .limit(REASONS_SHOWN)
                .forEach(
                        reason ->
                                byReason.addObject()
                                        .put("kind", reason.getKey())
                                        .put("count", reason.getValue()));
        return json;
    }

    private static Timestamp time(long epochMillis) {
        return Timestamp.from(Instant.ofEpochMilli(epochMillis));
    }
}
