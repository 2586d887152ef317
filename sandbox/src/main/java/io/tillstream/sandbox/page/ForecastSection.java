package io.tillstream.sandbox.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The newest forecast of the whole shop and of the products that are expected to bring the most,
 * each after its last actual days. A forecast changes once a day, so most readings only ask whether
 * there is a new one; actuals are read again from time to time for late corrections.
 */
final class ForecastSection implements Section {
    static final int ACTUAL_DAYS = 28;

    private static final int PRODUCTS_SHOWN = 5;
    private static final long AGAIN_EVERY_NANOS = 60_000_000_000L;

    private static final String NEWEST_SQL =
            "SELECT issued_on, max(version) FROM forecast_issue WHERE level = 'total'"
                    + " GROUP BY issued_on ORDER BY issued_on DESC LIMIT 1";

    /** Sums the stored arrays: unfolding all days of all products would cost many times as much. */
    private static final String TOP_SQL =
            "SELECT id FROM (SELECT id, coalesce(price, 1)"
                    + " * (SELECT sum(mean) FROM unnest(means[1 : 30]) AS d (mean)) AS revenue"
                    + " FROM forecast_issue WHERE issued_on = ? AND level = 'product'"
                    + " AND (unit = 'revenue' OR price IS NOT NULL)) AS expected"
                    + " WHERE revenue > 0 ORDER BY revenue DESC, id LIMIT ?";

    private static final String FORECAST_SQL =
            "SELECT unit, mean, p10, p90 FROM sales_forecast WHERE level = ? AND id = ?"
                    + " AND issued_on = ? ORDER BY unit, target_date";

    private static final String ACTUAL_SQL =
            "SELECT day, sum(units), sum(net_revenue) FROM product_sales_daily"
                    + " WHERE day BETWEEN ? AND ? AND (?::text IS NULL OR product_id = ?)"
                    + " GROUP BY day";

    private final Catalogue catalogue;
    private LocalDate issuedOn;
    private long version;
    private long nextWhole = System.nanoTime();
    private ObjectNode known;

    ForecastSection(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public String name() {
        return "forecast";
    }

    @Override
    public JsonNode read(Connection database, EventClock clock) throws SQLException {
        long now = System.nanoTime();
        if (isNew(database)) {
            // It stays due where reading it fails.
            nextWhole = now;
        }
        if (now - nextWhole >= 0) {
            known = issuedOn == null ? null : readAll(database);
            nextWhole = now + AGAIN_EVERY_NANOS;
        }
        if (known == null) {
            return null;
        }
        // The catalogue may learn a title at any time.
        ObjectNode forecast = known.deepCopy();
        for (JsonNode series : forecast.path("series")) {
            if (series.has("id")) {
                catalogue.describe(series.path("id").asText(), (ObjectNode) series);
            }
        }
        return forecast;
    }

    private boolean isNew(Connection database) throws SQLException {
        LocalDate newest = null;
        long newestVersion = 0;
        try (PreparedStatement statement = database.prepareStatement(NEWEST_SQL);
                ResultSet rows = statement.executeQuery()) {
            if (rows.next()) {
                newest = rows.getObject(1, LocalDate.class);
                newestVersion = rows.getLong(2);
            }
        }
        boolean same = newest == null ? issuedOn == null : newest.equals(issuedOn);
        same &= newestVersion == version;
        issuedOn = newest;
        version = newestVersion;
        return !same;
    }

    private ObjectNode readAll(Connection database) throws SQLException {
        Map<LocalDate, double[]> total = actuals(database, null);
        LocalDate from =
                total.keySet().stream().min(LocalDate::compareTo).orElse(issuedOn.plusDays(1));
        ObjectNode json =
                PageJson.object()
                        .put("issuedOn", issuedOn.toEpochDay() * EventClock.DAY)
                        .put("from", from.toEpochDay() * EventClock.DAY);
        ArrayNode series = json.putArray("series");
        ObjectNode whole = series.addObject();
        putActuals(whole, total, from);
        putForecasts(database, whole, "total", "all");
        for (String product : topProducts(database)) {
            ObjectNode one = series.addObject().put("id", product);
            putActuals(one, actuals(database, product), from);
            putForecasts(database, one, "product", product);
        }
        return json;
    }

    private List<String> topProducts(Connection database) throws SQLException {
        List<String> products = new ArrayList<>();
        try (PreparedStatement statement = database.prepareStatement(TOP_SQL)) {
            statement.setObject(1, issuedOn);
            statement.setInt(2, PRODUCTS_SHOWN);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    products.add(rows.getString(1));
                }
            }
        }
        return products;
    }

    /** Units and net revenue by day; of one product, or of all where it is null. */
    private Map<LocalDate, double[]> actuals(Connection database, String product)
            throws SQLException {
        Map<LocalDate, double[]> days = new HashMap<>();
        try (PreparedStatement statement = database.prepareStatement(ACTUAL_SQL)) {
            statement.setObject(1, issuedOn.minusDays(ACTUAL_DAYS - 1));
            statement.setObject(2, issuedOn);
            statement.setString(3, product);
            statement.setString(4, product);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    days.put(
                            rows.getObject(1, LocalDate.class),
                            new double[] {rows.getDouble(2), rows.getDouble(3)});
                }
            }
        }
        return days;
    }

    private void putActuals(ObjectNode series, Map<LocalDate, double[]> days, LocalDate from) {
        ArrayNode units = series.withObject("/units").putArray("actual");
        ArrayNode revenue = series.withObject("/revenue").putArray("actual");
        double[] nothing = new double[2];
        for (LocalDate day = from; !day.isAfter(issuedOn); day = day.plusDays(1)) {
            double[] sold = days.getOrDefault(day, nothing);
            units.add(sold[0]);
            revenue.add(sold[1]);
        }
    }

    private void putForecasts(Connection database, ObjectNode series, String level, String id)
            throws SQLException {
        for (String unit : List.of("units", "revenue")) {
            ObjectNode one = series.withObject("/" + unit);
            one.putArray("mean");
            one.putArray("p10");
            one.putArray("p90");
        }
        try (PreparedStatement statement = database.prepareStatement(FORECAST_SQL)) {
            statement.setString(1, level);
            statement.setString(2, id);
            statement.setObject(3, issuedOn);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    ObjectNode one = series.withObject("/" + rows.getString(1));
                    one.withArray("/mean").add(rows.getDouble(2));
                    one.withArray("/p10").add(rows.getDouble(3));
                    one.withArray("/p90").add(rows.getDouble(4));
                }
            }
        }
    }
}
