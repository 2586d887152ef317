package io.tillstream.sandbox.shop;

import java.util.ArrayList;
import java.util.List;

/** Things nobody forecasts: a product goes viral, a product is recalled, a store stays shut. */
final class Shocks {
    private static final int LONGEST = 9;
    private static final int TRIES = 50;

    private final ShopConfig config;
    private final Catalogue catalogue;
    private final int interval;

    Shocks(ShopConfig config, Catalogue catalogue) {
        this.config = config;
        this.catalogue = catalogue;
        this.interval = Math.max(2, Math.min(6, config.days() / 5));
    }

    /** Kinds of shock. */
    enum Kind {
        /** A product takes a share of all demand. */
        VIRAL,
        /** A product is taken off all shelves and not delivered. */
        RECALL,
        /** A store sells nothing. */
        STORE_CLOSED
    }

    /**
     * One shock. Days count from the first day of the run.
     *
     * @param subject index of the product or the store
     * @param from first day
     * @param to day after the last
     * @param share of all product choices, for a viral product
     */
    record Shock(Kind kind, int subject, int from, int to, double share) {}

    private Shock shock(int number) {
        Rng rng = new Rng(config.seed(), "shock", number);
        int from = 1 + number * interval + rng.below(interval);
        return switch (number % 4) {
            case 1 -> {
                int to = from + rng.between(4, LONGEST);
                yield new Shock(Kind.RECALL, product(rng, from, to), from, to, 0);
            }
            case 3 ->
                    new Shock(
                            Kind.STORE_CLOSED,
                            rng.below(config.stores()),
                            from,
                            from + rng.between(1, 2),
                            0);
            default -> {
                int to = from + rng.between(2, 4);
                double share = 0.04 + 0.06 * rng.unit();
                yield new Shock(Kind.VIRAL, product(rng, from, to), from, to, share);
            }
        };
    }

    /** Some product that is sold all the time, rather a popular one. */
    private int product(Rng rng, int from, int to) {
        int best = -1;
        int found = 0;
        for (int i = 0; i < TRIES && found < 5; i++) {
            Product candidate = catalogue.product(rng.below(catalogue.size()));
            if (candidate.soldOn(from) && candidate.soldOn(to)) {
                found++;
                if (best < 0 || candidate.weight > catalogue.product(best).weight) {
                    best = candidate.index;
                }
            }
        }
        return Math.max(best, 0);
    }

    List<Shock> on(int day) {
        List<Shock> active = new ArrayList<>();
        for (int k = Math.max(0, day / interval - LONGEST - 2); k * interval <= day; k++) {
            Shock shock = shock(k);
            if (shock.from() <= day && day < shock.to()) {
                active.add(shock);
            }
        }
        return active;
    }

    List<Shock> before(int day) {
        List<Shock> begun = new ArrayList<>();
        for (int k = 0; k * interval < day; k++) {
            if (shock(k).from() < day) {
                begun.add(shock(k));
            }
        }
        return begun;
    }
}
