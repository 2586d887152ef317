package io.tillstream.recommendations;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts candidates in order: by score, of each category no more than a bound as long as there are
 * others, pinned products at their places.
 *
 * @param size places
 * @param mostOfCategory bound on products of one category
 */
record Slate(int size, int mostOfCategory) implements Serializable {
    /** Indices of candidates, the best first. */
    List<Integer> of(Candidates candidates, double[] scores, Map<String, Integer> pins) {
        List<Integer> pinned = new ArrayList<>();
        List<Integer> slate = diverse(order(candidates, scores, pins, pinned), candidates);
        for (int i : pinned) {
            int place = pins.get(candidates.productIds()[i]) - 1;
            slate.add(Math.min(place, slate.size()), i);
        }
        return slate.subList(0, Math.min(size, slate.size()));
    }

    /** The candidates by score, the pinned ones apart by place. */
    private static List<Integer> order(
            Candidates candidates,
            double[] scores,
            Map<String, Integer> pins,
            List<Integer> pinned) {
        String[] ids = candidates.productIds();
        List<Integer> order = new ArrayList<>(ids.length);
        for (int i = 0; i < ids.length; i++) {
            (pins.containsKey(ids[i]) ? pinned : order).add(i);
        }
        pinned.sort((i, j) -> Integer.compare(pins.get(ids[i]), pins.get(ids[j])));
        order.sort(
                (i, j) -> {
                    int byScore = Double.compare(scores[j], scores[i]);
                    return byScore != 0 ? byScore : ids[i].compareTo(ids[j]);
                });
        return order;
    }

    private List<Integer> diverse(List<Integer> order, Candidates candidates) {
        Map<String, Integer> counts = new HashMap<>();
        List<Integer> slate = new ArrayList<>(order.size());
        List<Integer> beyond = new ArrayList<>();
        for (int i : order) {
            if (slate.size() == size) {
                return slate;
            }
            int count = counts.merge(candidates.category(i), 1, Integer::sum);
            (count <= mostOfCategory ? slate : beyond).add(i);
        }
        // A short list would be worse than a monotonous one.
        slate.addAll(beyond);
        return slate;
    }
}
