package io.tillstream.models.recommend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Scores of several methods, and whether a product was looked at before, blended by a ranker. */
final class SessionBlend implements NextProduct {
    private static final int OWN = 3;

    private final List<NextProduct> sources;
    private final Ranker ranker;

    private SessionBlend(List<NextProduct> sources, Ranker ranker) {
        this.sources = sources;
        this.ranker = ranker;
    }

    /**
     * Trains.
     *
     * @param early sources that have not seen the sessions
     * @param sources the same methods, to be blended
     */
    static SessionBlend train(
            List<NextProduct> early, List<NextProduct> sources, List<Session> sessions, long seed) {
        List<RankerTraining.Example> lists = new ArrayList<>();
        for (Session session : sessions) {
            for (int next = 1; next < session.items().length; next++) {
                float[][] rows = rows(early, Arrays.copyOf(session.items(), next));
                boolean[] bought = new boolean[rows.length];
                bought[session.items()[next]] = true;
                lists.add(new RankerTraining.Example(rows, bought, 1));
            }
        }
        return new SessionBlend(
                sources, new RankerTraining(lists, OWN + 2 * sources.size()).train(seed));
    }

    /** Features of all products. */
    private static float[][] rows(List<NextProduct> sources, int[] items) {
        double[][] scores = sources.stream().map(s -> s.score(items)).toArray(double[][]::new);
        int products = scores[0].length;
        int[] all = new int[products];
        Arrays.setAll(all, i -> i);
        float[][] rows = new float[products][OWN + 2 * sources.size()];
        for (int i = 0; i < items.length; i++) {
            rows[items[i]][0] = 1;
            rows[items[i]][1] = 1f / (items.length - i);
        }
        rows[items[items.length - 1]][2] = 1;
        for (int s = 0; s < scores.length; s++) {
            CandidateFeatures.addSource(scores[s], all, rows, OWN + 2 * s);
        }
        return rows;
    }

    @Override
    public String name() {
        return "blend";
    }

    @Override
    public double[] score(int[] items) {
        return Arrays.stream(rows(sources, items)).mapToDouble(ranker::score).toArray();
    }
}
