package io.tillstream.sandbox.oracle;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;

/**
 * The contracts of the input topics once more, on the JSON tree. Strict where they are: required
 * fields, types, ranges, money of at most four decimals. The bounds on size and length are those
 * that the topics' schema files name.
 */
final class ContractCheck {
    private static final int MAX_BYTES = 1 << 20;
    private static final int MAX_DEPTH = 16;
    private static final int MAX_ID = 256;
    private static final int MAX_TEXT = 20_000;
    private static final int MAX_LINES = 5_000;
    private static final int MAX_ENTRIES = 200;
    private static final int MAX_DECIMALS = 4;
    private static final long MAX_QUANTITY = 1_000_000;
    private static final long MAX_UNITS = 1_000_000_000;
    private static final BigDecimal MAX_MONEY = BigDecimal.valueOf(100_000_000);
    private static final BigDecimal MAX_LINE = BigDecimal.valueOf(10_000_000_000L);
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
    private static final List<String> SCHEMES = List.of("http:", "https:", "s3:", "file:", "data:");
    private static final Set<String> ECOM_TYPES =
            Set.of(
                    "view",
                    "add_to_cart",
                    "remove_from_cart",
                    "order",
                    "return",
                    "review",
                    "recommendation_shown",
                    "recommendation_clicked",
                    "search");

