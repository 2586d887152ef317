package io.tillstream.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** The JSON Schemas (draft 2020-12) of all topics. */
public final class TopicSchemas {
    /** Topics that are read. */
    public static final List<String> INPUT =
            List.of(
                    "pos.sales",
                    "ecom.events",
                    "social.posts",
                    "catalog.products",
                    "inventory.levels",
                    "calendar.days");

    /** Topics that are written. */
    public static final List<String> OUTPUT =
            List.of(
                    "retail.recommendations",
                    "retail.alerts.low-stock",
                    "retail.alerts.trend",
                    "retail.alerts.operations",
                    "retail.forecasts",
                    "retail.segments",
                    "retail.dead-letters");

    private TopicSchemas() {}

    /** All topics. */
    public static List<String> all() {
        return Stream.concat(INPUT.stream(), OUTPUT.stream()).toList();
    }

    /**
     * The schema of a topic's values; of {@code retail.dead-letters}, whose values are any bytes,
     * that of its headers.
     *
     * @return the text of the schema file
     * @throws IllegalArgumentException if there is no such topic
     */
    public static String text(String topic) {
        if (!INPUT.contains(topic) && !OUTPUT.contains(topic)) {
            throw new IllegalArgumentException("No topic is named " + topic);
        }
        String path = "/topics/" + topic + ".schema.json";
        try (InputStream file = TopicSchemas.class.getResourceAsStream(path)) {
            if (file == null) {
                throw new IllegalStateException("The build left out " + path);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
