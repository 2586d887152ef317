package io.tillstream.models.recommend;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Small random shops. */
final class Logs {
    static final long DAY = 86_400_000L;

    private Logs() {}

    static List<Purchase> purchases(long seed, int customers, int products, int days) {
        Random random = new Random(seed);
        List<Purchase> purchases = new ArrayList<>();
        for (int day = 0; day < days; day++) {
            for (int n = 0; n < 3; n++) {
                int customer = random.nextInt(customers + 1);
                List<String> bought =
                        random.ints(1 + random.nextInt(4), 0, products)
                                .mapToObj(Logs::product)
                                .toList();
                purchases.add(
                        new Purchase(
                                customer == customers ? null : "c" + customer,
                                day * DAY + n,
                                bought));
            }
        }
        return purchases;
    }

    /** 40 purchases a day: even customers buy even products of 20, odd ones odd products. */
    static List<Purchase> twoTastes(int days) {
        Random random = new Random(4);
        List<Purchase> purchases = new ArrayList<>();
        for (int n = 0; n < 40 * days; n++) {
            int customer = random.nextInt(40);
            List<String> bought =
                    random.ints(3, 0, 10).mapToObj(i -> product(2 * i + customer % 2)).toList();
            purchases.add(new Purchase("c" + customer, n / 40 * DAY, bought));
        }
        return purchases;
    }

    static List<ProductFacts> catalogue(int products) {
        return IntStream.range(0, products)
                .mapToObj(
                        i ->
                                new ProductFacts(
                                        product(i),
                                        "red thing " + i,
                                        "c" + i % 3,
                                        null,
                                        1.0 + i,
                                        null))
                .toList();
    }

    private static String product(int number) {
        return "p" + number;
    }
}