    private static final ObjectMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(MAX_DEPTH)
                                                    .build())
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build();

    private ContractCheck() {}

    /** Says what is wrong with a record. */
    static final class Broken extends Exception {
        private static final long serialVersionUID = 1L;

        Broken(String message) {
            super(message);
        }
    }

    /** The record as a tree, if it keeps the contract of its topic. */
    static JsonNode read(String topic, byte[] line) throws Broken {
        JsonNode record = parse(line);
        switch (topic) {
            case "pos.sales" -> sale(record);
            case "ecom.events" -> webEvent(record);
            case "social.posts" -> post(record);
            case "catalog.products" -> product(record);
            case "inventory.levels" -> level(record);
            case "calendar.days" -> day(record);
            default -> throw new Broken("no such topic: " + topic);
        }
        return record;
    }

    private static JsonNode parse(byte[] line) throws Broken {
        check(line.length <= MAX_BYTES, "record is too large");
        JsonNode record;
        try {
            // Jackson forgives some malformed UTF-8 in bytes; the decoder of the JDK does not.
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
            record = JSON.readTree(text);
        } catch (CharacterCodingException e) {
            throw new Broken("not UTF-8");
        } catch (JsonProcessingException e) {
            throw new Broken("not JSON: " + e.getOriginalMessage());
        }
        check(record.isObject(), "not an object");
        return record;
    }

    private static void sale(JsonNode record) throws Broken {
        id(record, "sale_id", true);
        id(record, "store_id", true);
        id(record, "customer_id", false);
        id(record, "currency", false);
        id(record, "payment_type", false);
        time(record, "occurred_at", true);
        id(record, "type", false);
        String type = text(record, "type", "sale");
        check(type.equals("sale") || type.equals("return"), "type");
        lines(record, true);
    }

    private static void webEvent(JsonNode record) throws Broken {
        id(record, "event_id", true);
        id(record, "session_id", true);
        id(record, "customer_id", false);
        id(record, "currency", false);
        id(record, "payment_type", false);
        time(record, "occurred_at", true);
        id(record, "type", true);
        String type = text(record, "type", "");
        check(ECOM_TYPES.contains(type), "type");
        boolean bought = type.equals("order") || type.equals("return");
        id(record, "order_id", bought);
        lines(record, bought);
        id(record, "product_id", !bought && !type.equals("search"));
        if (type.equals("search")) {
            text(record, "query", true, MAX_TEXT);
        }
        integer(record, "rating", type.equals("review"), 1, 5);
        id(record, "recommendation_id", type.startsWith("recommendation_"));
    }

    private static void post(JsonNode record) throws Broken {
        id(record, "post_id", true);
        id(record, "platform", true);
        id(record, "author_id", true);
        time(record, "occurred_at", true);
        text(record, "text", false, MAX_TEXT);
        uri(record);
        id(record, "language", false);
        id(record, "region", false);
        for (String count : List.of("likes", "shares", "comments")) {
            integer(record, count, false, 0, Long.MAX_VALUE);
        }
        JsonNode hashtags = field(record, "hashtags", false);
        if (hashtags != null) {
            check(hashtags.isArray() && hashtags.size() <= MAX_ENTRIES, "hashtags");
            for (JsonNode hashtag : hashtags) {
                string(hashtag, "hashtags", MAX_ID);
            }
        }
    }

    private static void product(JsonNode record) throws Broken {
        id(record, "product_id", true);
        text(record, "title", true, MAX_TEXT);
        id(record, "category", true);
        text(record, "description", false, MAX_TEXT);
        id(record, "brand", false);
        id(record, "currency", false);
        money(record, "price", false);
        uri(record);
        integer(record, "lead_time_days", false, 0, MAX_QUANTITY);
        integer(record, "pack_size", false, 1, MAX_QUANTITY);
        integer(record, "min_order_quantity", false, 0, MAX_QUANTITY);
        time(record, "launched_at", false);
        JsonNode active = field(record, "active", false);
        check(active == null || active.isBoolean(), "active");
        JsonNode attributes = field(record, "attributes", false);
        if (attributes != null) {
            check(attributes.isObject() && attributes.size() <= MAX_ENTRIES, "attributes");
            for (JsonNode value : attributes) {
                if (!value.isNull()) {
                    string(value, "attributes", MAX_TEXT);
                }
            }
        }
    }

    private static void level(JsonNode record) throws Broken {
        id(record, "store_id", true);
        id(record, "product_id", true);
        integer(record, "on_hand", true, -MAX_UNITS, MAX_UNITS);
        integer(record, "on_order", false, 0, MAX_UNITS);
        integer(record, "reorder_point", false, 0, MAX_UNITS);
        time(record, "occurred_at", true);
    }

    private static void day(JsonNode record) throws Broken {
        id(record, "country", true);
        id(record, "holiday", false);
        id(record, "promotion", false);
        id(record, "kind", false);
        JsonNode date = field(record, "date", true);
        string(date, "date", MAX_ID);
        try {
            LocalDate unused = LocalDate.parse(date.textValue());
        } catch (DateTimeException e) {
            throw new Broken("date");
        }
    }

    private static void lines(JsonNode record, boolean required) throws Broken {
        JsonNode lines = field(record, "lines", required);
        if (lines == null) {
            return;
        }
        check(lines.isArray() && !lines.isEmpty() && lines.size() <= MAX_LINES, "lines");
        for (JsonNode line : lines) {
            check(line.isObject(), "lines[]");
            id(line, "product_id", true);
            integer(line, "quantity", true, 1, MAX_QUANTITY);
            money(line, "unit_price", true);
            money(line, "discount", false);
            BigDecimal value = line.get("unit_price").decimalValue().multiply(quantity(line));
            check(value.compareTo(MAX_LINE) <= 0, "value of a line");
        }
    }

    /** Units of a line. */
    static BigDecimal quantity(JsonNode line) {
        return line.get("quantity").decimalValue();
    }

    /** A field's value; null where it is missing or {@code null}. */
    private static JsonNode field(JsonNode record, String name, boolean required) throws Broken {
        JsonNode value = record.get(name);
        boolean missing = value == null || value.isNull();
        check(!missing || !required, name + " is missing");
        return missing ? null : value;
    }

    /** A text field of a sound record, or another value where it has none. */
    static String text(JsonNode record, String name, String otherwise) {
        JsonNode value = record.get(name);
        return value == null || value.isNull() ? otherwise : value.textValue();
    }

    private static void id(JsonNode record, String name, boolean required) throws Broken {
        JsonNode value = field(record, name, required);
        if (value != null) {
            string(value, name, MAX_ID);
            check(!value.textValue().isEmpty(), name + " is empty");
        }
    }

    private static void text(JsonNode record, String name, boolean required, int most)
            throws Broken {
        JsonNode value = field(record, name, required);
        if (value != null) {
            string(value, name, most);
        }
    }

    /** A string that a database can hold: no U+0000, no half of a surrogate pair. */
    private static void string(JsonNode value, String name, int most) throws Broken {
        check(value.isTextual(), name + " is no string");
        String text = value.textValue();
        check(text.length() <= most, name + " is too long");
        check(
                text.indexOf('\0') < 0
                        && text.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF),
                name + " cannot be stored");
    }

    private static void uri(JsonNode record) throws Broken {
        JsonNode uri = field(record, "image_uri", false);
        if (uri != null) {
            string(uri, "image_uri", MAX_BYTES);
            check(SCHEMES.stream().anyMatch(uri.textValue()::startsWith), "image_uri");
        }
    }

    private static void integer(
            JsonNode record, String name, boolean required, long least, long most) throws Broken {
        JsonNode value = field(record, name, required);
        if (value != null) {
            boolean fits = value.isIntegralNumber() && value.canConvertToLong();
            check(fits && value.longValue() >= least && value.longValue() <= most, name);
        }
    }

    private static void money(JsonNode record, String name, boolean required) throws Broken {
        JsonNode value = field(record, name, required);
        if (value != null) {
            check(value.isNumber(), name + " is no number");
            BigDecimal money = value.decimalValue();
            check(money.signum() >= 0 && money.compareTo(MAX_MONEY) <= 0, name);
            check(money.stripTrailingZeros().scale() <= MAX_DECIMALS, name + " has decimals");
        }
    }

    private static void time(JsonNode record, String name, boolean required) throws Broken {
        JsonNode value = field(record, name, required);
        if (value == null) {
            return;
        }
        check(value.isTextual(), name + " is no time");
        Instant time;
        try {
            time = timeOf(value.textValue());
        } catch (DateTimeException e) {
            throw new Broken(name + " is no time");
        }
        check(!time.isBefore(EARLIEST) && time.isBefore(LATEST), name + " is out of range");
    }

    /** An instant, cut to milliseconds as all times of the program are. */
    static Instant timeOf(String text) {
        return Instant.ofEpochMilli(OffsetDateTime.parse(text).toInstant().toEpochMilli());
    }

    private static void check(boolean sound, String what) throws Broken {
        if (!sound) {
            throw new Broken(what);
        }
    }
}
