package io.tillstream.sandbox.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;

/** What rises in posts: alerts with posts and products, and subjects that go slowly. */
final class TrendSection implements Section {
    private static final int ALERTS_SHOWN = 6;
    private static final int SLOW_SHOWN_OF_A_PHASE = 3;
    private static final int POSTS_SHOWN = 2;
    private static final int PRODUCTS_SHOWN = 5;

    /** What rises now comes before what did. */
    private static final String ALERTS_SQL =
            "SELECT a.alert_id, a.subject_type, a.subject, a.lift, a.score, a.\"window\","
                    + " a.opened_at, a.resolved_at, a.sample_post_ids, a.matching_product_ids,"
                    + " s.days, count(*) FILTER (WHERE a.resolved_at IS NULL) OVER (),"
                    + " (SELECT sum(p.on_hand) FROM trend_alert_product p"
                    + " WHERE p.alert_id = a.alert_id),"
                    + " (SELECT sum(p.units_30_days) FROM trend_alert_product p"
                    + " WHERE p.alert_id = a.alert_id), a.signals, a.first_signal,"
                    + " a.regions, a.model_version IS NOT NULL"
                    + " FROM trend_alert a LEFT JOIN subject_trend s"
                    + " ON s.subject_key = split_part(a.alert_id, '|', 1)"
                    + " ORDER BY a.resolved_at DESC NULLS FIRST, a.opened_at DESC, a.alert_id"
                    + " LIMIT ?";

    private static final String SLOW_SQL =
            "SELECT subject_key, subject_type, subject, phase, slope, level, weeks12, days"
                    + " FROM (SELECT *, row_number() OVER (PARTITION BY phase"
                    + " ORDER BY abs(slope) * sqrt(level) DESC, subject_key) AS place"
                    + " FROM subject_trend WHERE phase IN ('emerging', 'peaking', 'fading')) s"
                    + " WHERE place <= ? ORDER BY"
                    + " array_position(ARRAY['emerging', 'peaking', 'fading'], phase), place";

    private final Catalogue catalogue;
    private final SocialPosts posts;

    TrendSection(Catalogue catalogue, SocialPosts posts) {
        this.catalogue = catalogue;
        this.posts = posts;
    }

    @Override
    public String name() {
        return "trends";
    }

    @Override
    public JsonNode read(Connection database, EventClock clock) throws SQLException {
        ObjectNode json = PageJson.object().put("open", 0);
        readAlerts(database, json);
        readSlow(database, json.putArray("slow"));
        return json;
    }

    private void readAlerts(Connection database, ObjectNode json) throws SQLException {
        ArrayNode alerts = json.putArray("alerts");
        try (PreparedStatement statement = database.prepareStatement(ALERTS_SQL)) {
            statement.setInt(1, ALERTS_SHOWN);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    ObjectNode alert =
                            alerts.addObject()
                                    .put("key", rows.getString(1))
                                    .put("type", rows.getString(2))
                                    .put("subject", rows.getString(3))
                                    .put("lift", rows.getDouble(4))
                                    .put("score", rows.getDouble(5))
                                    .put("window", rows.getString(6))
                                    .put("openedAt", rows.getTimestamp(7).getTime());
                    Timestamp resolved = rows.getTimestamp(8);
                    if (resolved != null) {
                        alert.put("resolvedAt", resolved.getTime());
                    }
                    readPosts(rows.getArray(9), alert.putArray("posts"));
                    readProducts(rows.getArray(10), alert.putArray("products"));
                    readDays(rows.getArray(11), alert.putArray("days"));
                    json.put("open", rows.getLong(12));
                    alert.put("onHand", rows.getObject(13, BigDecimal.class))
                            .put("units30Days", rows.getObject(14, Double.class))
                            .put("firstSignal", rows.getString(16))
                            .put("seen", rows.getBoolean(18));
                    alert.set("signals", json(rows.getString(15)));
                    alert.set("regions", json(rows.getString(17)));
                }
            }
        }
    }

    private static JsonNode json(String text) {
        return PageJson.readOrMissing(text.getBytes(StandardCharsets.UTF_8));
    }

    private void readSlow(Connection database, ArrayNode slow) throws SQLException {
        try (PreparedStatement statement = database.prepareStatement(SLOW_SQL)) {
            statement.setInt(1, SLOW_SHOWN_OF_A_PHASE);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    ObjectNode subject =
                            slow.addObject()
                                    .put("key", rows.getString(1))
                                    .put("type", rows.getString(2))
                                    .put("subject", rows.getString(3))
                                    .put("phase", rows.getString(4))
                                    .put("slope", rows.getDouble(5))
                                    .put("level", rows.getDouble(6))
                                    .put("weeks12", rows.getDouble(7));
                    readDays(rows.getArray(8), subject.putArray("days"));
                }
            }
        }
    }

    private void readPosts(Array ids, ArrayNode target) throws SQLException {
        for (String id : (String[]) ids.getArray()) {
            ObjectNode post = PageJson.object().put("id", id);
            posts.describe(id, post);
            // Of a post that the page has forgotten there is nothing to show.
            boolean isKnown = !post.path("text").asText().isBlank() || post.has("picture");
            if (isKnown && target.size() < POSTS_SHOWN) {
                target.add(post);
            }
        }
    }

    private void readProducts(Array ids, ArrayNode target) throws SQLException {
        for (String id : (String[]) ids.getArray()) {
            if (target.size() < PRODUCTS_SHOWN) {
                catalogue.describe(id, target.addObject().put("id", id));
            }
        }
    }

    private static void readDays(Array days, ArrayNode target) throws SQLException {
        if (days != null) {
            for (Float day : (Float[]) days.getArray()) {
                target.add(day);
            }
        }
    }
}
