package io.tillstream.recommendations;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

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
        List<Integer> order =
                new ArrayList<>(
                        IntStream.range(0, scores.length)
                                .boxed()
                                .sorted(
                                        Comparator.comparingDouble((Integer i) -> -scores[i])
                                                .thenComparing(i -> candidates.productIds()[i]))
                                .toList());
        List<Integer> pinned =
                order.stream().filter(i -> pins.containsKey(candidates.productIds()[i])).toList();
        order.removeAll(pinned);
        List<Integer> slate = diverse(order, candidates);
        pinned.stream()
                .sorted(Comparator.comparing(i -> pins.get(candidates.productIds()[i])))
                .forEach(
                        i -> {
                            int place = pins.get(candidates.productIds()[i]) - 1;
                            slate.add(Math.min(place, slate.size()), i);
                        });
        return slate.subList(0, Math.min(size, slate.size()));
    }

    private List<Integer> diverse(List<Integer> order, Candidates candidates) {
        Map<String, Integer> counts = new HashMap<>();
        List<Integer> slate = new ArrayList<>();
        List<Integer> beyond = new ArrayList<>();
        for (int i : order) {
            int count = counts.merge(candidates.categories()[i], 1, Integer::sum);
            (count <= mostOfCategory ? slate : beyond).add(i);
        }
        // A short list would be worse than a monotonous one.
        slate.addAll(beyond);
        return slate;
    }
}
