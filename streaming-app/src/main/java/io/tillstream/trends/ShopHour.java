package io.tillstream.trends;

import java.util.ArrayList;
import java.util.List;

/**
 * What a shelf of products and of subjects that are searched for has to say when an hour closes. A
 * Flink POJO: fields are added, never changed.
 */
public class ShopHour {
    /** Which one says it. */
    public int shelf;

    /** Hours since 1970. */
    public long hour;

    /** Products that somebody looked at or bought. */
    public List<ProductHour> products = new ArrayList<>();

    /** Subjects that somebody searched for. */
    public List<SubjectHour> subjects = new ArrayList<>();

    /** Sessions that searched, for whatever; of each shelf others. */
    public double searchers;

    /** For Flink. */
    public ShopHour() {}

    /** What another shelf says of the hour is said with it. */
    void add(ShopHour other) {
        products.addAll(other.products);
        subjects.addAll(other.subjects);
        searchers += other.searchers;
    }

    boolean isEmpty() {
        return products.isEmpty() && subjects.isEmpty() && searchers == 0;
    }
}
