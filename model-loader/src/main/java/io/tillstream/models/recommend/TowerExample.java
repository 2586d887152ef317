package io.tillstream.models.recommend;

import java.util.ArrayList;
import java.util.List;

/**
 * A purchase to learn from.
 *
 * @param shopper what was known before its day
 * @param bought the products to be told
 */
record TowerExample(ShopperInput shopper, int[] bought) {

    /** The purchases of named customers before a day, each with what was known before its own. */
    static List<TowerExample> before(PurchaseLog log, int day) {
        List<TowerExample> examples = new ArrayList<>();
        new Evaluation(log, Integer.MIN_VALUE)
                .walk(
                        day,
                        question -> {
                            Basket basket = question.basket();
                            ShopperHistory shopper = question.state().shopper(basket.customer());
                            examples.add(
                                    new TowerExample(
                                            ShopperInput.of(shopper, basket.day()),
                                            basket.items()));
                        });
        return examples;
    }
}
