package io.tillstream.recommendations;

import java.util.HashMap;
import java.util.Map;

/**
 * What tells of any product at all whether a shopper might like it: how the shopper's interest is
 * shared out, and what counts as popular.
 *
 * @param categories of interest, distinct
 * @param categoryShares of the interest, 0 to 1
 * @param brands of interest, distinct
 * @param brandShares of the interest, 0 to 1
 * @param logPrice mean logarithm of the prices looked at, as {@link io.tillstream.events.Amount};
 *     NaN where none is known
 * @param segment of the shopper; null where none is known
 * @param mostBought the greatest popularity on the shelf
 * @param mostTrending the greatest trend
 * @param mostInSegment the greatest popularity with the segment's customers
 * @param unknown 1 for a shopper of whom nothing is known, falling with what is
 */
public record Profile(
        String[] categories,
        double[] categoryShares,
        String[] brands,
        double[] brandShares,
        double logPrice,
        String segment,
        double mostBought,
        double mostTrending,
        double mostInSegment,
        double unknown) {
    /** Popularity below the greatest by this factor, as a power of two, counts nothing. */
    private static final double DEPTH = 10;

    /** Adds up interest. */
    static final class Sums {
        private final Map<String, Double> categories = new HashMap<>();
        private final Map<String, Double> brands = new HashMap<>();
        private double interest;
        private double logPrice;
        private double priced;

        void add(Place place, double weight) {
            ItemFacts facts = place.card().facts();
            interest += weight;
            categories.merge(facts.category(), weight, Double::sum);
            brands.merge(facts.brand(), weight, Double::sum);
            if (facts.price() > 0) {
                logPrice += weight * place.logPrice();
                priced += weight;
            }
        }

        /** Interest by category. */
        Map<String, Double> categories() {
            return categories;
        }

        /**
         * The profile.
         *
         * @param segment of the shopper; null for none
         */
        Profile profile(Shelf shelf, String segment) {
            return new Profile(
                    categories.keySet().toArray(String[]::new),
                    shares(categories),
                    brands.keySet().toArray(String[]::new),
                    shares(brands),
                    logPrice / priced,
                    segment,
                    shelf.mostBought(),
                    shelf.mostTrending(),
                    shelf.mostBoughtIn(segment),
                    Interest.CART / (Interest.CART + interest));
        }

        private double[] shares(Map<String, Double> weights) {
            return weights.values().stream().mapToDouble(weight -> weight / interest).toArray();
        }
    }

    /** Describes a candidate; what is so for everybody comes first, as a reason it counts least. */
    void describe(Candidate candidate) {
        ItemCard card = candidate.card();
        ItemFacts facts = card.facts();
        candidate.add(
                Feature.SEGMENT,
                depth(card.boughtIn(segment), mostInSegment) * unknown,
                Reason.SEGMENT,
                "");
        candidate.add(Feature.POPULAR, depth(card.bought(), mostBought), Reason.POPULAR, "");
        candidate.add(Feature.TRENDING, depth(card.trending(), mostTrending), Reason.TRENDING, "");
        if (categories.length > 0) {
            candidate.add(
                    Feature.CATEGORY,
                    share(facts.category(), categories, categoryShares),
                    Reason.CATEGORY,
                    facts.category());
            if (!facts.brand().isEmpty()) {
                candidate.add(
                        Feature.BRAND,
                        share(facts.brand(), brands, brandShares),
                        Reason.BRAND,
                        facts.brand());
            }
        }
        if (!Double.isNaN(logPrice) && facts.price() > 0) {
            double away = candidate.logPrice() - logPrice;
            candidate.add(Feature.PRICE, Math.exp(-away * away));
        }
    }

    private static double share(String name, String[] names, double[] shares) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return shares[i];
            }
        }
        return 0;
    }

    private static double depth(double value, double most) {
        return value == Fading.NOTHING ? 0 : Math.max(0, 1 + (value - most) / DEPTH);
    }
}
