package io.tillstream.trends;

import java.util.List;

/**
 * Interests in products and subjects of one shelf that travel together, as parallel arrays in the
 * order in which they were gathered. A Flink POJO: fields are added, never changed.
 */
public class ShopInterests {
    /** Where they are counted. */
    public int shelf;

    /** Hours since 1970. */
    public long[] hours = {};

    /** Products, and subjects of searches; null as {@link ShopInterest#name} is. */
    public String[] products = {};

    /** Whether they were bought. */
    public boolean[] bought = {};

    /** Whether they were searched for. */
    public boolean[] searched = {};

    /** Hashes of sessions and receipts. */
    public long[] who = {};

    /** For Flink. */
    public ShopInterests() {}

    /** Interests of the same shelf. */
    static ShopInterests of(int shelf, List<ShopInterest> gathered) {
        int size = gathered.size();
        ShopInterests interests = new ShopInterests();
        interests.shelf = shelf;
        interests.hours = new long[size];
        interests.products = new String[size];
        interests.bought = new boolean[size];
        interests.searched = new boolean[size];
        interests.who = new long[size];
        for (int i = 0; i < size; i++) {
            ShopInterest interest = gathered.get(i);
            interests.hours[i] = interest.hour();
            interests.products[i] = interest.name();
            interests.bought[i] = interest.signal() == Signal.SALES;
            interests.searched[i] = interest.signal() == Signal.SEARCHES;
            interests.who[i] = interest.who();
        }
        return interests;
    }

    int size() {
        return hours.length;
    }

    ShopInterest get(int i) {
        return new ShopInterest(hours[i], signal(i), products[i], who[i]);
    }

    private Signal signal(int i) {
        if (bought[i]) {
            return Signal.SALES;
        }
        return searched[i] ? Signal.SEARCHES : Signal.VIEWS;
    }
}
