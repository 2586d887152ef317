package io.tillstream.sandbox.shop;

import java.util.PriorityQueue;

/** What purchases lead to days later: returns and reviews. */
final class Aftermath {
    private static final double RETURNED_ONLINE = 0.13;
    private static final double RETURNED_IN_STORE = 0.05;
    private static final double REVIEWED = 0.16;
    private static final long OPENS = 9 * Clock.HOUR;
    private static final long CLOSES = 20 * Clock.HOUR;

    private final Catalogue catalogue;
    private final Rng rng;
    private final PriorityQueue<Plan> plans = new PriorityQueue<>();
    private long sequence;

    Aftermath(ShopConfig config, Catalogue catalogue) {
        this.catalogue = catalogue;
        this.rng = new Rng(config.seed(), "aftermath");
    }

    /**
     * Something planned.
     *
     * @param rating of a review; 0 for a return
     */
    record Plan(
            long time,
            long sequence,
            int location,
            String customerId,
            String orderId,
            Product product,
            int rating,
            int quantity,
            long unitPrice,
            long discount)
            implements Comparable<Plan> {
        @Override
        public int compareTo(Plan other) {
            int byTime = Long.compare(time, other.time);
            return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
        }

        /** The one line that comes back. */
        Basket basket() {
            Basket basket = new Basket();
            basket.add(product.index, quantity, unitPrice, discount);
            return basket;
        }
    }

    void plan(int location, String customerId, String orderId, Basket basket, long time) {
        int line = rng.below(basket.size);
        if (rng.chance(location == 0 ? RETURNED_ONLINE : RETURNED_IN_STORE)) {
            long day = (time / Clock.DAY + rng.between(2, 20)) * Clock.DAY;
            long back = day + rng.between(OPENS, CLOSES);
            add(location, customerId, orderId, basket, line, back, 0);
        }
        if (location == 0 && customerId != null && rng.chance(REVIEWED)) {
            double quality = catalogue.product(basket.products[line]).quality;
            int rating = 1 + (int) Math.max(0, Math.min(4.99, 5 * quality + rng.gauss() * 0.8));
            long wait = rng.between(2 * Clock.DAY, 14 * Clock.DAY);
            add(location, customerId, orderId, basket, line, time + wait, rating);
        }
    }

    private void add(
            int location,
            String customerId,
            String orderId,
            Basket basket,
            int line,
            long time,
            int rating) {
        plans.add(
                new Plan(
                        time,
                        sequence++,
                        location,
                        customerId,
                        orderId,
                        catalogue.product(basket.products[line]),
                        rating,
                        basket.quantities[line],
                        basket.unitPrices[line],
                        basket.discounts[line]));
    }

    /** The next plan due before a time, or null. */
    Plan poll(long before) {
        Plan next = plans.peek();
        return next == null || next.time >= before ? null : plans.poll();
    }
}
