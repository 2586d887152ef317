package io.tillstream.sandbox.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.sandbox.oracle.ContractCheck.Broken;
import io.tillstream.sandbox.oracle.Truth.Customer;
import io.tillstream.sandbox.oracle.Truth.Quality;
import io.tillstream.sandbox.oracle.Truth.Sales;
import io.tillstream.sandbox.oracle.Truth.SalesKey;
import io.tillstream.sandbox.oracle.Truth.Stock;
import io.tillstream.sandbox.oracle.Truth.StockKey;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What a replay of a folder of event files must give, computed the plain way: read everything, sum,
 * sort. Shares no code with the job; goes by the contracts alone, but for two bounds on event times
 * that the job's options define (too far ahead of, or behind, the records around it).
 */
final class BatchOracle {
    static final List<String> TOPICS =
            List.of(
                    "pos.sales",
                    "ecom.events",
                    "social.posts",
                    "catalog.products",
                    "inventory.levels",
                    "calendar.days");

    private static final Duration DEDUPLICATION = Duration.ofDays(7);
    private static final Duration CLOCK_SKEW = Duration.ofDays(1);
    private static final Duration RETENTION = Duration.ofDays(60);

    /** Records on either side whose median tells what time it was. */
    private static final int NEIGHBOURS = 2;

    private final Map<String, Ledger> ledgers = new HashMap<>();
    private final Map<SalesKey, Sales> daily = new HashMap<>();
    private final Map<SalesKey, Sales> hourly = new HashMap<>();
    private final Map<StockKey, Snapshot> snapshots = new HashMap<>();
    private final Map<StockKey, List<Movement>> movements = new HashMap<>();
    private final Map<String, Quality> quality = new TreeMap<>();
    private Instant asOf;

    private BatchOracle() {}

    private static final class Ledger {
        Instant first;
        Instant last;
        long frequency;
        BigDecimal monetary = BigDecimal.ZERO;
    }

    private record Snapshot(long onHand, Long onOrder, Long reorderPoint, Instant time) {}

    private record Movement(Instant time, long units) {}

    /** A sound record; the time is null where its topic has none. */
    private record Sound(JsonNode json, Instant time) {}

    /** Reads the files of a folder and computes the tables. */
    static Truth compute(Path folder) throws IOException {
        BatchOracle oracle = new BatchOracle();
        for (String topic : TOPICS) {
            oracle.read(folder, topic);
        }
        return new Truth(
                oracle.asOf,
                oracle.customers(),
                oracle.daily,
                oracle.hourly,
                oracle.stock(),
                oracle.quality);
    }

