package io.tillstream.sandbox.shop;

import io.tillstream.sandbox.shop.Fashion.Style;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** What shoppers reach for on a day: by popularity, own style, trends and what went viral. */
final class Shelf {
    private static final double OWN_STYLE = 0.6;

    private final Catalogue catalogue;
    private final Picker[] styles = new Picker[Style.values().length];
    private final List<Boost> boosts = new ArrayList<>();
    private Picker all;

    Shelf(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * A share of all choices goes to some products.
     *
     * @param canBeSeen whether it is that of a trend that pictures can show
     */
    private record Boost(double share, Picker picker, boolean canBeSeen) {}

    /** Draws from products by weight. */
    private static final class Picker {
        private final int[] items;
        private final double[] cumulative;

        Picker(int[] items, double[] cumulative) {
            this.items = items;
            this.cumulative = cumulative;
        }

        boolean isEmpty() {
            return items.length == 0;
        }

        int pick(Rng rng) {
            double at = rng.unit() * cumulative[cumulative.length - 1];
            int found = Arrays.binarySearch(cumulative, at);
            return items[Math.min(items.length - 1, found < 0 ? -found - 1 : found + 1)];
        }
    }

    void newDay(int day, List<Trends.Trend> trends, List<Shocks.Shock> shocks) {
        all = picker(day, p -> true);
        for (Style style : Style.values()) {
            styles[style.ordinal()] = picker(day, p -> p.style == style);
        }
        boosts.clear();
        for (Trends.Trend trend : trends) {
            // Noon stands for the whole day.
            boost(
                    trend.demandShare() * trend.strength(day + 0.5),
                    picker(day, trend::matches),
                    trend.canBeSeen());
        }
        for (Shocks.Shock shock : shocks) {
            if (shock.kind() == Shocks.Kind.VIRAL) {
                boost(shock.share(), picker(day, p -> p.index == shock.subject()), false);
            }
        }
    }

    private void boost(double share, Picker picker, boolean canBeSeen) {
        if (share > 0 && !picker.isEmpty()) {
            boosts.add(new Boost(share, picker, canBeSeen));
        }
    }

    private Picker picker(int day, Predicate<Product> wanted) {
        int[] items = new int[catalogue.size()];
        double[] cumulative = new double[catalogue.size()];
        int count = 0;
        double sum = 0;
        for (int i = 0; i < catalogue.size(); i++) {
            Product product = catalogue.product(i);
            if (product.soldOn(day) && wanted.test(product)) {
                sum += product.interest(day);
                items[count] = i;
                cumulative[count++] = sum;
            }
        }
        return new Picker(Arrays.copyOf(items, count), Arrays.copyOf(cumulative, count));
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** A product for somebody of a style (null: unknown) and a trait. */
    Product pick(Rng rng, Style style, Customers.Trait trait) {
        Product first = draw(rng, style);
        if (trait == Customers.Trait.BALANCED || !rng.chance(0.75)) {
            return first;
        }
        Product second = draw(rng, style);
        boolean cheaper = second.cents < first.cents;
        return cheaper == (trait == Customers.Trait.BARGAIN) ? second : first;
    }

    /** A product for somebody who knows nothing of trends that pictures can show. */
    Product pickUnseeing(Rng rng) {
        return draw(rng, null, false);
    }

    private Product draw(Rng rng, Style style) {
        return draw(rng, style, true);
    }

    private Product draw(Rng rng, Style style, boolean seeing) {
        double chance = rng.unit();
        for (Boost boost : boosts) {
            chance -= seeing || !boost.canBeSeen ? boost.share : 0;
            if (chance < 0) {
                return catalogue.product(boost.picker.pick(rng));
            }
        }
        boolean own = style != null && !styles[style.ordinal()].isEmpty() && rng.chance(OWN_STYLE);
        Picker picker = own ? styles[style.ordinal()] : all;
        return catalogue.product(picker.pick(rng));
    }
}
