package io.tillstream.models.recommend;

import java.util.stream.IntStream;

/** Places by score; equal scores go by purchases, then by the product's number. */
final class Ranking {
    private final double[] scores;
    private final boolean[] candidates;
    private final ShopState state;

    /**
     * @param candidates the products that may stand in the list
     */
    Ranking(double[] scores, boolean[] candidates, ShopState state) {
        this.scores = scores;
        this.candidates = candidates;
        this.state = state;
    }

    /** The first products, best first. */
    int[] top(int count) {
        int[] best = new int[Math.min(count, scores.length)];
        int size = 0;
        for (int item = 0; item < scores.length; item++) {
            if (!candidates[item] || (size == best.length && !before(item, best[size - 1]))) {
                continue;
            }
            int place = size == best.length ? size - 1 : size++;
            while (place > 0 && before(item, best[place - 1])) {
                best[place] = best[place - 1];
                place--;
            }
            best[place] = item;
        }
        return IntStream.range(0, size).map(i -> best[i]).toArray();
    }

    /** The place of a product from 1 on, or 0 if it is no candidate. */
    int placeOf(int item) {
        if (!candidates[item]) {
            return 0;
        }
        int place = 1;
        for (int other = 0; other < scores.length; other++) {
            if (candidates[other] && before(other, item)) {
                place++;
            }
        }
        return place;
    }

    private boolean before(int a, int b) {
        if (scores[a] != scores[b]) {
            return scores[a] > scores[b];
        }
        int more = Integer.compare(state.purchases(a), state.purchases(b));
        return more != 0 ? more > 0 : a < b;
    }
}
