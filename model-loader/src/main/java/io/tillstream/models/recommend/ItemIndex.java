package io.tillstream.models.recommend;

import java.util.function.IntPredicate;

/** A search of vectors as they once stood; it never changes. One thread searches at a time. */
sealed interface ItemIndex extends AutoCloseable permits ItemGraph, DeviceVectors {
    /** Vectors in it. */
    int size();

    /**
     * Rows with about the greatest dot products, for each shopper, in no order.
     *
     * @param shoppers vectors, row by row
     * @param count of rows, 1 or more; fewer come where fewer are wanted, or found
     * @param wanted rows that may come
     */
    int[][] nearest(float[] shoppers, int count, IntPredicate wanted);

    @Override
    void close();
}
