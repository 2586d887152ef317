package io.tillstream.recommendations;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Picks the best of many without putting the others in order (quickselect; Hoare 1961). */
final class Best {
    private Best() {}

    /**
     * The best of a list, the first first; the list is left in another order.
     *
     * @param most how many, if there are as many
     * @param order total: no two are equal by it
     */
    static <T> List<T> of(List<T> all, int most, Comparator<? super T> order) {
        if (most < all.size()) {
            moveToFront(all, most, order);
        }
        List<T> best = all.subList(0, Math.min(most, all.size()));
        best.sort(order);
        return best;
    }

    private static <T> void moveToFront(List<T> all, int most, Comparator<? super T> order) {
        int from = 0;
        int to = all.size() - 1;
        while (from < to) {
            T pivot = all.get((from + to) >>> 1);
            int left = from;
            int right = to;
            while (left <= right) {
                while (order.compare(all.get(left), pivot) < 0) {
                    left++;
                }
                while (order.compare(all.get(right), pivot) > 0) {
                    right--;
                }
                if (left <= right) {
                    Collections.swap(all, left++, right--);
                }
            }
            if (most <= right) {
                to = right;
            } else if (most >= left) {
                from = left;
            } else {
                return;
            }
        }
    }
}
