package io.tillstream.models.recommend;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Candidates for a shopper and what is known of each before the day: how much every source speaks
 * for it, how it sells, and the shopper's own purchases of it. All of it is made of counters that a
 * stream keeps ({@link ShopState}) and of models that are loaded into it.
 */
public final class CandidateFeatures {
    /** Products that each source may propose. */
    static final int PER_SOURCE = 100;

    private static final int OWN = 15;
    private static final double LONGEST_INTERVALS = 4;

    private final List<Recommender> sources;

    /** Features from sources, each of which proposes candidates and gives two features. */
    public CandidateFeatures(List<Recommender> sources) {
        this.sources = List.copyOf(sources);
    }

    /**
     * Candidates with their features.
     *
     * @param items product numbers, ascending
     * @param rows for each of them {@link #width} features
     */
    public record Candidates(int[] items, float[][] rows) {}

    /** Features of a candidate. */
    public int width() {
        return OWN + 2 * sources.size();
    }

    /** The candidates among the products allowed. */
    Candidates of(ShopState state, int customer, int day, boolean[] allowed) {
        double[][] scores = new double[sources.size()][];
        BitSet chosen = new BitSet();
        for (int s = 0; s < scores.length; s++) {
            scores[s] = sources.get(s).score(state, customer, day, allowed);
            for (int item : new Ranking(scores[s], allowed, state).top(PER_SOURCE)) {
                chosen.set(item);
            }
        }
        ShopperHistory shopper = state.shopper(customer);
        shopper.items().stream()
                .filter(owned -> allowed[owned.item()])
                .forEach(owned -> chosen.set(owned.item()));
        int[] items = chosen.stream().toArray();
        float[][] rows = new float[items.length][width()];
        for (int row = 0; row < items.length; row++) {
            describe(state, shopper, items[row], day, rows[row]);
        }
        for (int s = 0; s < scores.length; s++) {
            addSource(scores[s], items, rows, OWN + 2 * s);
        }
        return new Candidates(items, rows);
    }

    private static void describe(
            ShopState state, ShopperHistory shopper, int item, int day, float[] row) {
        row[0] = log(state.purchases(item));
        row[1] = log(state.recentPurchases(item));
        row[2] = log(state.newestPurchases(item));
        row[3] = (state.repeats(item) + 1f) / (state.purchases(item) + 10f);
        boolean sold = state.purchases(item) > 0;
        row[4] = sold ? log(day - state.firstDay(item)) : 0;
        row[5] = sold && state.firstDay(item) > shopper.lastDay() ? 1 : 0;
        row[6] = log(shopper.baskets());
        row[7] = log(shopper.meanBasket());
        row[8] = shopper.baskets() == 0 ? 0 : log(day - shopper.lastDay());
        OwnedItem owned = shopper.of(item);
        if (owned != null) {
            own(shopper, owned, day, row);
        }
    }

    private static void own(ShopperHistory shopper, OwnedItem owned, int day, float[] row) {
        int age = day - owned.lastDay();
        row[9] = 1;
        row[10] = log(owned.purchases());
        row[11] = (float) owned.decayedAt(day);
        row[12] = log(age);
        row[13] = (float) owned.purchases() / shopper.baskets();
        double interval = Math.max(1, shopper.meanInterval(day));
        row[14] = (float) Math.min(LONGEST_INTERVALS, age / interval);
    }

    /** The score beside the best one, and beside the mean in standard deviations. */
    static void addSource(double[] scores, int[] items, float[][] rows, int column) {
        double[] own = Arrays.stream(items).mapToDouble(item -> scores[item]).toArray();
        double best = Arrays.stream(own).max().orElse(0);
        double mean = Arrays.stream(own).average().orElse(0);
        double variance = Arrays.stream(own).map(s -> (s - mean) * (s - mean)).average().orElse(0);
        double deviation = Math.sqrt(variance);
        for (int row = 0; row < items.length; row++) {
            rows[row][column] = best > 0 ? (float) Math.max(-1, own[row] / best) : 0;
            rows[row][column + 1] = deviation > 0 ? (float) ((own[row] - mean) / deviation) : 0;
        }
    }

    private static float log(double count) {
        return (float) Math.log1p(Math.max(0, count));
    }
}
