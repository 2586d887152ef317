package io.tillstream.models.recommend;

import java.util.BitSet;

/** Adds up what lists were worth; one for each recommender and task. */
final class AccuracySum {
    private static final int LENGTH = 10;
    private static final double[] DISCOUNTS = new double[LENGTH + 1];

    static {
        for (int place = 1; place <= LENGTH; place++) {
            DISCOUNTS[place] = Math.log(2) / Math.log(1 + place);
        }
    }

    private int baskets;
    private int items;
    private int first;
    private int hits;
    private double recalls;
    private double gains;
    private double reciprocals;
    private long shown;
    private double surprise;
    private final BitSet covered = new BitSet();

    /**
     * Judges a list by what was bought.
     *
     * @param bought the products that count, one or more
     */
    void add(Ranking ranking, int[] bought, ShopState state) {
        baskets++;
        items += bought.length;
        int found = 0;
        int best = Integer.MAX_VALUE;
        double gain = 0;
        for (int item : bought) {
            int place = ranking.placeOf(item);
            if (place == 0) {
                continue;
            }
            best = Math.min(best, place);
            if (place == 1) {
                first++;
            }
            if (place <= LENGTH) {
                found++;
                gain += DISCOUNTS[place];
            }
        }
        hits += found;
        recalls += (double) found / bought.length;
        gains += gain / ideal(bought.length);
        reciprocals += best == Integer.MAX_VALUE ? 0 : 1.0 / best;
        show(ranking.top(LENGTH), state);
    }

    private static double ideal(int bought) {
        double sum = 0;
        for (int place = 1; place <= Math.min(bought, LENGTH); place++) {
            sum += DISCOUNTS[place];
        }
        return sum;
    }

    private void show(int[] list, ShopState state) {
        for (int item : list) {
            covered.set(item);
            double share = state.share(item);
            if (share > 0) {
                surprise -= Math.log(share) / Math.log(2);
                shown++;
            }
        }
    }

    Accuracy result(int products) {
        double n = Math.max(1, baskets);
        return new Accuracy(
                baskets,
                items,
                first / Math.max(1.0, items),
                hits / Math.max(1.0, items),
                recalls / n,
                gains / n,
                reciprocals / n,
                (double) covered.cardinality() / products,
                surprise / Math.max(1, shown));
    }
}
