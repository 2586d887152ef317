package io.tillstream.products;

/**
 * What happened to a product on a day since the last count.
 *
 * @param day epoch day
 * @param revenue quantity x price - discount of the units sold
 */
public record ProductActivity(
        String productId, long day, long views, long carts, long units, long revenue) {}
