package io.tillstream.models.recommend;

/** Says how much each product is one for a customer, from what was known before a day. */
public interface Recommender {
    /** The name that reports give it. */
    String name();

    /**
     * Scores all products.
     *
     * @param state what was known before the day
     * @param customer the customer's number; one unknown has an empty history
     * @param day UTC day of the purchase to come
     * @param allowed the products that may be recommended; scores of others mean nothing
     * @return one score a product, the higher the better; equal scores go by popularity
     */
    double[] score(ShopState state, int customer, int day, boolean[] allowed);
}
