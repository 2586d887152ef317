package io.tillstream.recommendations;

import io.tillstream.models.recommend.TowerAnswer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells the ranker of candidates what the towers think of them, and adds the towers' own. What they
 * add is described by the shopper's profile: were it tied to the shopper more closely, it would be
 * a candidate already.
 */
final class TowerProposals {
    /** Products that the towers are asked for: places beyond do not count. */
    static final int LENGTH = 100;

    private final BusinessRules rules;
    private final int most;

    /**
     * @param most products to add
     */
    TowerProposals(BusinessRules rules, int most) {
        this.rules = rules;
        this.most = most;
    }

    /** Candidates with what the towers answered to their question. */
    Candidates addTo(Candidates candidates, TowerAnswer<ItemCard> answer) {
        Map<String, Integer> rows = new HashMap<>();
        for (int row = 0; row < candidates.size(); row++) {
            rows.put(candidates.productIds()[row], row);
        }
        float[] features = candidates.features().clone();
        List<Candidate> added = new ArrayList<>();
        for (int place = 0; place < answer.cards().size(); place++) {
            ItemCard card = answer.cards().get(place);
            Integer row = rows.get(card.productId());
            double score = score(answer.scores(), place);
            if (row != null) {
                int from = row * Feature.COUNT;
                features[from + Feature.TOWERS.ordinal()] = (float) score;
                features[from + Feature.TOWERS_PLACE.ordinal()] = (float) byPlace(place);
            } else if (added.size() < most) {
                Candidate candidate = new Candidate().begin(card, card.facts().logPrice());
                candidate.add(Feature.TOWERS, score, Reason.TOWERS, "");
                candidate.add(Feature.TOWERS_PLACE, byPlace(place), Reason.TOWERS, "");
                candidates.question().profile().describe(candidate);
                added.add(candidate);
            }
        }
        return candidates
                .withFeatures(features)
                .plus(
                        Candidates.of(
                                added,
                                rules,
                                candidates.byPopularity(),
                                candidates.byTies(),
                                null));
    }

    /** Dot products have no unit: 1 for the best, 0 for the last that was asked for. */
    private static double score(float[] scores, int place) {
        float best = scores[0];
        float last = scores[scores.length - 1];
        return best > last ? (scores[place] - last) / (best - last) : 1;
    }

    private static double byPlace(int place) {
        return Math.log(2) / Math.log(2 + place);
    }
}
