package io.tillstream.demand;

import io.tillstream.events.DayClose;
import java.util.ArrayList;
import java.util.List;

/** What {@link DescribeFacts} knows of a product. A Flink POJO: fields are added, never changed. */
public class DescribedProduct {
    /** What the catalogue says; null if it never spoke of it. */
    public CatalogFacts catalog;

    /** The category to which its facts went; null before the first. */
    public String category;

    /** Stores whose stock is known. */
    public List<String> stocked = new ArrayList<>();

    /** Epoch day of its newest fact, or of its removal; 0 if unknown. */
    public long lastDay;

    /** When it is to be forgotten, epoch milliseconds; 0 while the catalogue lists it. */
    public long expiresAt;

    /** For Flink. */
    public DescribedProduct() {}

    CatalogFacts facts(String productId) {
        return catalog == null ? CatalogFacts.unknown(productId) : catalog;
    }

    /** When nothing was heard of it for long. */
    long quietAt(DayClose dayClose) {
        return dayClose.closesAt(lastDay + ProductDemand.QUIET_DAYS);
    }

    boolean isCatalogued() {
        return catalog != null && !catalog.removed();
    }
}
