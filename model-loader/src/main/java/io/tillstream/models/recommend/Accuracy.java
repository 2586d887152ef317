package io.tillstream.models.recommend;

/**
 * What lists were worth.
 *
 * @param baskets purchases judged
 * @param items products in them
 * @param hr1 share of those products that stood first
 * @param hr10 share of those products that stood among the first 10
 * @param recall10 share of a purchase's products among the first 10, mean over purchases
 * @param ndcg10 normalised discounted cumulative gain of the first 10, mean over purchases: gain 1
 *     for a product bought, discount {@code log2(1 + place)}, normalised by the best possible list
 * @param mrr 1 / place of the first product bought, mean over purchases
 * @param coverage share of the catalogue that stood among somebody's first 10
 * @param novelty mean of {@code -log2(share of all lines so far)} over the products shown
 */
public record Accuracy(
        int baskets,
        int items,
        double hr1,
        double hr10,
        double recall10,
        double ndcg10,
        double mrr,
        double coverage,
        double novelty) {}
