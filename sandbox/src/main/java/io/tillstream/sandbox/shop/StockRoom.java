package io.tillstream.sandbox.shop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Stock by location and product. Location 0 is the online warehouse, which carries everything; the
 * stores carry about half of the catalogue.
 *
 * <p>Two numbers are kept for a position: what can still be promised, which a sale lowers when it
 * is planned, and what is on hand, which follows when its time has come. So a snapshot says exactly
 * what sales and returns before its time left, though sessions are planned ahead.
 */
final class StockRoom {
    private static final double ONLINE_SHARE = 0.42;
    private static final double UNITS_PER_EVENT = 0.2;

    private final ShopConfig config;
    private final Catalogue catalogue;
    private final Truth truth;
    private final Rng rng;
    private final JsonBytes json = new JsonBytes();
    private final int products;
    private final BitSet carried;
    private final int[] free;
    private final int[] onHand;
    private final int[] onOrder;
    private final int[] soldToday;
    private final int[] lost;
    private final float[] rates;
    private final long[] outSince;
    private final int cycleDays;
    private final PriorityQueue<Movement> movements = new PriorityQueue<>();
    private final TreeMap<Integer, List<Delivery>> deliveries = new TreeMap<>();

    StockRoom(ShopConfig config, Catalogue catalogue, Truth truth) {
        this.config = config;
        this.catalogue = catalogue;
        this.truth = truth;
        this.rng = new Rng(config.seed(), "stock");
        this.products = catalogue.size();
        int positions = products * (config.stores() + 1);
        carried = new BitSet(positions);
        free = new int[positions];
        onHand = new int[positions];
        onOrder = new int[positions];
        soldToday = new int[positions];
        lost = new int[positions];
        rates = new float[positions];
        outSince = new long[positions];
        for (int position = 0; position < positions; position++) {
            carried.set(position, position < products || rng.chance(0.5));
        }
        cycleDays = (int) Math.max(7, carried.cardinality() / (config.eventsPerDay() * 0.03));
        expectSales();
        for (int position = 0; position < positions; position++) {
            if (carried.get(position) && productAt(position).launchDay < 0) {
                fill(position);
            }
        }
    }

    /** Units that leave or come back to a position at a time. */
    private record Movement(long time, int position, int units) implements Comparable<Movement> {
        @Override
        public int compareTo(Movement other) {
            return Long.compare(time, other.time);
        }
    }

    private record Delivery(int position, int units) {}

    private void expectSales() {
        double sum = 0;
        for (int i = 0; i < products; i++) {
            sum += catalogue.product(i).weight;
        }
        double daily = config.eventsPerDay() * UNITS_PER_EVENT / sum;
        // A product in half of the stores sells there what would else be sold in all.
        double store = 2 * (1 - ONLINE_SHARE) / config.stores();
        for (int position = 0; position < rates.length; position++) {
            double share = position < products ? ONLINE_SHARE : store;
            rates[position] = (float) (daily * share * productAt(position).weight);
        }
    }

    private void fill(int position) {
        Product product = productAt(position);
        double cover = product.leadTimeDays * 1.3 + 4 + rng.below(8);
        int units = packs(product, rates[position] * cover + 2);
        free[position] += units;
        onHand[position] += units;
    }

    private static int packs(Product product, double units) {
        int packs = (int) Math.ceil(units / product.packSize);
        return Math.max(product.minOrderQuantity, packs * product.packSize);
    }

    private Product productAt(int position) {
        return catalogue.product(position % products);
    }

    static String storeId(int location) {
        return location == 0 ? Ids.ONLINE : Ids.padded('S', location, 3);
    }

    boolean carries(int location, int product) {
        return carried.get(location * products + product);
    }

    int free(int location, int product) {
        return free[location * products + product];
    }

    /** Somebody wanted units that were not there. */
    void missed(int location, int product, int units) {
        lost[location * products + product] += units;
    }

    /** Takes units for a sale at a time; the caller has seen that they are there. */
    void sell(int location, int product, int units, long time) {
        int position = location * products + product;
        free[position] -= units;
        if (free[position] < 0) {
            throw new IllegalStateException("sold what was not there");
        }
        soldToday[position] += units;
        movements.add(new Movement(time, position, -units));
        if (free[position] == 0) {
            outSince[position] = time;
            lost[position] = 0;
        }
    }

    /** Units that come back; they can be sold again from the next slice on. */
    void takeBack(int location, int product, int units, long time) {
        movements.add(new Movement(time, location * products + product, units));
    }

    /** Lets all movements before a time happen. */
    void advanceTo(long time) {
        while (!movements.isEmpty() && movements.peek().time < time) {
            Movement movement = movements.poll();
            onHand[movement.position] += movement.units;
            if (movement.units > 0) {
                restock(movement.position, movement.units, movement.time);
            }
        }
    }

    private void restock(int position, int units, long time) {
        free[position] += units;
        if (outSince[position] != 0) {
            truth.stockOut(stockOut(position, Math.max(time, outSince[position])));
            outSince[position] = 0;
        }
        lost[position] = 0;
    }

