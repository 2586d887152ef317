package io.tillstream.sandbox.shop;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was planted, counted as it happens. Lists are bounded, their counts are not. */
final class Truth {
    private static final int MOST_LISTED = 200_000;

    /** Records delivered, by topic. */
    final TreeMap<String, long[]> records = new TreeMap<>();

    /** Events by type, each counted once however often it is delivered. */
    final TreeMap<String, long[]> events = new TreeMap<>();

    final TreeMap<String, long[]> duplicates = new TreeMap<>();
    final TreeMap<String, long[]> disordered = new TreeMap<>();
    final TreeMap<String, long[]> late = new TreeMap<>();
    final TreeMap<String, long[]> lateByStore = new TreeMap<>();
    final TreeMap<String, long[]> brokenByKind = new TreeMap<>();
    final TreeMap<String, long[]> brokenByTopic = new TreeMap<>();
    final List<StockOut> stockOuts = new ArrayList<>();
    final List<OfflineTill> offlineTills = new ArrayList<>();
    final Sales online = new Sales();
    final Sales stores = new Sales();
    long stockOutCount;
    long lostUnits;

    /** A time without stock; {@code to} is 0 while it lasts. */
    record StockOut(String storeId, String productId, long from, long to, int lostUnits) {}

    /** Receipts of a store from one time to another that were delivered next morning. */
    record OfflineTill(String storeId, long from, long to, long delivered) {}

    /** Totals of a channel, money in cents. */
    static final class Sales {
        long purchases;
        long anonymous;
        long returns;
        long units;
        long returnedUnits;
        long gross;
        long net;

        void sold(Basket basket, boolean isAnonymous) {
            purchases++;
            if (isAnonymous) {
                anonymous++;
            }
            for (int i = 0; i < basket.size; i++) {
                long value = basket.quantities[i] * basket.unitPrices[i];
                units += basket.quantities[i];
                gross += value;
                net += value - basket.discounts[i];
            }
        }

        void returned(Basket basket) {
            returns++;
            for (int i = 0; i < basket.size; i++) {
                returnedUnits += basket.quantities[i];
                net -= basket.quantities[i] * basket.unitPrices[i] - basket.discounts[i];
            }
        }
    }

    static void count(Map<String, long[]> counts, String name) {
        counts.computeIfAbsent(name, n -> new long[1])[0]++;
    }

    void stockOut(StockOut stockOut) {
        stockOutCount++;
        lostUnits += stockOut.lostUnits();
        if (stockOuts.size() < MOST_LISTED) {
            stockOuts.add(stockOut);
        }
    }
}
