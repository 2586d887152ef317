package io.tillstream.sandbox.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.sandbox.oracle.ContractCheck.Broken;
import io.tillstream.sandbox.oracle.Truth.StockKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What lay in each position at any time, by snapshots and receipts. Times are epoch milliseconds.
 */
final class StockLedger {
    static final long DAY = Duration.ofDays(1).toMillis();
    private static final int DEFAULT_LEAD_DAYS = 7;

    private final Map<StockKey, Position> positions = new HashMap<>();
    private final Map<String, Integer> leadDays = new HashMap<>();

    /** A snapshot; what is not said to be on order is taken as none. */
    record Snapshot(long onHand, long onOrder, long reorderPoint) {}

    /** One product in one store: snapshots, and what left and came back until each time. */
    static final class Position {
        private final TreeMap<Long, Snapshot> snapshots = new TreeMap<>();
        private final TreeMap<Long, Long> moves = new TreeMap<>();
        private final TreeMap<Long, Long> sales = new TreeMap<>();
        private NavigableMap<Long, Long> moved = new TreeMap<>();
        private NavigableMap<Long, Long> sold = new TreeMap<>();

        void snapshot(long time, Snapshot snapshot) {
            snapshots.put(time, snapshot);
        }

        void move(long time, long units) {
            moves.merge(time, units, Long::sum);
            sales.merge(time, Math.max(0, -units), Long::sum);
        }

        /** Makes running sums; to be called once, when all is read. */
        void close() {
            moved = running(moves);
            sold = running(sales);
        }

        private static NavigableMap<Long, Long> running(Map<Long, Long> steps) {
            NavigableMap<Long, Long> sums = new TreeMap<>();
            long sum = 0;
            for (Map.Entry<Long, Long> step : steps.entrySet()) {
                sum += step.getValue();
                sums.put(step.getKey(), sum);
            }
            return sums;
        }

        private static long until(NavigableMap<Long, Long> sums, long time) {
            Map.Entry<Long, Long> entry = sums.floorEntry(time);
            return entry == null ? 0 : entry.getValue();
        }

        /** Whether a snapshot was there by a time. */
        boolean knownAt(long time) {
            return snapshots.floorKey(time) != null;
        }

        long firstKnown() {
            return snapshots.isEmpty() ? Long.MAX_VALUE : snapshots.firstKey();
        }

        Snapshot newest(long time) {
            return snapshots.floorEntry(time).getValue();
        }

        /** Units on hand: the newest snapshot, and what moved since. */
        long onHand(long time) {
            Map.Entry<Long, Snapshot> entry = snapshots.floorEntry(time);
            return entry.getValue().onHand() + until(moved, time) - until(moved, entry.getKey());
        }

        /** Gross units sold after one time until another. */
        long sold(long from, long to) {
            return until(sold, to) - until(sold, from);
        }
    }

    /** Reads catalogue, snapshots, sales and returns of a folder. */
    static StockLedger read(Path folder) throws IOException {
        StockLedger ledger = new StockLedger();
        each(
                folder,
                "catalog.products",
                json -> {
                    JsonNode days = json.get("lead_time_days");
                    if (days != null && days.isNumber()) {
                        String product = ContractCheck.text(json, "product_id", null);
                        ledger.leadDays.put(product, days.intValue());
                    }
                });
        each(
                folder,
                "inventory.levels",
                json ->
                        ledger.position(
                                        ContractCheck.text(json, "store_id", null),
                                        ContractCheck.text(json, "product_id", null))
                                .snapshot(
                                        time(json),
                                        new Snapshot(
                                                json.get("on_hand").longValue(),
                                                whole(json, "on_order"),
                                                whole(json, "reorder_point"))));
        Set<String> seen = new HashSet<>();
        each(
                folder,
                "pos.sales",
                json -> {
                    if (seen.add("sale " + ContractCheck.text(json, "sale_id", null))) {
                        boolean back = ContractCheck.text(json, "type", "sale").equals("return");
                        ledger.lines(json, ContractCheck.text(json, "store_id", null), back);
                    }
                });
        each(
                folder,
                "ecom.events",
                json -> {
                    String type = ContractCheck.text(json, "type", "");
                    boolean counts = type.equals("order") || type.equals("return");
                    if (counts && seen.add("event " + ContractCheck.text(json, "event_id", null))) {
                        ledger.lines(json, "online", type.equals("return"));
                    }
                });
        ledger.positions.values().forEach(Position::close);
        return ledger;
    }

    private static void each(Path folder, String topic, Consumer<JsonNode> action)
            throws IOException {
        try (EventLines lines = EventLines.open(folder, topic)) {
            if (lines == null) {
                return;
            }
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                try {
                    action.accept(ContractCheck.read(topic, line));
                } catch (Broken e) {
                    // A dead letter, as for the job.
                }
            }
        }
    }

    private void lines(JsonNode json, String store, boolean back) {
        long time = time(json);
        for (JsonNode line : json.get("lines")) {
            long units = ContractCheck.quantity(line).longValueExact();
            position(store, line.get("product_id").textValue()).move(time, back ? units : -units);
        }
    }

    private static long time(JsonNode json) {
        return ContractCheck.timeOf(ContractCheck.text(json, "occurred_at", null)).toEpochMilli();
    }

    private static long whole(JsonNode json, String name) {
        JsonNode value = json.get(name);
        return value == null || value.isNull() ? 0 : value.longValue();
    }

    Position position(String store, String product) {
        return positions.computeIfAbsent(new StockKey(store, product), key -> new Position());
    }

    /** Positions that a snapshot was seen of. */
    Map<StockKey, Position> positions() {
        Map<StockKey, Position> known = new HashMap<>(positions);
        known.values().removeIf(position -> position.snapshots.isEmpty());
        return known;
    }

    long leadMillis(String product) {
        return leadDays.getOrDefault(product, DEFAULT_LEAD_DAYS) * DAY;
    }

    void leadDays(String product, int days) {
        leadDays.put(product, days);
    }
}
