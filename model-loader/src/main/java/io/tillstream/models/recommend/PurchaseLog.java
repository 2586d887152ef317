package io.tillstream.models.recommend;

import io.tillstream.models.registry.StoredModel;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Purchases in order of time over a catalogue, with dense numbers for products and customers. */
public final class PurchaseLog {
    private static final long DAY_MILLIS = 86_400_000L;

    private final List<ProductFacts> products;
    private final List<Basket> baskets;
    private final int customers;

    private PurchaseLog(List<ProductFacts> products, List<Basket> baskets, int customers) {
        this.products = List.copyOf(products);
        this.baskets = List.copyOf(baskets);
        this.customers = customers;
    }

    /**
     * Numbers the products: first the catalogue in its order, then what was bought but stands in no
     * catalogue.
     */
    public static PurchaseLog of(
            Collection<ProductFacts> catalogue, Collection<Purchase> purchases) {
        List<ProductFacts> products = new ArrayList<>(catalogue);
        Map<String, Integer> items = new HashMap<>();
        for (ProductFacts product : products) {
            items.put(product.id(), items.size());
        }
        Map<String, Integer> customers = new HashMap<>();
        List<Basket> baskets = new ArrayList<>();
        for (Purchase purchase : inOrder(purchases)) {
            int[] bought =
                    purchase.products().stream()
                            .distinct()
                            .mapToInt(id -> number(id, items, products))
                            .sorted()
                            .toArray();
            int customer =
                    purchase.customer() == null
                            ? Basket.ANONYMOUS
                            : customers.computeIfAbsent(
                                    purchase.customer(), id -> customers.size());
            baskets.add(new Basket(dayOf(purchase.time()), customer, bought));
        }
        return new PurchaseLog(products, baskets, customers.size());
    }

    private static List<Purchase> inOrder(Collection<Purchase> purchases) {
        return purchases.stream().sorted(Comparator.comparingLong(Purchase::time)).toList();
    }

    private static int number(String id, Map<String, Integer> items, List<ProductFacts> products) {
        Integer known = items.get(id);
        if (known != null) {
            return known;
        }
        products.add(ProductFacts.unknown(id));
        items.put(id, items.size());
        return items.size() - 1;
    }

    /** The UTC calendar day of a time in epoch milliseconds. */
    public static int dayOf(long time) {
        return (int) Math.floorDiv(time, DAY_MILLIS);
    }

    /** SHA-256, in hex, of the catalogue and of what was bought before a day. */
    String sha256(int before) {
        var text = new ByteArrayOutputStream();
        try (var lines = new PrintStream(text, false, StandardCharsets.UTF_8)) {
            products.forEach(product -> lines.print(product + "\n"));
            for (Basket basket : between(Integer.MIN_VALUE, before)) {
                lines.print(basket.day() + " " + basket.customer());
                lines.print(Arrays.toString(basket.items()) + "\n");
            }
        }
        return StoredModel.sha256(text.toByteArray());
    }

    /** Facts by the product's number. */
    public List<ProductFacts> products() {
        return products;
    }

    /** All baskets in order of time. */
    public List<Basket> baskets() {
        return baskets;
    }

    /** The baskets of the days {@code from} to {@code to - 1}, in order of time. */
    public List<Basket> between(int from, int to) {
        return baskets.stream().filter(b -> b.day() >= from && b.day() < to).toList();
    }

    /** How many customers there are; their numbers are 0 to this, less 1. */
    public int customers() {
        return customers;
    }

    /** For each product whether it was launched before the given day began. */
    public boolean[] launchedBefore(int day) {
        boolean[] launched = new boolean[products.size()];
        for (int i = 0; i < launched.length; i++) {
            Long at = products.get(i).launchedAt();
            launched[i] = at == null || at < day * DAY_MILLIS;
        }
        return launched;
    }
}
