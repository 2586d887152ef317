package io.tillstream.demand;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The products most like a new one, by what the catalogue says of them, by price and by picture;
 * they lend it what to expect. K nearest neighbours as in Giri and Chen (2022).
 *
 * @param nearest the nearest first, with a similarity above zero
 */
record SimilarProducts(List<Neighbour> nearest, long day) {
    private static final int NEAREST = 8;
    private static final double PRICE_WEIGHT = 0.5;
    private static final double LOOK_WEIGHT = 0.5;
    private static final double LEVEL_DAYS = 4;
    private static final double LONG_AGO = 60;

    /** A product and how like it is, above 0. */
    record Neighbour(ProductDemand product, double similarity) {}

    static SimilarProducts of(
            String id, ProductDemand product, SortedMap<String, ProductDemand> all, long day) {
        List<Neighbour> neighbours = new ArrayList<>();
        for (Map.Entry<String, ProductDemand> entry : all.entrySet()) {
            ProductDemand other = entry.getValue();
            if (!entry.getKey().equals(id) && other.units.started() && sinceStart(other, day) > 0) {
                neighbours.add(new Neighbour(other, similarity(product, other)));
            }
        }
        // Stable, so that equals stay in the order of their ids.
        neighbours.sort(Comparator.comparingDouble(n -> -n.similarity()));
        return new SimilarProducts(
                List.copyOf(neighbours.subList(0, Math.min(NEAREST, neighbours.size()))), day);
    }

    private static long sinceStart(ProductDemand product, long day) {
        return product.firstSaleDay == CatalogFacts.UNKNOWN ? 0 : day - product.firstSaleDay;
    }

    private static double similarity(ProductDemand a, ProductDemand b) {
        double price =
                a.listPrice > 0 && b.listPrice > 0
                        ? Math.exp(-Math.abs(Math.log(a.listPrice / b.listPrice)))
                        : 0;
        return 1e-3
                + jaccard(a.traits, b.traits)
                + PRICE_WEIGHT * price
                + LOOK_WEIGHT * Look.similarity(a.look, b.look);
    }

    /** Of two sorted arrays: what both have over what either has. */
    private static double jaccard(int[] a, int[] b) {
        int both = 0;
        for (int i = 0, j = 0; i < a.length && j < b.length; ) {
            if (a[i] == b[j]) {
                both++;
                i++;
                j++;
            } else if (a[i] < b[j]) {
                i++;
            } else {
                j++;
            }
        }
        int either = a.length + b.length - both;
        return either == 0 ? 0 : (double) both / either;
    }

    /**
     * Lends a level and the run of the first weeks.
     *
     * @param average level of all products, which has its say beside that of similar ones
     */
    void lendTo(ProductDemand product, double average, LevelVote levels) {
        double weights = 0;
        double level = 0;
        double[] weeks = new double[LaunchCurve.WEEKS];
        for (Neighbour neighbour : nearest) {
            ProductDemand other = neighbour.product();
            long age = sinceStart(other, day);
            boolean seen = other.launch.isWhole(age);
            double daily = seen ? other.launch.dailyMean() : other.units.level();
            double weight =
                    neighbour.similarity()
                            * Math.exp(-Math.max(0, age - LONG_AGO) / (3 * LONG_AGO));
            weights += weight;
            level += weight * daily;
            for (int i = 0; seen && daily > 0 && i < weeks.length; i++) {
                weeks[i] += weight * other.launch.own[i] / daily;
            }
        }
        if (weights > 0) {
            product.launch.lend(shrunk(weeks, weights));
            product.units.expect(
                    product.launch.lendLevel(level / weights, average, levels), LEVEL_DAYS);
        }
    }

    /** Half way to a flat run, since few products are seen from their start. */
    private static double[] shrunk(double[] weeks, double weights) {
        double[] shrunk = new double[weeks.length];
        double sum = 0;
        for (double week : weeks) {
            sum += week;
        }
        for (int i = 0; i < weeks.length; i++) {
            shrunk[i] = 1 + (sum > 0 ? weeks[i] * weeks.length / sum : 1);
        }
        return weights > 0 ? shrunk : weeks;
    }
}