    private void read(Path folder, String topic) throws IOException {
        List<Sound> sound = new ArrayList<>();
        long records = 0;
        try (EventLines lines = EventLines.open(folder, topic)) {
            if (lines == null) {
                return;
            }
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                records++;
                try {
                    JsonNode json = ContractCheck.read(topic, line);
                    String time = ContractCheck.text(json, "occurred_at", null);
                    sound.add(new Sound(json, time == null ? null : ContractCheck.timeOf(time)));
                } catch (Broken e) {
                    // Counted below as what is not sound.
                }
            }
        }
        List<Sound> plausible = plausible(sound);
        Map<String, Instant> seen = new HashMap<>();
        long duplicates = 0;
        long far = 0;
        for (Sound record : plausible) {
            asOf = later(asOf, record.time());
            Instant before = earlierDelivery(topic, record, seen);
            if (before == null) {
                book(topic, record);
            } else {
                duplicates++;
                far += before.plus(DEDUPLICATION).isBefore(record.time()) ? 1 : 0;
            }
        }
        quality.put(topic, new Quality(records, records - plausible.size(), duplicates, far));
    }

    /** Without those whose time cannot be, going by the records around them. */
    private static List<Sound> plausible(List<Sound> records) {
        List<Sound> kept = new ArrayList<>(records.size());
        Instant now = Instant.MIN;
        for (int i = 0; i < records.size(); i++) {
            Instant time = records.get(i).time();
            if (time == null) {
                kept.add(records.get(i));
                continue;
            }
            int reach = Math.min(NEIGHBOURS, Math.min(i, records.size() - 1 - i));
            Instant[] around = new Instant[2 * reach + 1];
            for (int j = 0; j < around.length; j++) {
                around[j] = records.get(i - reach + j).time();
            }
            Arrays.sort(around);
            now = later(now, around[reach]);
            boolean ahead = time.isAfter(now.plus(CLOCK_SKEW));
            boolean behind = time.isBefore(now.minus(RETENTION));
            if (!ahead && !behind) {
                kept.add(records.get(i));
            }
        }
        return kept;
    }

    /**
     * When a record with one of this record's ids was there before; null if it is new. An order has
     * two ids: its event's, and its own, which the contract puts on a par with a receipt's.
     */
    private static Instant earlierDelivery(String topic, Sound record, Map<String, Instant> seen) {
        List<String> ids = new ArrayList<>(2);
        if (topic.equals("pos.sales")) {
            ids.add(ContractCheck.text(record.json(), "sale_id", null));
        } else if (topic.equals("ecom.events")) {
            ids.add("event " + ContractCheck.text(record.json(), "event_id", null));
            if (ContractCheck.text(record.json(), "type", "").equals("order")) {
                ids.add("order " + ContractCheck.text(record.json(), "order_id", null));
            }
        }
        Instant before = null;
        for (String id : ids) {
            Instant earlier = seen.get(id);
            before = before == null ? earlier : before;
        }
        if (before == null) {
            ids.forEach(id -> seen.put(id, record.time()));
        }
        return before;
    }

    private void book(String topic, Sound record) {
        JsonNode json = record.json();
        switch (topic) {
            case "pos.sales" ->
                    sell(
                            json,
                            record.time(),
                            ContractCheck.text(json, "type", "sale").equals("return"),
                            ContractCheck.text(json, "store_id", null),
                            "store");
            case "ecom.events" -> {
                String type = ContractCheck.text(json, "type", null);
                if (type.equals("order") || type.equals("return")) {
                    sell(json, record.time(), type.equals("return"), "online", "online");
                }
            }
            case "inventory.levels" -> level(json, record.time());
            default -> {
                // Posts, products and days are in none of these tables.
            }
        }
    }

    private void sell(JsonNode json, Instant time, boolean returned, String store, String channel) {
        BigDecimal total = BigDecimal.ZERO;
        Set<String> products = new HashSet<>();
        for (JsonNode line : json.get("lines")) {
            String product = line.get("product_id").textValue();
            BigDecimal quantity = ContractCheck.quantity(line);
            BigDecimal gross = line.get("unit_price").decimalValue().multiply(quantity);
            JsonNode discount = line.get("discount");
            BigDecimal net =
                    discount == null || discount.isNull()
                            ? gross
                            : gross.subtract(discount.decimalValue());
            total = total.add(net);
            boolean counts = products.add(product) && !returned;
            Instant day = time.truncatedTo(ChronoUnit.DAYS);
            Instant hour = time.truncatedTo(ChronoUnit.HOURS);
            for (Sales sales :
                    List.of(
                            daily.computeIfAbsent(
                                    new SalesKey(product, store, channel, day), k -> new Sales()),
                            hourly.computeIfAbsent(
                                    new SalesKey(product, store, channel, hour),
                                    k -> new Sales()))) {
                add(sales, returned, quantity.longValueExact(), gross, net, counts);
            }
            long moved = returned ? quantity.longValueExact() : -quantity.longValueExact();
            movements
                    .computeIfAbsent(new StockKey(store, product), k -> new ArrayList<>())
                    .add(new Movement(time, moved));
        }
        String customer = ContractCheck.text(json, "customer_id", null);
        if (customer != null) {
            Ledger ledger = ledgers.computeIfAbsent(customer, c -> new Ledger());
            ledger.monetary =
                    returned ? ledger.monetary.subtract(total) : ledger.monetary.add(total);
            if (!returned) {
                ledger.frequency++;
                ledger.last = later(ledger.last, time);
                ledger.first =
                        ledger.first == null || time.isBefore(ledger.first) ? time : ledger.first;
            }
        }
    }

    private static void add(
            Sales sales,
            boolean returned,
            long units,
            BigDecimal gross,
            BigDecimal net,
            boolean counts) {
        if (returned) {
            sales.returnedUnits += units;
            sales.net = sales.net.subtract(net);
        } else {
            sales.units += units;
            sales.gross = sales.gross.add(gross);
            sales.net = sales.net.add(net);
        }
        sales.orders += counts ? 1 : 0;
    }

    private void level(JsonNode json, Instant time) {
        StockKey key =
                new StockKey(
                        ContractCheck.text(json, "store_id", null),
                        ContractCheck.text(json, "product_id", null));
        Snapshot known = snapshots.get(key);
        // Of two snapshots of one time the later record counts.
        if (known == null || !time.isBefore(known.time())) {
            snapshots.put(
                    key,
                    new Snapshot(
                            json.get("on_hand").longValue(),
                            whole(json, "on_order"),
                            whole(json, "reorder_point"),
                            time));
        }
    }

    private static Long whole(JsonNode json, String name) {
        JsonNode value = json.get(name);
        return value == null || value.isNull() ? null : value.longValue();
    }

    private Map<StockKey, Stock> stock() {
        Map<StockKey, Stock> stock = new HashMap<>();
        snapshots.forEach(
                (key, snapshot) -> {
                    long onHand = snapshot.onHand();
                    Instant newest = snapshot.time();
                    for (Movement movement : movements.getOrDefault(key, List.of())) {
                        if (movement.time().isAfter(snapshot.time())) {
                            onHand += movement.units();
                            newest = later(newest, movement.time());
                        }
                    }
                    stock.put(
                            key,
                            new Stock(onHand, snapshot.onOrder(), snapshot.reorderPoint(), newest));
                });
        return stock;
    }

    private Map<String, Customer> customers() {
        Map<String, Ledger> known = new HashMap<>(ledgers);
        known.values().removeIf(ledger -> ledger.frequency == 0);
        Map<String, Integer> r = worse(known, ledger -> dayOf(ledger.last));
        Map<String, Integer> f = worse(known, ledger -> ledger.frequency);
        Map<String, Integer> m = worse(known, ledger -> ledger.monetary);
        int n = known.size();
        Map<String, Customer> customers = new HashMap<>();
        known.forEach(
                (id, ledger) -> {
                    int rScore = score(r.get(id), n);
                    int fScore = score(f.get(id), n);
                    int mScore = score(m.get(id), n);
                    customers.put(
                            id,
                            new Customer(
                                    ledger.first,
                                    ledger.last,
                                    ChronoUnit.DAYS.between(dayOf(ledger.last), dayOf(asOf)),
                                    ledger.frequency,
                                    ledger.monetary,
                                    rScore,
                                    fScore,
                                    mScore,
                                    segmentOf(rScore, fScore, mScore),
                                    r.get(id) / (double) n,
                                    f.get(id) / (double) n,
                                    m.get(id) / (double) n));
                });
        return customers;
    }

    /** How many customers are strictly worse than each. */
    private static <T extends Comparable<? super T>> Map<String, Integer> worse(
            Map<String, Ledger> known, Function<Ledger, T> figure) {
        List<T> sorted = new ArrayList<>();
        known.values().forEach(ledger -> sorted.add(figure.apply(ledger)));
        Collections.sort(sorted);
        Map<String, Integer> worse = new HashMap<>();
        known.forEach((id, ledger) -> worse.put(id, firstOf(sorted, figure.apply(ledger))));
        return worse;
    }

    /** The first position of a value in a sorted list that holds it. */
    private static <T extends Comparable<? super T>> int firstOf(List<T> sorted, T value) {
        int low = 0;
        int high = sorted.size();
        while (low < high) {
            int middle = (low + high) / 2;
            if (sorted.get(middle).compareTo(value) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static int score(int worse, int known) {
        return (int) (1 + 5L * worse / known);
    }

    /** The contract's rules, in its order. */
    static String segmentOf(int r, int f, int m) {
        if (r >= 4 && f >= 4 && m >= 4) {
            return "Champions";
        }
        if (r <= 2 && f >= 4 && m >= 4) {
            return "Cannot Lose";
        }
        if (r >= 3 && f >= 4) {
            return "Loyal";
        }
        if (r >= 4 && f >= 2 && f <= 3) {
            return "Potential Loyalist";
        }
        if (r >= 4 && f == 1) {
            return "New Customer";
        }
        if (r == 3 && f >= 2 && m >= 3) {
            return "Need Attention";
        }
        if (r <= 2 && m >= 3) {
            return "At Risk";
        }
        if (r == 3 && f == 1) {
            return "Promising";
        }
        if (r <= 2 && f <= 2 && m <= 2 && r > 1) {
            return "Hibernating";
        }
        return r == 1 ? "Lost" : "Others";
    }

    private static LocalDate dayOf(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    private static Instant later(Instant a, Instant b) {
        return a == null || (b != null && b.isAfter(a)) ? b : a;
    }
}
