package io.tillstream.sandbox.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tillstream.events.EventTime;
import io.tillstream.events.Topic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads of a record what a producer knows: its Kafka key and its event time. Whatever is broken
 * gives no key and no time; judging records is the job's.
 */
final class RecordScan {
    /** No event time. */
    static final long NO_TIME = Long.MIN_VALUE;

    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, String> fields = new HashMap<>();
    private String key;
    private long time;

    /** Scans a record; {@link #key} and {@link #time} tell the result. */
    void scan(Topic topic, byte[] value) {
        fields.clear();
        try (JsonParser parser = JSON.createParser(value)) {
            readTopLevel(parser);
        } catch (IOException e) {
            fields.clear();
        }
        key = keyOf(topic);
        time = timeOf(fields.get("occurred_at"));
    }

    private void readTopLevel(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            if (token == JsonToken.VALUE_STRING) {
                if (isWanted(name)) {
                    fields.put(name, parser.getText());
                }
            } else {
                parser.skipChildren();
            }
        }
    }

    private static boolean isWanted(String name) {
        return switch (name) {
            case "store_id",
                    "customer_id",
                    "session_id",
                    "post_id",
                    "product_id",
                    "country",
                    "date",
                    "occurred_at" ->
                    true;
            default -> false;
        };
    }

    private String keyOf(Topic topic) {
        return switch (topic) {
            case POS_SALES -> fields.get("store_id");
            case ECOM_EVENTS -> fields.getOrDefault("customer_id", fields.get("session_id"));
            case SOCIAL_POSTS -> fields.get("post_id");
            case CATALOG_PRODUCTS -> fields.get("product_id");
            case INVENTORY_LEVELS -> pair(fields.get("store_id"), fields.get("product_id"));
            case CALENDAR_DAYS -> pair(fields.get("country"), fields.get("date"));
        };
    }

    private static String pair(String a, String b) {
        return a == null || b == null ? null : a + '|' + b;
    }

    private static long timeOf(String text) {
        if (text == null) {
            return NO_TIME;
        }
        try {
            return EventTime.parse(text);
        } catch (DateTimeException e) {
            return NO_TIME;
        }
    }

    /** The Kafka key as bytes, null if there is none. */
    byte[] key() {
        return key == null ? null : key.getBytes(StandardCharsets.UTF_8);
    }

    /** Epoch milliseconds, or {@link #NO_TIME}. */
    long time() {
        return time;
    }
}
