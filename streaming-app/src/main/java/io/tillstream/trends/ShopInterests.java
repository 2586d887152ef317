package io.tillstream.trends;

import java.util.List;

/**
 * Interests in products of one shelf that travel together, as parallel arrays in the order in which
 * they were gathered. A Flink POJO: fields are added, never changed.
 */
public class ShopInterests {
    /** Where the products are counted. */
    public int shelf;

    /** Hours since 1970. */
    public long[] hours = {};

    /** Products; null if an hour is told of. */
    public String[] products = {};

    /** Whether they were bought. */
    public boolean[] bought = {};

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
        interests.who = new long[size];
        for (int i = 0; i < size; i++) {
            ShopInterest interest = gathered.get(i);
            interests.hours[i] = interest.hour();
            interests.products[i] = interest.productId();
            interests.bought[i] = interest.bought();
            interests.who[i] = interest.who();
        }
        return interests;
    }

    int size() {
        return hours.length;
    }

    ShopInterest get(int i) {
        return new ShopInterest(hours[i], products[i], bought[i], who[i]);
    }
}
