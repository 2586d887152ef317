package io.tillstream.recommendations;

import io.tillstream.events.EventTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds what might be recommended to a shopper: neighbours of what they showed interest in, what
 * looks like it, what they buy again and again, what is popular in their categories and in their
 * segment, what trends and what is popular. For a shopper of whom only the segment is known the
 * last three are left, for one of whom nothing is known the last two.
 */
final class CandidateFinder {
    /** Candidates that the ranker is given. */
    static final int MOST = 100;

    /** Products in the lists of the baselines. */
    static final int BASELINE = 20;

    private static final int SEEDS = 12;
    private static final int LOOK_SEEDS = 4;
    private static final int POPULAR = 30;
    private static final int TRENDING = 15;
    private static final int CATEGORIES = 3;
    private static final int IN_CATEGORY = 12;
    private static final int WITH_SEGMENT = 15;

    /** Half-life in days of the recency of a purchase. */
    private static final double RECENCY = 30;

    /** Before a map of candidates would have to grow. */
    private static final int ROOM = 512;

    private static final double SATURATION = Math.log(11);

    private final Shelf shelf;
    private final BusinessRules rules;

    CandidateFinder(Shelf shelf, BusinessRules rules) {
        this.shelf = shelf;
        this.rules = rules;
    }

    /** One search. */
    private final class Search {
        private final Shopper shopper;
        private final long time;
        private final String segment;
        private final Map<String, Candidate> found = new LinkedHashMap<>(ROOM);
        private final Set<String> owned = new HashSet<>();
        private final Profile.Sums interests = new Profile.Sums();

        Search(Shopper shopper, long time) {
            this.shopper = shopper;
            this.time = time;
            this.segment = shopper.segments.at(time);
            for (Owned one : shopper.owned) {
                owned.add(one.productId());
            }
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
                if (card != null) {
                    interests.add(card.facts(), taste.at(time));
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
                Reason why = owned.contains(taste.productId()) ? Reason.BOUGHT : Reason.VIEWED;
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
                        Math.pow(2, seed.ties()[n] - (seed.tied() + candidate.card().tied()) / 2);
                candidate.add(Feature.TOGETHER, weight * similarity, why, title);
                if (atHand) {
                    candidate.add(Feature.CONTINUES, similarity, why, title);
                }
            }
        }

        private void addLookalikes() {
            int last = shopper.tastes.length - 1;
            for (int i = last; i >= 0 && i > last - LOOK_SEEDS; i--) {
                Taste taste = shopper.tastes[i];
                ItemCard seed = shelf.get(taste.productId());
                if (seed != null && seed.lookalikes() != null) {
                    double weight = taste.at(time);
                    addLookalikes(seed, weight / (weight + Interest.CART));
                }
            }
        }

        private void addLookalikes(ItemCard seed, double weight) {
            Lookalikes alike = seed.lookalikes();
            for (int n = 0; n < alike.products().length; n++) {
                Candidate candidate = candidate(alike.products()[n]);
                if (candidate != null && alike.cosines()[n] > 0) {
                    candidate.add(
                            Feature.LOOKS,
                            weight * alike.cosines()[n],
                            Reason.LOOKS,
                            seed.facts().title());
                }
            }
        }

        private void addOwned() {
            for (Owned one : shopper.owned) {
                Candidate candidate = candidate(one.productId());
                if (candidate != null) {
                    candidate.add(
                            Feature.REPEAT,
                            Math.log1p(one.times() - 0.5) / SATURATION,
                            one.times() == 1 ? Reason.BOUGHT_BEFORE : Reason.BOUGHT_OFTEN,
                            Integer.toString(one.times()));
                    long age = Math.max(0, EventTime.dayOf(time) - one.lastDay());
                    candidate.add(Feature.REPEAT_RECENCY, Math.pow(0.5, age / RECENCY));
                }
            }
        }

        private void addTastes() {
            for (Taste taste : shopper.tastes) {
                if (!owned.contains(taste.productId())) {
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
            interests.categories().entrySet().stream()
                    .sorted(
                            Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                                    .thenComparing(Map.Entry.comparingByKey()))
                    .limit(CATEGORIES)
                    .forEach(category -> add(shelf.popularIn(category.getKey()), IN_CATEGORY));
            rules.pins().keySet().forEach(this::candidate);
        }

        /** What is so for everybody is a reason only where nothing of the shopper's own is. */
        private void describe(Candidate candidate, Profile profile) {
            candidate.keepReason();
            profile.describe(candidate);
            candidate.sum();
        }

        /** Pinned products come first. */
        private double prior(Candidate candidate) {
            return rules.pins().containsKey(candidate.productId())
                    ? Double.POSITIVE_INFINITY
                    : candidate.prior();
        }

        private Candidates run() {
            readTastes();
            addNeighbours();
            addLookalikes();
            addOwned();
            addTastes();
            addPopular();
            Profile profile = interests.profile(shelf, segment);
            List<Candidate> all = new ArrayList<>(found.values());
            all.forEach(candidate -> describe(candidate, profile));
            all.sort((one, other) -> firstOf(prior(other), prior(one), one, other));
            return Candidates.of(
                    all.subList(0, Math.min(MOST, all.size())),
                    rules,
                    byPopularity(),
                    byTies(all),
                    new Question(shopper.past(time), profile));
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
                if (tie(candidate) > 0) {
                    tied.add(candidate);
                }
            }
            tied.sort((one, other) -> firstOf(tie(other), tie(one), one, other));
            String[] ids = new String[Math.min(BASELINE, tied.size())];
            Arrays.setAll(ids, i -> tied.get(i).productId());
            return ids;
        }
    }

    private static double tie(Candidate candidate) {
        return candidate.feature(Feature.TOGETHER);
    }

    /** Of two candidates the one with the greater value goes first, of equal ones by id. */
    private static int firstOf(double value, double by, Candidate one, Candidate other) {
        int order = Double.compare(value, by);
        return order != 0 ? order : one.productId().compareTo(other.productId());
    }

    /** Candidates for a shopper as they stand at a time. */
    Candidates find(Shopper shopper, long time) {
        return new Search(shopper, time).run();
    }
}
