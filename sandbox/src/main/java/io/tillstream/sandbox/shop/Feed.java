package io.tillstream.sandbox.shop;

import java.util.PriorityQueue;

/**
 * Carries records from the shop to the reader in the order of arrival, and plants the faults of the
 * way: duplicates, disorder, lateness, broken records, tills that are offline or whose clock is
 * off.
 *
 * <p>Planted disorder stays below the allowed lateness of an hour by a margin. What is planted late
 * comes hours after its day is closed, so both hold for every watermark that follows the stream.
 * The last day of the run has no late events, since nothing after it would close it.
 */
final class Feed {
    private static final long SHORTEST_DISORDER = 70 * Clock.SECOND;
    private static final long LONGEST_DISORDER = 25 * Clock.MINUTE;
    private static final long LONGEST_NEAR_DUPLICATE = 25 * Clock.MINUTE;
    private static final long OFFLINE_FROM = 17 * Clock.HOUR;
    private static final long OFFLINE_DELIVERY = Clock.DAY + 7 * Clock.HOUR;
    private static final int OFFLINE_EVERY_DAYS = 6;

    private final ShopConfig config;
    private final FaultRates faults;
    private final Truth truth;
    private final Rng rng;
    private final PriorityQueue<Pending> pending = new PriorityQueue<>();
    private long sequence;

    Feed(ShopConfig config, Truth truth) {
        this.config = config;
        this.faults = config.faults();
        this.truth = truth;
        this.rng = new Rng(config.seed(), "faults");
    }

    private record Pending(SimulatedRecord record, long sequence) implements Comparable<Pending> {
        @Override
        public int compareTo(Pending other) {
            int byTime = Long.compare(record.arrivalTime(), other.record.arrivalTime());
            return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
        }
    }

    /** Milliseconds by which the clock of a location's till is ahead. */
    long clockSkew(int location) {
        if (!faults.clockSkew() || config.stores() < 3) {
            return 0;
        }
        return switch (location) {
            case 2 -> 4 * Clock.MINUTE;
            case 3 -> -3 * Clock.MINUTE;
            default -> 0;
        };
    }

    /** The location whose tills are offline on the evening of a day; -1 if none is. */
    int offline(int day) {
        boolean planned = faults.offlineTills() && day % OFFLINE_EVERY_DAYS == 1;
        return planned && !isLastDay(day) ? 1 + day / OFFLINE_EVERY_DAYS % config.stores() : -1;
    }

    /** The bounded run's last day, and what of it falls into the day after. */
    private boolean isLastDay(int day) {
        return day == config.days() - 1 || day == config.days();
    }

    void newDay(int day) {
        int location = offline(day);
        if (location >= 0) {
            long start = config.startMillis() + day * Clock.DAY;
            truth.offlineTills.add(
                    new Truth.OfflineTill(
                            StockRoom.storeId(location),
                            start + OFFLINE_FROM,
                            start + Clock.DAY,
                            start + OFFLINE_DELIVERY));
        }
    }

    /**
     * Sends a sale or a web-shop event, with the faults that befall it.
     *
     * @param location 0 is the web shop
     * @param happenedAt by the true clock; the record's own time may differ by the till's skew
     */
    void send(String topic, int location, long happenedAt, long transit, byte[] key, byte[] value) {
        long delay = transit;
        boolean late = false;
        int day = (int) ((happenedAt - config.startMillis()) / Clock.DAY);
        long ofDay = (happenedAt - config.startMillis()) % Clock.DAY;
        if (location > 0 && ofDay >= OFFLINE_FROM && offline(day) == location) {
            late = true;
            delay = OFFLINE_DELIVERY - ofDay + rng.below(60) * Clock.SECOND;
        } else if (rng.chance(faults.late()) && !isLastDay(day)) {
            late = true;
            delay = Clock.DAY - ofDay + rng.between(5 * Clock.HOUR, 20 * Clock.HOUR);
        } else if (rng.chance(faults.disordered())) {
            delay = rng.between(SHORTEST_DISORDER, LONGEST_DISORDER);
            Truth.count(truth.disordered, topic);
        }
        if (late) {
            Truth.count(truth.late, topic);
            Truth.count(truth.lateByStore, StockRoom.storeId(location));
        }
        long arrival = happenedAt + delay;
        put(topic, key, value, arrival);
        if (rng.chance(faults.duplicates())) {
            Truth.count(truth.duplicates, topic);
            boolean far = rng.chance(0.1);
            long after =
                    far
                            ? rng.between(2 * Clock.HOUR, 3 * Clock.DAY)
                            : rng.between(Clock.SECOND, LONGEST_NEAR_DUPLICATE);
            put(topic, key, value, arrival + after);
        }
        plantBroken(topic, key, value, arrival);
    }

    /** Sends a record that meets no fault but a broken companion. */
    void send(SimulatedRecord record) {
        put(record.topic(), record.key(), record.value(), record.arrivalTime());
        boolean timed =
                record.topic().equals(Topics.SOCIAL_POSTS)
                        || record.topic().equals(Topics.INVENTORY_LEVELS);
        if (timed) {
            plantBroken(record.topic(), record.key(), record.value(), record.arrivalTime());
        }
    }

    private void plantBroken(String topic, byte[] key, byte[] value, long arrival) {
        if (rng.chance(faults.broken())) {
            BrokenRecords.Kind kind = BrokenRecords.kind(topic, rng);
            Truth.count(truth.brokenByKind, kind.label());
            Truth.count(truth.brokenByTopic, topic);
            put(topic, key, BrokenRecords.broken(kind, value), arrival + 1);
        }
    }

    private void put(String topic, byte[] key, byte[] value, long arrival) {
        pending.add(new Pending(new SimulatedRecord(topic, key, value, arrival), sequence++));
    }

    /** The next record that arrives before a time, or null. */
    SimulatedRecord poll(long before) {
        Pending next = pending.peek();
        if (next == null || next.record.arrivalTime() >= before) {
            return null;
        }
        pending.poll();
        return next.record;
    }

    boolean isEmpty() {
        return pending.isEmpty();
    }
}