    private Truth.StockOut stockOut(int position, long to) {
        return new Truth.StockOut(
                storeId(position / products),
                productAt(position).id,
                outSince[position],
                to,
                lost[position]);
    }

    /** The stock-outs that still last. */
    List<Truth.StockOut> open() {
        return IntStream.range(0, outSince.length)
                .filter(position -> outSince[position] != 0)
                .mapToObj(position -> stockOut(position, 0))
                .toList();
    }

    /** Snapshots of everything on the first day. */
    Iterator<SimulatedRecord> opening() {
        return carried.stream()
                .filter(position -> productAt(position).launchDay < 0)
                .mapToObj(position -> snapshot(position, config.startMillis(), 0))
                .iterator();
    }

    /** The morning: deliveries, recalls, orders to suppliers, and the snapshots that show them. */
    List<SimulatedRecord> morning(int day, long time, List<Shocks.Shock> shocks) {
        BitSet touched = new BitSet();
        receive(day, time, shocks, touched);
        for (Shocks.Shock shock : shocks) {
            if (shock.kind() == Shocks.Kind.RECALL && shock.from() == day) {
                recall(shock.subject(), time, touched);
            }
        }
        carried.stream().forEach(position -> review(position, day, touched));
        List<SimulatedRecord> snapshots = new ArrayList<>();
        touched.stream()
                .forEach(
                        position ->
                                snapshots.add(
                                        snapshot(position, time, rng.below(50) * Clock.SECOND)));
        return snapshots;
    }

    private void receive(int day, long time, List<Shocks.Shock> shocks, BitSet touched) {
        List<Delivery> due = deliveries.remove(day);
        if (due == null) {
            return;
        }
        for (Delivery delivery : due) {
            int blocked = blockedUntil(delivery.position % products, shocks);
            if (blocked > day) {
                deliver(blocked, delivery);
                continue;
            }
            onOrder[delivery.position] -= delivery.units;
            onHand[delivery.position] += delivery.units;
            restock(delivery.position, delivery.units, time);
            touched.set(delivery.position);
        }
    }

    private static int blockedUntil(int product, List<Shocks.Shock> shocks) {
        int until = 0;
        for (Shocks.Shock shock : shocks) {
            if (shock.kind() == Shocks.Kind.RECALL && shock.subject() == product) {
                until = Math.max(until, shock.to());
            }
        }
        return until;
    }

    private void recall(int product, long time, BitSet touched) {
        for (int location = 0; location <= config.stores(); location++) {
            int position = location * products + product;
            if (carried.get(position)) {
                // What is promised already still goes out.
                onHand[position] -= free[position];
                free[position] = 0;
                if (outSince[position] == 0) {
                    outSince[position] = time;
                    lost[position] = 0;
                }
                touched.set(position);
            }
        }
    }

    private void review(int position, int day, BitSet touched) {
        Product product = productAt(position);
        if (product.launchDay == day && day > 0) {
            fill(position);
            touched.set(position);
        }
        if (free[position] > 0 || soldToday[position] > 0) {
            rates[position] += (soldToday[position] - rates[position]) * 0.12f;
        }
        soldToday[position] = 0;
        boolean counted = (position + day) % cycleDays == 0 && product.launchDay <= day;
        if (counted && day > 0) {
            touched.set(position);
        }
        if (product.soldOn(day)
                && product.soldOn(day + product.leadTimeDays)
                && free[position] + onOrder[position] <= reorderPoint(position)) {
            int units = packs(product, rates[position] * (product.leadTimeDays + 8));
            onOrder[position] += units;
            int delay = rng.chance(0.1) ? rng.between(1, 6) : 0;
            deliver(day + product.leadTimeDays + delay, new Delivery(position, units));
        }
    }

    private void deliver(int day, Delivery delivery) {
        deliveries.computeIfAbsent(day, d -> new ArrayList<>()).add(delivery);
    }

    private int reorderPoint(int position) {
        return (int) Math.ceil(rates[position] * (productAt(position).leadTimeDays + 1) * 1.15) + 1;
    }

    private SimulatedRecord snapshot(int position, long time, long delay) {
        String storeId = storeId(position / products);
        String productId = productAt(position).id;
        json.begin()
                .id("store_id", storeId)
                .id("product_id", productId)
                .number("on_hand", onHand[position])
                .number("on_order", onOrder[position])
                .number("reorder_point", reorderPoint(position))
                .time("occurred_at", time);
        return new SimulatedRecord(
                Topics.INVENTORY_LEVELS,
                Ids.bytes(storeId + "|" + productId),
                json.end(),
                time + delay);
    }

    /** Nothing is promised beyond what is on hand and on its way back. */
    boolean isSound() {
        return Arrays.stream(free).allMatch(units -> units >= 0)
                && Arrays.stream(onHand).allMatch(units -> units >= 0);
    }
}
