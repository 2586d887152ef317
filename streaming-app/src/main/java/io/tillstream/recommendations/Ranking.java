package io.tillstream.recommendations;

import java.util.List;

/** Makes an emission of candidates. */
final class Ranking {
    private Ranking() {}

    /**
     * The emission.
     *
     * @param emittedAt wall-clock time, epoch milliseconds
     */
    static Recommendation of(
            Moment moment,
            RankerModel model,
            Variant variant,
            RecommendationSettings settings,
            long emittedAt) {
        Candidates candidates = moment.candidates();
        double[] chances = Blend.chances(candidates, model.weights(variant));
        String version = version(model, moment.towers());
        List<Integer> order = settings.slate().of(candidates, chances, settings.rules().pins());
        return new Recommendation(
                RecommendationId.of(
                        settings.experiment().salt(), moment.shopper(), moment.eventId(), variant),
                moment.shopper(),
                moment.triggeredAt(),
                emittedAt,
                moment.eventId(),
                version,
                variant.label(),
                order.stream().map(i -> candidates.productIds()[i]).toArray(String[]::new),
                order.stream().mapToDouble(i -> chances[i]).toArray(),
                order.stream().map(i -> candidates.reason(i)).toArray(String[]::new));
    }

    /** All that made the list; a job that has no towers to ask names none. */
    private static String version(RankerModel ranker, String towers) {
        return towers == null ? ranker.version() : ranker.version() + "+" + towers;
    }
}
