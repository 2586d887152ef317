package io.tillstream.models.recommend;

import java.util.Arrays;
import java.util.List;

/** Methods that count what sessions looked at; no training. */
final class SessionMethods {
    /** Steps within which one product leads to another. */
    private static final int REACH = 10;

    private SessionMethods() {}

    /** All of them, after sessions. */
    static List<NextProduct> of(List<Session> sessions, int products) {
        return List.of(
                popularity(sessions, products),
                itemNeighbours(sessions, products),
                sequentialRules(sessions, products));
    }

    /** Sessions that looked at the product. */
    private static NextProduct popularity(List<Session> sessions, int products) {
        double[] counts = new double[products];
        for (Session session : sessions) {
            Arrays.stream(session.items()).distinct().forEach(item -> counts[item]++);
        }
        return named("popularity", items -> counts.clone());
    }

    /**
     * Cosine of the sessions of the product at hand with those of others (item-kNN; Hidasi et al.,
     * "Session-based Recommendations with Recurrent Neural Networks", ICLR 2016).
     */
    private static NextProduct itemNeighbours(List<Session> sessions, int products) {
        CoPurchases together = new CoPurchases(products);
        for (Session session : sessions) {
            together.add(
                    ShopperHistory.EMPTY,
                    Arrays.stream(session.items()).distinct().sorted().toArray());
        }
        return named(
                "item-knn",
                items -> {
                    double[] scores = new double[products];
                    together.addCosines(items[items.length - 1], 1, scores);
                    return scores;
                });
    }

    /**
     * What followed the product at hand, weighed by 1 / steps between (sequential rules; Ludewig
     * and Jannach, "Evaluation of Session-based Recommendation Algorithms", UMUAI 2018).
     */
    private static NextProduct sequentialRules(List<Session> sessions, int products) {
        double[][] rules = new double[products][];
        for (Session session : sessions) {
            int[] items = session.items();
            for (int to = 1; to < items.length; to++) {
                for (int from = Math.max(0, to - REACH); from < to; from++) {
                    if (items[from] != items[to]) {
                        if (rules[items[from]] == null) {
                            rules[items[from]] = new double[products];
                        }
                        rules[items[from]][items[to]] += 1.0 / (to - from);
                    }
                }
            }
        }
        return named(
                "sequential-rules",
                items -> {
                    double[] row = rules[items[items.length - 1]];
                    return row == null ? new double[products] : row.clone();
                });
    }

    private interface Formula {
        double[] score(int[] items);
    }

    private static NextProduct named(String name, Formula formula) {
        return new NextProduct() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public double[] score(int[] items) {
                return formula.score(items);
            }
        };
    }
}
