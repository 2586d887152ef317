package io.tillstream.models.recommend;

/** Says what a visit will look at next. */
interface NextProduct {
    /** The name that reports give it. */
    String name();

    /**
     * Scores all products.
     *
     * @param items what was looked at so far, one or more
     * @return one score a product, the higher the better
     */
    double[] score(int[] items);
}
