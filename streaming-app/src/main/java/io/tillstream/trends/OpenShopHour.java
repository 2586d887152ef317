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

    /**
     * Subjects of searches of an hour on a shelf: anybody can type anything. Those that most
     * sessions searched stay, so that what one makes up leaves before what many look for.
     */
    static final int MOST_SUBJECTS = 2_048;

    private static final Comparator<Map.Entry<String, Shoppers>> BY_HASH =
            Comparator.<Map.Entry<String, Shoppers>>comparingInt(entry -> hash(entry.getKey()))
                    .thenComparing(Map.Entry.comparingByKey());

    private static final Comparator<Map.Entry<String, Shoppers>> BY_NUMBER =
            Comparator.<Map.Entry<String, Shoppers>>comparingDouble(
                            entry -> -entry.getValue().number())
                    .thenComparing(BY_HASH);

    /** Who looked at each product. */
    public Map<String, Shoppers> viewers = new HashMap<>();

    /** Receipts with each product. */
    public Map<String, Shoppers> buyers = new HashMap<>();

    /** Who searched for each subject. */
    public Map<String, Shoppers> searchers = new HashMap<>();

    /** Who searched for whatever, of the sessions that are counted here. */
    public Shoppers searching = new Shoppers();

    /** For Flink. */
    public OpenShopHour() {}

    void add(ShopInterest interest) {
        if (interest.name() != null) {
            switch (interest.signal()) {
                case SALES -> add(buyers, interest, MOST, BY_HASH);
                case SEARCHES -> add(searchers, interest, MOST_SUBJECTS, BY_NUMBER);
                default -> add(viewers, interest, MOST, BY_HASH);
            }
        } else if (interest.signal() == Signal.SEARCHES) {
            searching.add(interest.who());
        }
    }

    private static void add(
            Map<String, Shoppers> names,
            ShopInterest interest,
            int most,
            Comparator<Map.Entry<String, Shoppers>> order) {
        names.computeIfAbsent(interest.name(), name -> new Shoppers()).add(interest.who());
        if (names.size() >= 2 * most) {
            keepMost(names, most, order);
        }
    }

    private static void keepMost(
            Map<String, Shoppers> names, int most, Comparator<Map.Entry<String, Shoppers>> order) {
        if (names.size() > most) {
            List<Map.Entry<String, Shoppers>> entries = new ArrayList<>(names.entrySet());
            entries.sort(order);
            entries.stream().skip(most).map(Map.Entry::getKey).toList().forEach(names::remove);
        }
    }

    /** Mixed: ids that count up have hashes that do. */
    private static int hash(String name) {
        return name.hashCode() * 0x9E3779B1;
    }

    /** What there was of it in all. */
    ShopHour closed(int shelf, long hour) {
        keepMost(viewers, MOST, BY_HASH);
        keepMost(buyers, MOST, BY_HASH);
        keepMost(searchers, MOST_SUBJECTS, BY_NUMBER);
        ShopHour said = new ShopHour();
        said.shelf = shelf;
        said.hour = hour;
        TreeSet<String> products = new TreeSet<>(viewers.keySet());
        products.addAll(buyers.keySet());
        for (String product : products) {
            said.products.add(
                    new ProductHour(product, number(viewers, product), number(buyers, product)));
        }
        for (String subject : new TreeSet<>(searchers.keySet())) {
            said.subjects.add(new SubjectHour(subject, number(searchers, subject)));
        }
        said.searchers = searching.number();
        return said;
    }

    private static double number(Map<String, Shoppers> shoppers, String name) {
        Shoppers some = shoppers.get(name);
        return some == null ? 0 : some.number();
    }
}
