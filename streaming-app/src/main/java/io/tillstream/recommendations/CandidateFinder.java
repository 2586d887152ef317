package io.tillstream.recommendations;

import io.tillstream.events.EventTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds what might be recommended to a shopper: neighbours of what they showed interest in, what
 * they buy again and again, what is popular in their categories and in their segment, what trends
 * and what is popular. For a shopper of whom only the segment is known the last three are left, for
 * one of whom nothing is known the last two.
 */
final class CandidateFinder {
    /** Candidates that the ranker is given. */
    static final int MOST = 100;

    /** Products in the lists of the baselines. */
    static final int BASELINE = 20;

    private static final int SEEDS = 12;
    private static final int POPULAR = 30;
    private static final int TRENDING = 15;
    private static final int CATEGORIES = 3;
    private static final int IN_CATEGORY = 12;
    private static final int WITH_SEGMENT = 15;

    /** Popularity below the greatest by this factor, as a power of two, counts nothing. */
    private static final double DEPTH = 10;

    /** Half-life in days of the recency of a purchase. */
    private static final double RECENCY = 30;

    private static final double SATURATION = Math.log(11);
    private static final double[] PRIORS = Feature.priors();

    private final Shelf shelf;
    private final BusinessRules rules;

    CandidateFinder(Shelf shelf, BusinessRules rules) {
        this.shelf = shelf;
        this.rules = rules;
    }

    /** A candidate in the making. */
    private static final class Candidate {
        private final ItemCard card;
        private final float[] features = new float[Feature.COUNT];
        private Reason reason = Reason.NEW;
        private String subject = "";
        private double strength;
        private double prior;

        Candidate(ItemCard card) {
            this.card = card;
            features[Feature.BIAS.ordinal()] = 1;
        }

        void add(Feature feature, double value) {
            int at = feature.ordinal();
            features[at] = (float) Math.min(1, features[at] + value);
        }

        /** Adds to a feature; the strongest source gives the reason. */
        void add(Feature feature, double value, Reason why, String about) {
            add(feature, value);
            if (value * PRIORS[feature.ordinal()] > strength) {
                strength = value * PRIORS[feature.ordinal()];
                reason = why;
                subject = about;
            }
        }

        float tied() {
            return features[Feature.TOGETHER.ordinal()];
        }

        void sum() {
            for (int i = 0; i < features.length; i++) {
                prior += PRIORS[i] * features[i];
            }
        }
    }

    /** One search. */
    private final class Search {
        private final Shopper shopper;
        private final long time;
        private final String segment;
        private final Map<String, Candidate> found = new LinkedHashMap<>();
        private final Map<String, Double> categories = new HashMap<>();
        private final Map<String, Double> brands = new HashMap<>();
        private double interest;
        private double logPrice;
        private double priced;

        Search(Shopper shopper, long time) {
            this.shopper = shopper;
            this.time = time;
            this.segment = shopper.segments.at(time);
        }

        /** The candidate, null if it is not to be shown. */
        private Candidate candidate(String productId) {
            Candidate candidate = found.get(productId);
            if (candidate == null) {
                ItemCard card = shelf.get(productId);
                if (card == null || !card.mayBeShown() || !rules.allow(card)) {
                    return null;
                }
                candidate = new Candidate(card);
                found.put(productId, candidate);
            }
            return candidate;
        }

        /** Makes the first ones of a list candidates. */
        private void add(List<ItemCard> cards, int most) {
            for (int i = 0; i < Math.min(most, cards.size()); i++) {
                ItemCard card = cards.get(i);
                if (rules.allow(card)) {
                    found.computeIfAbsent(card.productId(), id -> new Candidate(card));
                }
            }
        }

        private void readTastes() {
            for (Taste taste : shopper.tastes) {
                ItemCard card = shelf.get(taste.productId());
                if (card == null) {
                    continue;
                }
                double weight = taste.at(time);
                interest += weight;
                categories.merge(card.facts().category(), weight, Double::sum);
                brands.merge(card.facts().brand(), weight, Double::sum);
                if (card.facts().price() > 0) {
                    logPrice += weight * Math.log((double) card.facts().price());
                    priced += weight;
                }
            }
        }

        private void addNeighbours() {
            int last = shopper.tastes.length - 1;
            for (int i = last; i >= 0 && i > last - SEEDS; i--) {
                Taste taste = shopper.tastes[i];
                ItemCard seed = shelf.get(taste.productId());
                if (seed == null) {
                    continue;
                }
                Reason why =
                        shopper.owned(taste.productId()) == null ? Reason.VIEWED : Reason.BOUGHT;
                double weight = taste.at(time);
                addNeighbours(seed, weight / (weight + Interest.CART), i == last, why);
            }
        }

        private void addNeighbours(ItemCard seed, double weight, boolean atHand, Reason why) {
            String title = seed.facts().title();
            for (int n = 0; n < seed.neighbours().length; n++) {
                Candidate candidate = candidate(seed.neighbours()[n]);
                if (candidate == null) {
                    continue;
                }
                double similarity =
                        Math.pow(2, seed.ties()[n] - (seed.tied() + candidate.card.tied()) / 2);
                candidate.add(Feature.TOGETHER, weight * similarity, why, title);
                if (atHand) {
                    candidate.add(Feature.CONTINUES, similarity, why, title);
                }
            }
        }

        private void addOwned() {
            for (Owned owned : shopper.owned) {
                Candidate candidate = candidate(owned.productId());
                if (candidate != null) {
                    candidate.add(
                            Feature.REPEAT,
                            Math.log1p(owned.times() - 0.5) / SATURATION,
                            owned.times() == 1 ? Reason.BOUGHT_BEFORE : Reason.BOUGHT_OFTEN,
                            Integer.toString(owned.times()));
                    long age = Math.max(0, EventTime.dayOf(time) - owned.lastDay());
                    candidate.add(Feature.REPEAT_RECENCY, Math.pow(0.5, age / RECENCY));
                }
            }
        }

