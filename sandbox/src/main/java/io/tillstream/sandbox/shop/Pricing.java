package io.tillstream.sandbox.shop;

import io.tillstream.sandbox.shop.Customers.Trait;
import java.time.LocalDate;

/** How many of a product go into the basket, and at which discount. */
final class Pricing {
    private static final int COUPON_PERCENT = 10;

    private ShopCalendar.Promotion promotion;

    void newDay(LocalDate date) {
        promotion = ShopCalendar.promotion(date);
    }

    boolean promotion() {
        return promotion != null;
    }

    void addLine(Basket basket, Product product, Trait trait, Rng rng) {
        int quantity = quantity(rng);
        int percent =
                promotion != null && promotion.covers(product.category) ? promotion.percent() : 0;
        if (rng.chance(trait == Trait.BARGAIN ? 0.3 : 0.04)) {
            percent += COUPON_PERCENT;
        }
        long discount = ((long) product.cents * quantity * percent + 50) / 100;
        basket.add(product.index, quantity, product.cents, discount);
    }

    private static int quantity(Rng rng) {
        double chance = rng.unit();
        if (chance < 0.87) {
            return 1;
        }
        return chance < 0.985 ? 2 : rng.between(3, 6);
    }
}
