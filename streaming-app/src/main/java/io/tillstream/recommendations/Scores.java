package io.tillstream.recommendations;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A day's accuracy of one list. Sums are whole numbers, so that they are the same in whatever order
 * purchases come. State: add fields only; bounded by the catalogue.
 */
public class Scores {
    private static final int CUTOFF = 10;

    /** The value 1 as a whole number. */
    private static final double ONE = 1L << 40;

    /** Purchases. */
    public long purchases;

    /** Purchases of which the first place held a product. */
    public long hitsAt1;

    /** Purchases of which one of the first ten places held a product. */
    public long hitsAt10;

    /** Sum of NDCG@10, times 2^40. */
    public long gain;

    /** Sum of the reciprocal rank of the first hit, times 2^40. */
    public long reciprocal;

    /** How often each product stood on one of the first ten places. */
    public Map<String, Integer> shown = new HashMap<>();

    /** The greatest number of products that might have been shown. */
    public int catalogue;

    /** For Flink. */
    public Scores() {}

    /**
     * Books a purchase.
     *
     * @param list the best first
     * @param wanted products bought, of which the list should hold as many as possible
     */
    void add(String[] list, Set<String> wanted, int products) {
        purchases++;
        catalogue = Math.max(catalogue, products);
        double found = 0;
        int first = 0;
        for (int rank = 1; rank <= list.length; rank++) {
            if (wanted.contains(list[rank - 1])) {
                first = first == 0 ? rank : first;
                found += rank <= CUTOFF ? discount(rank) : 0;
            }
        }
        double ideal = 0;
        for (int rank = 1; rank <= Math.min(CUTOFF, wanted.size()); rank++) {
            ideal += discount(rank);
        }
        hitsAt1 += first == 1 ? 1 : 0;
        hitsAt10 += first > 0 && first <= CUTOFF ? 1 : 0;
        gain += Math.round(found / ideal * ONE);
        reciprocal += first > 0 ? Math.round(ONE / first) : 0;
        for (String productId : Arrays.asList(list).subList(0, Math.min(CUTOFF, list.length))) {
            shown.merge(productId, 1, Integer::sum);
        }
    }

    private static double discount(int rank) {
        return 1 / Fading.log2(rank + 1.0);
    }

    /** A metric's name and value. */
    record Metric(String name, double value) {}

    /**
     * The day's figures.
     *
     * @param sold purchases of each product up to this day
     */
    List<Metric> metrics(Map<String, Integer> sold) {
        return List.of(
                new Metric("purchases", purchases),
                new Metric("hr@1", (double) hitsAt1 / purchases),
                new Metric("hr@10", (double) hitsAt10 / purchases),
                new Metric("ndcg@10", gain / ONE / purchases),
                new Metric("mrr", reciprocal / ONE / purchases),
                new Metric("coverage", Math.min(1, (double) shown.size() / catalogue)),
                new Metric("novelty", novelty(sold)));
    }

    /** Mean self-information in bits of what was shown (Zhou et al., PNAS 2010), smoothed by 1. */
    private double novelty(Map<String, Integer> sold) {
        long all = catalogue;
        for (int count : sold.values()) {
            all += count;
        }
        double bits = 0;
        long places = 0;
        // In one order, so that the sum is the same to the last digit.
        for (Map.Entry<String, Integer> entry : new TreeMap<>(shown).entrySet()) {
            double share = (sold.getOrDefault(entry.getKey(), 0) + 1.0) / all;
            bits -= entry.getValue() * Fading.log2(share);
            places += entry.getValue();
        }
        return places == 0 ? 0 : bits / places;
    }
}
