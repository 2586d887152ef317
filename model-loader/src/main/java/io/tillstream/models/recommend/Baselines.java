package io.tillstream.models.recommend;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** The plain methods that a model must beat, each a formula over counts. */
public final class Baselines {
    static final String POPULARITY = "popularity";
    static final String OWN_REPEATS = "own-repeats";

    private Baselines() {}

    /** All that need no training. */
    public static List<Recommender> counting() {
        return List.of(
                popularity(),
                recentPopularity(),
                itemNeighbours(),
                decayedItemNeighbours(),
                ownRepeats());
    }

    /** Purchases of all time. */
    public static Recommender popularity() {
        return named(POPULARITY, (state, customer, day) -> all(state, state::purchases));
    }

    /** Purchases of the last {@link ShopState#RECENT_DAYS} days. */
    public static Recommender recentPopularity() {
        return named(
                "popularity-30d", (state, customer, day) -> all(state, state::recentPurchases));
    }

    /** Sum of the cosines of co-purchase with everything that the customer has bought. */
    public static Recommender itemNeighbours() {
        return named("item-knn", (state, customer, day) -> neighbours(state, customer, owned -> 1));
    }

    /**
     * As {@link #itemNeighbours}, where what was bought long ago counts less, times the root of the
     * product's purchases of the last {@link ShopState#RECENT_DAYS} days.
     */
    public static Recommender decayedItemNeighbours() {
        return named(
                "decayed-item-knn-sqrt-popularity",
                (state, customer, day) -> decayedNeighbours(state, customer, day));
    }

    static double[] decayedNeighbours(ShopState state, int customer, int day) {
        double[] scores = decayedCosines(state, customer, day);
        for (int i = 0; i < scores.length; i++) {
            scores[i] *= Math.sqrt(state.recentPurchases(i));
        }
        return scores;
    }

    static double[] decayedCosines(ShopState state, int customer, int day) {
        return neighbours(state, customer, owned -> ShopperHistory.decay(day - owned.lastDay()));
    }

    /** The customer's own purchases, each halved with every 45 days since. */
    public static Recommender ownRepeats() {
        return named(
                OWN_REPEATS,
                (state, customer, day) -> {
                    double[] scores = new double[state.products()];
                    for (OwnedItem owned : state.shopper(customer).items()) {
                        scores[owned.item()] = owned.decayedAt(day);
                    }
                    return scores;
                });
    }

    private static double[] neighbours(ShopState state, int customer, Weight weight) {
        double[] scores = new double[state.products()];
        for (OwnedItem owned : state.shopper(customer).items()) {
            state.together().addCosines(owned.item(), weight.of(owned), scores);
        }
        return scores;
    }

    private static double[] all(ShopState state, IntToDoubleFunction score) {
        return IntStream.range(0, state.products()).mapToDouble(score).toArray();
    }

    private interface Weight {
        double of(OwnedItem owned);
    }

    private interface Formula {
        double[] score(ShopState state, int customer, int day);
    }

    private static Recommender named(String name, Formula formula) {
        return new Recommender() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public double[] score(ShopState state, int customer, int day, boolean[] allowed) {
                return formula.score(state, customer, day);
            }
        };
    }
}