        private void addTastes() {
            for (Taste taste : shopper.tastes) {
                if (shopper.owned(taste.productId()) == null) {
                    Candidate candidate = candidate(taste.productId());
                    if (candidate != null) {
                        double weight = taste.at(time);
                        candidate.add(
                                Feature.INTEREST,
                                weight / (weight + Interest.CART),
                                Reason.LOOKED_AT,
                                "");
                    }
                }
            }
        }

        private void addPopular() {
            add(shelf.popularWith(segment), WITH_SEGMENT);
            add(shelf.popular(), POPULAR);
            add(shelf.trending(), TRENDING);
            categories.entrySet().stream()
                    .sorted(
                            Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                                    .thenComparing(Map.Entry.comparingByKey()))
                    .limit(CATEGORIES)
                    .forEach(category -> add(shelf.popularIn(category.getKey()), IN_CATEGORY));
            rules.pins().keySet().forEach(this::candidate);
        }

        /** What is so for everybody is a reason only where nothing of the shopper's own is. */
        private void describe(
                Candidate candidate, double mostBought, double mostTrending, double mostInSegment) {
            double unknown = Interest.CART / (Interest.CART + interest);
            if (candidate.reason != Reason.NEW) {
                candidate.strength = Double.POSITIVE_INFINITY;
            }
            ItemCard card = candidate.card;
            ItemFacts facts = card.facts();
            candidate.add(
                    Feature.SEGMENT,
                    depth(card.boughtIn(segment), mostInSegment) * unknown,
                    Reason.SEGMENT,
                    "");
            candidate.add(Feature.POPULAR, depth(card.bought(), mostBought), Reason.POPULAR, "");
            candidate.add(
                    Feature.TRENDING, depth(card.trending(), mostTrending), Reason.TRENDING, "");
            if (interest > 0) {
                double share = categories.getOrDefault(facts.category(), 0.0) / interest;
                candidate.add(Feature.CATEGORY, share, Reason.CATEGORY, facts.category());
                if (!facts.brand().isEmpty()) {
                    double brand = brands.getOrDefault(facts.brand(), 0.0) / interest;
                    candidate.add(Feature.BRAND, brand, Reason.BRAND, facts.brand());
                }
            }
            if (priced > 0 && facts.price() > 0) {
                double away = Math.log((double) facts.price()) - logPrice / priced;
                candidate.add(Feature.PRICE, Math.exp(-away * away));
            }
            candidate.sum();
            if (!rules.pins().isEmpty() && rules.pins().containsKey(card.productId())) {
                candidate.prior = Double.POSITIVE_INFINITY;
            }
        }

        private Candidates run() {
            readTastes();
            addNeighbours();
            addOwned();
            addTastes();
            addPopular();
            double mostBought = shelf.mostBought();
            double mostTrending = shelf.mostTrending();
            double mostInSegment = shelf.mostBoughtIn(segment);
            List<Candidate> all = new ArrayList<>(found.values());
            all.forEach(c -> describe(c, mostBought, mostTrending, mostInSegment));
            all.sort((one, other) -> firstOf(other.prior, one.prior, one, other));
            return toCandidates(
                    all.subList(0, Math.min(MOST, all.size())), byPopularity(), byTies(all));
        }

        private String[] byPopularity() {
            List<String> ids = new ArrayList<>(BASELINE);
            for (ItemCard card : shelf.popular()) {
                if (ids.size() < BASELINE && card.bought() != Fading.NOTHING) {
                    ids.add(card.productId());
                }
            }
            return ids.toArray(new String[0]);
        }

        private String[] byTies(List<Candidate> all) {
            List<Candidate> tied = new ArrayList<>();
            for (Candidate candidate : all) {
                if (candidate.tied() > 0) {
                    tied.add(candidate);
                }
            }
            tied.sort((one, other) -> firstOf(other.tied(), one.tied(), one, other));
            String[] ids = new String[Math.min(BASELINE, tied.size())];
            Arrays.setAll(ids, i -> tied.get(i).card.productId());
            return ids;
        }
    }

    /** Of two candidates the one with the greater value goes first, of equal ones by id. */
    private static int firstOf(double value, double by, Candidate one, Candidate other) {
        int order = Double.compare(value, by);
        return order != 0 ? order : one.card.productId().compareTo(other.card.productId());
    }

    private static double depth(double value, double most) {
        return value == Fading.NOTHING ? 0 : Math.max(0, 1 + (value - most) / DEPTH);
    }

    private Candidates toCandidates(List<Candidate> list, String[] byPopularity, String[] byTies) {
        int size = list.size();
        Candidates candidates =
                new Candidates(
                        new String[size],
                        new String[size],
                        new String[size],
                        new float[size],
                        new float[size * Feature.COUNT],
                        byPopularity,
                        byTies);
        for (int i = 0; i < size; i++) {
            Candidate candidate = list.get(i);
            candidates.productIds()[i] = candidate.card.productId();
            candidates.categories()[i] = candidate.card.facts().category();
            candidates.reasons()[i] = candidate.reason.about(candidate.subject);
            candidates.boosts()[i] = (float) rules.boost(candidate.card);
            System.arraycopy(
                    candidate.features, 0, candidates.features(), i * Feature.COUNT, Feature.COUNT);
        }
        return candidates;
    }

    /** Candidates for a shopper as they stand at a time. */
    Candidates find(Shopper shopper, long time) {
        return new Search(shopper, time).run();
    }
}
