package io.tillstream.trends;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** An hour of the shop that is not over. A Flink POJO: fields are added, never changed. */
public class OpenShopHour {
    /**
     * Products of an hour on a shelf: anybody can make up ids. Those with the least hashes stay, in
     * whatever order they come.
     */
    static final int MOST = 8_192;

    /** Who looked at each product. */
    public Map<String, Shoppers> viewers = new HashMap<>();

    /** Receipts with each product. */
    public Map<String, Shoppers> buyers = new HashMap<>();

    /** For Flink. */
    public OpenShopHour() {}

    void add(ShopInterest interest) {
        if (interest.productId() != null) {
            Map<String, Shoppers> products = interest.bought() ? buyers : viewers;
            products.computeIfAbsent(interest.productId(), product -> new Shoppers())
                    .add(interest.who());
            if (products.size() >= 2 * MOST) {
                keepMost(products);
            }
        }
    }

    private static void keepMost(Map<String, Shoppers> products) {
        if (products.size() > MOST) {
            List<String> ids = new ArrayList<>(products.keySet());
            ids.sort(
                    Comparator.comparingInt(OpenShopHour::hash)
                            .thenComparing(Comparator.naturalOrder()));
            ids.subList(MOST, ids.size()).forEach(products::remove);
        }
    }

    /** Mixed: ids that count up have hashes that do. */
    private static int hash(String productId) {
        return productId.hashCode() * 0x9E3779B1;
    }

    /** What there was of it in all. */
    ShopHour closed(int shelf, long hour) {
        keepMost(viewers);
        keepMost(buyers);
        ShopHour said = new ShopHour();
        said.shelf = shelf;
        said.hour = hour;
        TreeSet<String> products = new TreeSet<>(viewers.keySet());
        products.addAll(buyers.keySet());
        for (String product : products) {
            said.products.add(
                    new ProductHour(product, number(viewers, product), number(buyers, product)));
        }
        return said;
    }

    private static double number(Map<String, Shoppers> shoppers, String product) {
        Shoppers some = shoppers.get(product);
        return some == null ? 0 : some.number();
    }
}
