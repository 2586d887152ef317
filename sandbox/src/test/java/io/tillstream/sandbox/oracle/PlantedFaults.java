package io.tillstream.sandbox.oracle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillstream.events.Topic;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Event files of a shop with what goes wrong at its producers, and only that, put in. */
final class PlantedFaults {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A day and the two after it. */
    private static final int SOME_DAYS = 3;

    private final String pricedStore;
    private final String pricedProduct;
    private final LocalDate pricedFrom;
    private final LocalDate renamedFrom;
    private final LocalDate silent;
    private final LocalDate textlessFrom;
    private final LocalDate noPostsFrom;
    private int posts;

    private PlantedFaults(Path events, LocalDate first) throws IOException {
        String[] best = bestSeller(events);
        pricedStore = best[0];
        pricedProduct = best[1];
        pricedFrom = first.plusDays(24);
        renamedFrom = first.plusDays(29);
        silent = first.plusDays(32);
        textlessFrom = first.plusDays(23);
        noPostsFrom = first.plusDays(37);
    }

    /**
     * Copies event files and puts faults in: a product at ten times its price in a store from day
     * 24 on for three days; posts without their text, one in ten, from day 23 on for three days;
     * receipts whose {@code payment_type} is called another name from day 29 on; no event of the
     * web shop on day 32; no posts from day 37 on. Days count from 0.
     */
    static void plant(Path events, LocalDate first, Path to) throws IOException {
        copy(events, to, new PlantedFaults(events, first)::change);
    }

    /** Copies event files with all prices of the shop, from a day on, half as high again. */
    static void raisePrices(Path events, LocalDate from, Path to) throws IOException {
        copy(events, to, (topic, line) -> Optional.of(raised(line, from)));
    }

    private static String raised(String line, LocalDate from) {
        JsonNode json = parse(line);
        String time = json.path("occurred_at").asText();
        if (!json.has("lines") || time.compareTo(from.toString()) < 0) {
            return line;
        }
        for (JsonNode of : json.path("lines")) {
            if (of instanceof ObjectNode fields && fields.path("unit_price").isNumber()) {
                fields.put(
                        "unit_price", Math.round(of.path("unit_price").asDouble() * 150) / 100.0);
            }
        }
        return json.toString();
    }

    private static void copy(
            Path events, Path to, BiFunction<Topic, String, Optional<String>> change)
            throws IOException {
        Files.createDirectories(to);
        for (Topic topic : Topic.values()) {
            String name = topic.topicName() + ".jsonl.gz";
            try (BufferedReader in = open(events.resolve(name));
                    Writer out =
                            new OutputStreamWriter(
                                    new GZIPOutputStream(Files.newOutputStream(to.resolve(name))),
                                    StandardCharsets.ISO_8859_1)) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    Optional<String> changed = change.apply(topic, line);
                    if (changed.isPresent()) {
                        out.write(changed.get() + "\n");
                    }
                }
            }
        }
    }

    private static BufferedReader open(Path file) throws IOException {
        return new BufferedReader(
                new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(file)),
                        StandardCharsets.ISO_8859_1));
    }

    /** The store and the product with the most receipts. */
    private static String[] bestSeller(Path events) throws IOException {
        Map<String, Integer> receipts = new HashMap<>();
        String best = "";
        try (BufferedReader in = open(events.resolve("pos.sales.jsonl.gz"))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                JsonNode sale = parse(line);
                for (JsonNode of : sale.path("lines")) {
                    String product =
                            sale.path("store_id").asText() + "|" + of.path("product_id").asText();
                    if (receipts.merge(product, 1, Integer::sum)
                            >= receipts.getOrDefault(best, 0)) {
                        best = product;
                    }
                }
            }
        }
        return best.split("\\|");
    }

    /** Broken records have no fields. */
    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode();
        }
    }

    /** A line as it shall be; empty if it shall not. */
    private Optional<String> change(Topic topic, String line) {
        JsonNode json = parse(line);
        String time = json.path("occurred_at").asText();
        if (!(json instanceof ObjectNode fields) || !time.matches("20\\d\\d-.*Z")) {
            return Optional.of(line);
        }
        LocalDate day = LocalDate.parse(time.substring(0, 10));
        switch (topic) {
            case POS_SALES -> {
                if (fields.path("store_id").asText().equals(pricedStore) && is(day, pricedFrom)) {
                    overprice(fields);
                }
                if (!day.isBefore(renamedFrom) && fields.has("payment_type")) {
                    fields.set("payment_method", fields.remove("payment_type"));
                }
            }
            case ECOM_EVENTS -> {
                if (day.equals(silent)) {
                    return Optional.empty();
                }
            }
            case SOCIAL_POSTS -> {
                if (!day.isBefore(noPostsFrom)) {
                    return Optional.empty();
                }
                if (is(day, textlessFrom) && ++posts % 10 == 0) {
                    fields.remove("text");
                }
            }
            default -> {}
        }
        return Optional.of(fields.toString());
    }

    private static boolean is(LocalDate day, LocalDate from) {
        return !day.isBefore(from) && day.isBefore(from.plusDays(SOME_DAYS));
    }

    private void overprice(ObjectNode sale) {
        for (JsonNode line : sale.path("lines")) {
            if (line instanceof ObjectNode of
                    && of.path("product_id").asText().equals(pricedProduct)) {
                of.put("unit_price", of.path("unit_price").asDouble() * 10);
            }
        }
    }
}
