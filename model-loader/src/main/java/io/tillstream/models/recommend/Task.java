package io.tillstream.models.recommend;

/** Which products are judged, and may be recommended. */
public enum Task {
    /** Only what the customer has never bought before. */
    NEW,
    /** Everything, repeats included. */
    ALL;

    /** True if the product counts for somebody with this history. */
    boolean admits(ShopperHistory shopper, int item) {
        return this == ALL || !shopper.has(item);
    }
}
