package io.tillstream.sandbox.shop;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;

/** The input contracts, written down once more and apart from the program's own decoders. */
final class Contract {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> INTERACTIONS =
            Set.of("view", "add_to_cart", "remove_from_cart", "review");

    static {
        JSON.getFactory()
                .setStreamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(16).build());
    }

    private Contract() {}

    /** What is wrong with a record, or null. */
    static String problem(SimulatedRecord record) {
        JsonNode json;
        try {
            json = JSON.readTree(record.value());
        } catch (IOException e) {
            return e.getMessage();
        }
        if (!json.isObject()) {
            return "not an object";
        }
        return switch (record.topic()) {
            case Topics.POS_SALES ->
                    first(strings(json, "sale_id", "store_id"), time(json), lines(json));
            case Topics.ECOM_EVENTS -> ecom(json);
            case Topics.SOCIAL_POSTS ->
                    first(strings(json, "post_id", "platform", "author_id"), time(json));
            case Topics.CATALOG_PRODUCTS ->
                    first(strings(json, "product_id", "title", "category"), money(json, "price"));
            case Topics.INVENTORY_LEVELS ->
                    first(
                            strings(json, "store_id", "product_id"),
                            json.path("on_hand").isInt() ? null : "on_hand",
                            time(json));
            case Topics.CALENDAR_DAYS -> first(strings(json, "country"), date(json));
            default -> "unknown topic";
        };
    }

    private static String ecom(JsonNode json) {
        String common = first(strings(json, "event_id", "type", "session_id"), time(json));
        if (common != null) {
            return common;
        }
        String type = json.get("type").asText();
        if (type.equals("order") || type.equals("return")) {
            return first(strings(json, "order_id"), lines(json));
        }
        if (type.equals("search")) {
            return strings(json, "query");
        }
        if (!INTERACTIONS.contains(type)) {
            return "type " + type;
        }
        int rating = json.path("rating").asInt();
        boolean rated = !type.equals("review") || (rating >= 1 && rating <= 5);
        return first(strings(json, "product_id"), rated ? null : "rating");
    }

    private static String lines(JsonNode json) {
        JsonNode lines = json.path("lines");
        if (!lines.isArray() || lines.isEmpty()) {
            return "lines";
        }
        for (JsonNode line : lines) {
            JsonNode quantity = line.path("quantity");
            String problem =
                    first(
                            strings(line, "product_id"),
                            quantity.isInt() && quantity.asInt() > 0 ? null : "quantity",
                            money(line, "unit_price"),
                            line.has("discount") ? money(line, "discount") : null);
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    private static String strings(JsonNode json, String... names) {
        for (String name : List.of(names)) {
            if (!json.path(name).isTextual() || json.path(name).asText().isEmpty()) {
                return name;
            }
        }
        return null;
    }

    private static String money(JsonNode json, String name) {
        JsonNode value = json.path(name);
        boolean sound =
                value.isNumber()
                        && value.decimalValue().signum() >= 0
                        && value.decimalValue().scale() <= 4;
        return sound ? null : name;
    }

    private static String time(JsonNode json) {
        try {
            Instant time = Instant.parse(json.path("occurred_at").asText());
            return time.toEpochMilli() > 0 ? null : "occurred_at";
        } catch (DateTimeParseException e) {
            return "occurred_at";
        }
    }

    private static String date(JsonNode json) {
        try {
            return LocalDate.parse(json.path("date").asText()).getYear() > 1970 ? null : "date";
        } catch (DateTimeParseException e) {
            return "date";
        }
    }

    private static String first(String... problems) {
        for (String problem : problems) {
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }
}
