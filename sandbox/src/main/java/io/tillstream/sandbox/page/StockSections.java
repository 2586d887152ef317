package io.tillstream.sandbox.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;

/**
 * What the page reads of stock that runs out, of orders to place and of days out of the ordinary.
 */
final class StockSections {
    private static final int ALERTS_SHOWN = 8;
    private static final int ORDERS_SHOWN = 40;
    private static final int ANOMALIES_SHOWN = 8;

    private StockSections() {}

    /** Open low-stock alerts, the newest first. */
    static JsonNode alerts(Connection database, Catalogue catalogue) throws SQLException {
        ObjectNode json = PageJson.object();
        ArrayNode newest = json.putArray("newest");
        long open = 0;
        try (PreparedStatement statement =
                database.prepareStatement(
                        "SELECT alert_id, store_id, product_id, on_hand, on_order,"
                                + " stockout_probability, days_of_cover, expected_stockout_at,"
                                + " suggested_order_quantity, opened_at, count(*) OVER ()"
                                + " FROM low_stock_alert WHERE resolved_at IS NULL"
                                + " ORDER BY opened_at DESC, alert_id LIMIT ?")) {
            statement.setInt(1, ALERTS_SHOWN);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    ObjectNode alert =
                            newest.addObject()
                                    .put("key", rows.getString(1))
                                    .put("store", rows.getString(2))
                                    .put("id", rows.getString(3))
                                    .put("onHand", rows.getLong(4))
                                    .put("onOrder", rows.getObject(5, Long.class))
                                    .put("probability", rows.getObject(6, Double.class))
                                    .put("daysOfCover", rows.getObject(7, Double.class))
                                    .put("stockoutAt", millis(rows.getTimestamp(8)))
                                    .put("order", rows.getObject(9, Long.class))
                                    .put("openedAt", millis(rows.getTimestamp(10)));
                    catalogue.describe(rows.getString(3), alert);
                    open = rows.getLong(11);
                }
            }
        }
        return json.put("open", open);
    }

    /** What to order now, by store and product; of a long list the beginning. */
    static JsonNode orders(Connection database, Catalogue catalogue) throws SQLException {
        ObjectNode json = PageJson.object();
        ArrayNode first = json.putArray("first");
        long lines = 0;
        long units = 0;
        try (PreparedStatement statement =
                database.prepareStatement(
                        "SELECT store_id, product_id, suggested_order_quantity, on_hand, on_order,"
                                + " days_of_cover, count(*) OVER (),"
                                + " sum(suggested_order_quantity) OVER ()"
                                + " FROM inventory_position WHERE suggested_order_quantity > 0"
                                + " ORDER BY store_id, product_id LIMIT ?")) {
            statement.setInt(1, ORDERS_SHOWN);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    ObjectNode order =
                            first.addObject()
                                    .put("store", rows.getString(1))
                                    .put("id", rows.getString(2))
                                    .put("quantity", rows.getLong(3))
                                    .put("onHand", rows.getLong(4))
                                    .put("onOrder", rows.getObject(5, Long.class))
                                    .put("daysOfCover", rows.getObject(6, Double.class));
                    catalogue.describe(rows.getString(2), order);
                    lines = rows.getLong(7);
                    units = rows.getLong(8);
                }
            }
        }
        return json.put("lines", lines).put("units", units);
    }

    /** Days far from what was forecast, the newest first, of one day the farthest off first. */
    static JsonNode anomalies(Connection database, Catalogue catalogue) throws SQLException {
        ArrayNode anomalies = PageJson.array();
        try (PreparedStatement statement =
                database.prepareStatement(
                        "SELECT level, id, day, kind, actual, expected, low, high"
                                + " FROM sales_anomaly ORDER BY day DESC,"
                                + " abs(actual - expected) DESC, level, id LIMIT ?")) {
            statement.setInt(1, ANOMALIES_SHOWN);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String level = rows.getString(1);
                    String id = rows.getString(2);
                    LocalDate day = rows.getObject(3, LocalDate.class);
                    ObjectNode anomaly =
                            anomalies
                                    .addObject()
                                    .put("level", level)
                                    .put("id", id)
                                    .put("day", day.toEpochDay() * EventClock.DAY)
                                    .put("kind", rows.getString(4))
                                    .put("actual", rows.getDouble(5))
                                    .put("expected", rows.getDouble(6))
                                    .put("low", rows.getDouble(7))
                                    .put("high", rows.getDouble(8));
                    int bar = id.indexOf('|');
                    if (level.equals("product_store") && bar > 0) {
                        anomaly.put("store", id.substring(bar + 1));
                        catalogue.describe(id.substring(0, bar), anomaly);
                    } else if (level.equals("product")) {
                        catalogue.describe(id, anomaly);
                    }
                }
            }
        }
        return anomalies;
    }

    private static Long millis(Timestamp time) {
        return time == null ? null : time.getTime();
    }
}
