package io.tillstream.sandbox.oracle;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

/**
 * What the tables must say at the end of a replay.
 *
 * @param asOf time of the last event; null if there was none
 * @param customers by customer id
 * @param quality by topic
 */
record Truth(
        Instant asOf,
        Map<String, Customer> customers,
        Map<SalesKey, Sales> daily,
        Map<SalesKey, Sales> hourly,
        Map<StockKey, Stock> stock,
        Map<String, Quality> quality) {

    /**
     * A customer's row, with the shares of the population that are strictly worse.
     *
     * @param rShare 0 to 1
     * @param fShare 0 to 1
     * @param mShare 0 to 1
     */
    record Customer(
            Instant firstPurchase,
            Instant lastPurchase,
            long recencyDays,
            long frequency,
            BigDecimal monetary,
            int rScore,
            int fScore,
            int mScore,
            String segment,
            double rShare,
            double fShare,
            double mShare) {

        /** Percentage points between the nearest of the three ranks and a score's threshold. */
        double thresholdDistance() {
            return Math.min(distance(rShare), Math.min(distance(fShare), distance(mShare)));
        }

        private static double distance(double share) {
            double least = Double.MAX_VALUE;
            for (int threshold = 20; threshold <= 80; threshold += 20) {
                least = Math.min(least, Math.abs(100 * share - threshold));
            }
            return least;
        }
    }

    /**
     * A product at a place in a day or an hour.
     *
     * @param from start of the day or hour
     */
    record SalesKey(String product, String store, String channel, Instant from) {}

    /** Sums of a day or an hour; filled while reading. */
    static final class Sales {
        long units;
        long returnedUnits;
        BigDecimal gross = BigDecimal.ZERO;
        BigDecimal net = BigDecimal.ZERO;
        long orders;
    }

    /** A product in a store. */
    record StockKey(String store, String product) {}

    /**
     * Stock after the newest snapshot.
     *
     * @param onOrder null if the snapshot does not say
     * @param reorderPoint null if the snapshot does not say
     */
    record Stock(long onHand, Long onOrder, Long reorderPoint, Instant asOf) {}

    /**
     * Counts of a topic.
     *
     * @param records lines of the file
     * @param dead lines that break the contract
     * @param duplicates sound records whose id was there before
     * @param farRepeats those duplicates that came later than seven days of event time after the
     *     first, where a job may have forgotten the id
     */
    record Quality(long records, long dead, long duplicates, long farRepeats) {}
}
