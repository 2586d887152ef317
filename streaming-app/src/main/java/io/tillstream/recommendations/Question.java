package io.tillstream.recommendations;

import io.tillstream.models.recommend.ShopperPast;

/**
 * What the towers need to propose products to a shopper as known at one time.
 *
 * @param past what was bought before
 * @param profile by which the products that they propose are described
 */
public record Question(ShopperPast past, Profile profile) {}
