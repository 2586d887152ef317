package io.tillstream.models.recommend;

import io.tillstream.models.recommend.CandidateFeatures.Candidates;
import java.util.Arrays;

/** Candidates of several sources, ordered by a {@link Ranker}; what is no candidate comes last. */
public final class Blend implements Recommender {
    private static final double NO_CANDIDATE = -1e9;

    private final String name;
    private final CandidateFeatures features;
    private final Ranker ranker;

    /** A blend of the features' sources. */
    public Blend(String name, CandidateFeatures features, Ranker ranker) {
        this.name = name;
        this.features = features;
        this.ranker = ranker;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public double[] score(ShopState state, int customer, int day, boolean[] allowed) {
        Candidates candidates = features.of(state, customer, day, allowed);
        double[] scores = new double[state.products()];
        Arrays.fill(scores, NO_CANDIDATE);
        for (int i = 0; i < candidates.items().length; i++) {
            scores[candidates.items()[i]] = ranker.score(candidates.rows()[i]);
        }
        return scores;
    }
}
