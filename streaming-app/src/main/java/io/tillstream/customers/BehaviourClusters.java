package io.tillstream.customers;

import io.tillstream.events.Amount;
import io.tillstream.models.clusters.KMeansState;
import io.tillstream.models.clusters.StreamingKMeans;
import java.util.List;

/**
 * How customers buy, in six clusters that keep their names: each is held by an archetype, in
 * standard deviations from the average customer.
 */
final class BehaviourClusters {
    private static final List<String> NAMES =
            List.of("budget", "high-value", "seasonal", "frequent", "online", "occasional");

    /** Frequency, basket, discount share, seasonal share, online share, return share. */
    private static final double[][] ARCHETYPES = {
        {0.0, -0.7, 1.4, 0.0, 0.0, 0.0},
        {0.4, 1.6, -0.2, 0.0, 0.0, 0.0},
        {-0.2, 0.0, 0.0, 1.7, 0.0, 0.0},
        {1.6, 0.0, 0.0, 0.0, 0.0, 0.0},
        {0.0, 0.0, 0.0, 0.0, 1.4, 0.3},
        {-0.8, -0.3, -0.3, -0.3, -0.5, -0.2}
    };

    /** A day's customers count half after some two weeks. */
    private static final double DECAY = 0.95;

    private static final double ANCHOR = 0.03;
    private static final StreamingKMeans MODEL = new StreamingKMeans(ARCHETYPES, DECAY, ANCHOR);
    private static final BehaviourClusters UNTRAINED = new BehaviourClusters(null);

    private final StreamingKMeans.Assigner assigner;

    private BehaviourClusters(StreamingKMeans.Assigner assigner) {
        this.assigner = assigner;
    }

    /** The clusters of a state; null before anything was learned. */
    static BehaviourClusters of(KMeansState state) {
        return state == null ? UNTRAINED : new BehaviourClusters(MODEL.assigner(state));
    }

    /** True if these are the clusters of a state; states differ in their count of batches. */
    boolean isOf(KMeansState state) {
        return assigner == null
                ? state == null
                : state != null && assigner.state().batches() == state.batches();
    }

    /** Learns from the customers of one day; a batch without customers changes nothing. */
    static KMeansState update(KMeansState state, List<long[]> customers) {
        return MODEL.update(state, customers.stream().map(BehaviourClusters::features).toList());
    }

    /** The name of a customer's cluster; null before anything was learned. */
    String nameOf(long[] figures) {
        return assigner == null ? null : NAMES.get(assigner.clusterOf(features(figures)));
    }

    private static double[] features(long[] figures) {
        double purchases = figures[Figures.PURCHASES];
        double gross = figures[Figures.GROSS];
        double spent = gross - figures[Figures.DISCOUNT];
        return new double[] {
            Math.log1p(purchases),
            Math.log1p(Math.max(0, spent) / purchases / Amount.ONE),
            share((double) figures[Figures.DISCOUNT], gross),
            share((double) figures[Figures.SEASONAL], purchases),
            share((double) figures[Figures.ONLINE], purchases),
            share((double) figures[Figures.RETURNED], spent)
        };
    }

    private static double share(double part, double whole) {
        return whole <= 0 ? 0 : Math.min(1, part / whole);
    }
}
