package io.tillstream.recommendations;

import io.tillstream.events.EventTime;
import java.util.ArrayList;
import java.util.List;

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

    private static final double SATURATION = Math.log(11);

    private final Shelf shelf;
    private final BusinessRules rules;
    private final boolean asked;

    /** Of the search at hand. */
    private final Profile.Sums interests;

    /** Candidates of the search at hand by the index of their place; null for all other places. */
    private Candidate[] at = {};

    /** Those of them that are bought products, by index. */
    private boolean[] owned = {};

    /** Candidates of former searches, to be used again. */
    private final List<Candidate> used = new ArrayList<>();

    /** Candidates of the search at hand, at first in the order in which they were found. */
    private final List<Candidate> found = new ArrayList<>();

    /** Their places, in the order in which they were found. */
    private final List<Place> foundAt = new ArrayList<>();

    private List<Place> popular;
    private String[] byPopularity;

    /**
     * @param asked whether towers are asked of candidates: then they are told what they need
     */
    CandidateFinder(Shelf shelf, BusinessRules rules, boolean asked) {
        this.shelf = shelf;
        this.rules = rules;
        this.asked = asked;
        this.interests = new Profile.Sums(shelf);
    }

    /** One search. */
    private final class Search {
        private final Shopper shopper;
        private final long time;
        private final String segment;
        private final Place[] bought;
        private final Place[] tastes;
        private final double[] weights;
        private final int segmentNumber;

        Search(Shopper shopper, long time) {
            this.shopper = shopper;
            this.time = time;
            this.segment = shopper.segments.at(time);
            this.bought = shelf.places(shopper.owned.length, i -> shopper.owned[i].productId());
            this.tastes = shelf.places(shopper.tastes.length, i -> shopper.tastes[i].productId());
            this.weights = new double[shopper.tastes.length];
            this.segmentNumber = shelf.segments().of(segment);
        }

        /** The candidate, null if it is not to be shown. */
        private Candidate candidate(Place place) {
            if (place == null) {
                return null;
            }
            Candidate candidate = at[place.index];
            if (candidate == null && place.card().mayBeShown() && rules.allow(place.card())) {
                candidate = begin(place);
            }
            return candidate;
        }

        private Candidate begin(Place place) {
            if (found.size() == used.size()) {
                used.add(new Candidate());
            }
            Candidate candidate = used.get(found.size()).begin(place.card(), place.logPrice());
            at[place.index] = candidate;
            found.add(candidate);
            foundAt.add(place);
            return candidate;
        }

        /** Makes the first ones of a list candidates. */
        private void add(List<Place> places, int most) {
            for (int i = 0; i < Math.min(most, places.size()); i++) {
                candidate(places.get(i));
            }
        }

        private void markOwned(boolean mark) {
            for (Place place : bought) {
                if (place != null) {
                    owned[place.index] = mark;
                }
            }
        }

        private void readTastes() {
            for (int i = 0; i < tastes.length; i++) {
                weights[i] = shopper.tastes[i].at(time);
                if (tastes[i] != null) {
                    interests.add(tastes[i], weights[i]);
                }
            }
        }

        /** How much a taste counts, 0 to 1. */
        private double strength(int taste) {
            return weights[taste] / (weights[taste] + Interest.CART);
        }

        private void addNeighbours() {
            int last = tastes.length - 1;
            for (int i = last; i >= 0 && i > last - SEEDS; i--) {
                if (tastes[i] != null) {
                    Reason why = owned[tastes[i].index] ? Reason.BOUGHT : Reason.VIEWED;
                    addNeighbours(tastes[i], strength(i), i == last, why);
                }
            }
        }

        private void addNeighbours(Place place, double weight, boolean atHand, Reason why) {
            ItemCard seed = place.card();
            Place[] neighbours = place.neighbours(shelf);
            String title = seed.facts().title();
            for (int n = 0; n < neighbours.length; n++) {
                Candidate candidate = candidate(neighbours[n]);
                if (candidate == null) {
                    continue;
                }
                double similarity = place.similarity(n);
                candidate.add(Feature.TOGETHER, weight * similarity, why, title);
                if (atHand) {
                    candidate.add(Feature.CONTINUES, similarity, why, title);
                }
            }
        }

        private void addLookalikes() {
            int last = tastes.length - 1;
            for (int i = last; i >= 0 && i > last - LOOK_SEEDS; i--) {
                if (tastes[i] != null && tastes[i].card().lookalikes() != null) {
                    addLookalikes(tastes[i], strength(i));
                }
            }
        }

        private void addLookalikes(Place place, double weight) {
            ItemCard seed = place.card();
            Place[] alike = place.lookalikes(shelf);
            for (int n = 0; n < alike.length; n++) {
                Candidate candidate = candidate(alike[n]);
                float cosine = seed.lookalikes().cosines()[n];
                if (candidate != null && cosine > 0) {
                    candidate.add(
                            Feature.LOOKS, weight * cosine, Reason.LOOKS, seed.facts().title());
                }
            }
        }

        private void addOwned() {
            for (int i = 0; i < bought.length; i++) {
                Owned one = shopper.owned[i];
                Candidate candidate = candidate(bought[i]);
                if (candidate != null) {
                    candidate.add(
                            Feature.REPEAT,
                            Math.log1p(one.times() - 0.5) / SATURATION,
                            one.times() == 1 ? Reason.BOUGHT_BEFORE : Reason.BOUGHT_OFTEN,
                            one.times() == 1 ? "" : Integer.toString(one.times()));
                    long age = Math.max(0, EventTime.dayOf(time) - one.lastDay());
                    candidate.add(Feature.REPEAT_RECENCY, Math.pow(0.5, age / RECENCY));
                }
            }
        }

        private void addTastes() {
            for (int i = 0; i < tastes.length; i++) {
                if (tastes[i] != null && !owned[tastes[i].index]) {
                    Candidate candidate = candidate(tastes[i]);
                    if (candidate != null) {
                        candidate.add(Feature.INTEREST, strength(i), Reason.LOOKED_AT, "");
                    }
                }
            }
        }

        private void addPopular() {
            add(shelf.popularWith(segment), WITH_SEGMENT);
            add(shelf.popular(), POPULAR);
            add(shelf.trending(), TRENDING);
            interests.categories().byWeight().stream()
                    .limit(CATEGORIES)
                    .forEach(category -> add(shelf.popularIn(category), IN_CATEGORY));
            rules.pins().keySet().forEach(productId -> candidate(shelf.place(productId)));
        }

        /** What is so for everybody is a reason only where nothing of the shopper's own is. */
        private void describe(Candidate candidate, Place place, Profile profile) {
            candidate.keepReason();
            profile.describe(
                    candidate,
                    place.boughtIn(segmentNumber),
                    interests.categoryShare(place),
                    interests.brandShare(place));
            candidate.sum();
        }

        private void pin() {
            for (String productId : rules.pins().keySet()) {
                Candidate candidate = candidate(shelf.place(productId));
                if (candidate != null) {
                    candidate.pin();
                }
            }
        }

        private Candidates run() {
            markOwned(true);
            readTastes();
            addNeighbours();
            addLookalikes();
            addOwned();
            addTastes();
            addPopular();
            Profile profile = interests.profile(shelf, segment);
            for (int i = 0; i < found.size(); i++) {
                describe(found.get(i), foundAt.get(i), profile);
            }
            pin();
            String[] byTies = byTies();
            return Candidates.of(
                    Best.of(found, MOST, Candidate::byPrior),
                    rules,
                    byPopularity(),
                    byTies,
                    asked ? new Question(shopper.past(time), profile) : null);
        }

        private String[] byTies() {
            List<Candidate> tied = new ArrayList<>();
            for (Candidate candidate : found) {
                if (candidate.feature(Feature.TOGETHER) > 0) {
                    tied.add(candidate);
                }
            }
            return Best.of(
                            tied,
                            BASELINE,
                            (one, other) -> Candidate.byFeature(Feature.TOGETHER, one, other))
                    .stream()
                    .map(Candidate::productId)
                    .toArray(String[]::new);
        }

        /** Leaves nothing behind for the next search. */
        private void end() {
            foundAt.forEach(place -> at[place.index] = null);
            found.clear();
            foundAt.clear();
            markOwned(false);
            interests.clear();
        }
    }

    /** What popularity alone would show; the same until what is popular changes. */
    private String[] byPopularity() {
        if (popular != shelf.popular()) {
            popular = shelf.popular();
            byPopularity =
                    popular.stream()
                            .map(Place::card)
                            .filter(card -> card.bought() != Fading.NOTHING)
                            .limit(BASELINE)
                            .map(ItemCard::productId)
                            .toArray(String[]::new);
        }
        return byPopularity;
    }

    /** Candidates for a shopper as they stand at a time. */
    Candidates find(Shopper shopper, long time) {
        if (at.length < shelf.capacity()) {
            at = new Candidate[2 * shelf.capacity()];
            owned = new boolean[2 * shelf.capacity()];
        }
        Search search = new Search(shopper, time);
        try {
            return search.run();
        } finally {
            search.end();
        }
    }
}
