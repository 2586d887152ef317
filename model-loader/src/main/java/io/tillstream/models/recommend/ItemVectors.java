package io.tillstream.models.recommend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Vectors of products, and the search of those with the greatest dot product. Blocks of {@link
 * DotProducts#BLOCK} products lie dimension by dimension, so that neighbouring numbers are summed
 * side by side.
 */
final class ItemVectors<C> {
    private static final int WIDTH = ItemEncoder.WIDTH;
    private static final int BLOCK = DotProducts.BLOCK;

    private final DotProducts dots;
    private final Map<String, Integer> rows = new HashMap<>();
    private final List<TowerItem<C>> items = new ArrayList<>();
    private final List<float[]> blocks = new ArrayList<>();

    ItemVectors() {
        this(DotProducts.fastest());
    }

    ItemVectors(DotProducts dots) {
        this.dots = dots;
    }

    int size() {
        return items.size();
    }

    /** Takes an item in the place of one with the same vector; false if there is none. */
    boolean replaceLike(TowerItem<C> item) {
        Integer row = rows.get(item.id());
        if (row == null || !item.isLike(items.get(row))) {
            return false;
        }
        items.set(row, item);
        return true;
    }

    /**
     * Takes an item and its vector, in the place of the product's former ones.
     *
     * @return the product's row
     */
    int put(TowerItem<C> item, float[] vectors, int at) {
        Integer known = rows.putIfAbsent(item.id(), items.size());
        int row = known == null ? items.size() : known;
        if (known == null) {
            items.add(item);
        } else {
            items.set(row, item);
        }
        if (row / BLOCK == blocks.size()) {
            blocks.add(new float[WIDTH * BLOCK]);
        }
        float[] block = blocks.get(row / BLOCK);
        for (int d = 0; d < WIDTH; d++) {
            block[d * BLOCK + row % BLOCK] = vectors[at + d];
        }
        return row;
    }

    /** A copy of the vector in a row. */
    float[] row(int row) {
        float[] block = blocks.get(row / BLOCK);
        float[] vector = new float[WIDTH];
        for (int d = 0; d < WIDTH; d++) {
            vector[d] = block[d * BLOCK + row % BLOCK];
        }
        return vector;
    }

    /** Writes the weighted mean of the vectors of what was bought; zeros where none is known. */
    void pool(ShopperPast past, float[] into, int at) {
        float sum = 0;
        for (int i = 0; i < past.products().length; i++) {
            Integer row = rows.get(past.products()[i]);
            if (row != null) {
                float weight = past.weights()[i];
                float[] block = blocks.get(row / BLOCK);
                for (int d = 0; d < WIDTH; d++) {
                    into[at + d] += weight * block[d * BLOCK + row % BLOCK];
                }
                sum += weight;
            }
        }
        if (sum > 0) {
            for (int d = 0; d < WIDTH; d++) {
                into[at + d] /= sum;
            }
        }
    }

    /**
     * The best products that may be shown.
     *
     * @param shoppers vectors, row by row
     */
    List<TowerAnswer<C>> best(float[] shoppers, int length) {
        List<Best> best = new ArrayList<>();
        for (int i = 0; i < shoppers.length / WIDTH; i++) {
            best.add(new Best(length));
        }
        float[] scores = new float[BLOCK];
        for (int b = 0; b < blocks.size(); b++) {
            int first = b * BLOCK;
            int count = Math.min(BLOCK, items.size() - first);
            for (int i = 0; i < best.size(); i++) {
                dots.of(blocks.get(b), shoppers, i * WIDTH, scores);
                best.get(i).offer(scores, first, count);
            }
        }
        return best.stream().map(Best::answer).toList();
    }

    /**
     * About the best products that may be shown, by an index of older vectors; the exact best where
     * it finds too few.
     *
     * @param changed rows that are not in the index, or with another vector
     */
    List<TowerAnswer<C>> best(float[] shoppers, int length, ItemIndex index, BitSet changed) {
        List<TowerAnswer<C>> answers = new ArrayList<>();
        int[][] nearest =
                index.nearest(shoppers, length, r -> items.get(r).shown() && !changed.get(r));
        for (int at = 0; at < shoppers.length; at += WIDTH) {
            Best best = new Best(length);
            for (int row : nearest[at / WIDTH]) {
                best.offer(row, score(row, shoppers, at));
            }
            for (int row = changed.nextSetBit(0); row >= 0; row = changed.nextSetBit(row + 1)) {
                if (items.get(row).shown()) {
                    best.offer(row, score(row, shoppers, at));
                }
            }
            answers.add(
                    best.size == length
                            ? best.answer()
                            : best(Arrays.copyOfRange(shoppers, at, at + WIDTH), length).get(0));
        }
        return answers;
    }

    /** The dot product, to the bit as in {@link DotProducts}. */
    private float score(int row, float[] shoppers, int at) {
        float[] block = blocks.get(row / BLOCK);
        float sum = 0;
        for (int d = 0; d < WIDTH; d++) {
            sum = Math.fma(shoppers[at + d], block[d * BLOCK + row % BLOCK], sum);
        }
        return sum;
    }

    /** The best so far: a heap with the worst of them on top. */
    private final class Best {
        private final int[] heap;
        private final float[] scores;
        private int size;

        Best(int length) {
            heap = new int[length];
            scores = new float[length];
        }

        void offer(float[] offered, int first, int count) {
            for (int i = 0; i < count; i++) {
                int row = first + i;
                float score = offered[i];
                if (size == heap.length && score < scores[0]) {
                    continue;
                }
                if (items.get(row).shown()) {
                    offer(row, score);
                }
            }
        }

        private void offer(int row, float score) {
            if (size < heap.length) {
                int at = size++;
                while (at > 0 && before(scores[(at - 1) / 2], heap[(at - 1) / 2], score, row)) {
                    set(at, (at - 1) / 2);
                    at = (at - 1) / 2;
                }
                heap[at] = row;
                scores[at] = score;
            } else if (before(score, row, scores[0], heap[0])) {
                sink(row, score);
            }
        }

        private void sink(int row, float score) {
            int at = 0;
            while (true) {
                int child = 2 * at + 1;
                if (child + 1 < size
                        && before(scores[child], heap[child], scores[child + 1], heap[child + 1])) {
                    child++;
                }
                if (child >= size || !before(score, row, scores[child], heap[child])) {
                    break;
                }
                set(at, child);
                at = child;
            }
            heap[at] = row;
            scores[at] = score;
        }

        private void set(int at, int from) {
            heap[at] = heap[from];
            scores[at] = scores[from];
        }

        private boolean before(float score, int row, float other, int otherRow) {
            return score != other
                    ? score > other
                    : items.get(row).id().compareTo(items.get(otherRow).id()) < 0;
        }

        TowerAnswer<C> answer() {
            Integer[] order = new Integer[size];
            Arrays.setAll(order, i -> i);
            Arrays.sort(order, (a, b) -> before(scores[a], heap[a], scores[b], heap[b]) ? -1 : 1);
            List<C> cards = new ArrayList<>(size);
            float[] sorted = new float[size];
            for (int i = 0; i < size; i++) {
                cards.add(items.get(heap[order[i]]).card());
                sorted[i] = scores[order[i]];
            }
            return new TowerAnswer<>(cards, sorted);
        }
    }
}
