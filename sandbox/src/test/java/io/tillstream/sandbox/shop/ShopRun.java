package io.tillstream.sandbox.shop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A small shop's whole stream, simulated once and parsed, for the tests to look at. */
final class ShopRun {
    static final ShopConfig CONFIG =
            ShopConfig.of(8, 600, 80, 11)
                    .withEventsPerDay(5_000)
                    .withFaults(new FaultRates(0.01, 0.02, 0.002, 0.005, true, true));

    private static final ObjectMapper JSON = new ObjectMapper();
    private static ShopRun shared;

    final ShopSimulator simulator;
    final List<SimulatedRecord> records = new ArrayList<>();

    /** Sound events, each once, in order of arrival. */
    final List<Event> events = new ArrayList<>();

    private ShopRun(ShopConfig config) {
        simulator = ShopSimulator.bounded(config);
        simulator.forEachRemaining(records::add);
        Set<String> seen = new HashSet<>();
        for (SimulatedRecord record : records) {
            JsonNode json = soundJson(record);
            if (json != null && seen.add(identity(record.topic(), json))) {
                events.add(new Event(record, json));
            }
        }
    }

    /** A record that keeps its contract, with its content. */
    record Event(SimulatedRecord record, JsonNode json) {
        String text(String field) {
            return json.path(field).asText();
        }

        boolean is(String type) {
            return text("type").equals(type);
        }
    }

    static synchronized ShopRun shared() {
        if (shared == null) {
            shared = new ShopRun(CONFIG);
        }
        return shared;
    }

    static JsonNode soundJson(SimulatedRecord record) {
        return Contract.problem(record) == null ? parse(record.value()) : null;
    }

    static JsonNode parse(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    List<Event> of(String topic) {
        return events.stream().filter(e -> e.record().topic().equals(topic)).toList();
    }

    /** Purchases of both channels. */
    List<Event> purchases() {
        return events.stream().filter(ShopRun::isPurchase).toList();
    }

    static boolean isPurchase(Event event) {
        return event.record().topic().equals(Topics.POS_SALES)
                ? !event.is("return")
                : (event.record().topic().equals(Topics.ECOM_EVENTS) && event.is("order"));
    }

    static String identity(String topic, JsonNode json) {
        return switch (topic) {
            case Topics.POS_SALES -> json.path("sale_id").asText();
            case Topics.ECOM_EVENTS -> json.path("event_id").asText();
            default -> topic + json;
        };
    }
}
