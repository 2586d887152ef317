package io.tillstream.trends;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/** An hour of the shop that is not over. A Flink POJO: fields are added, never changed. */
public class OpenShopHour {
    /** Who looked at each product. */
    public Map<String, Shoppers> viewers = new HashMap<>();

    /** Receipts with each product. */
    public Map<String, Shoppers> buyers = new HashMap<>();

    /** For Flink. */
    public OpenShopHour() {}

    void add(ShopInterest interest) {
        if (interest.productId() != null) {
            (interest.bought() ? buyers : viewers)
                    .computeIfAbsent(interest.productId(), product -> new Shoppers())
                    .add(interest.who());
        }
    }

    /** What there was of it in all. */
    ShopHour closed(int shelf, long hour) {
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
