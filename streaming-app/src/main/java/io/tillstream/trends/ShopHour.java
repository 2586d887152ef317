package io.tillstream.trends;

import java.util.ArrayList;
import java.util.List;

/**
 * What a shelf of products has to say when an hour closes. A Flink POJO: fields are added, never
 * changed.
 */
public class ShopHour {
    /** Which one says it. */
    public int shelf;

    /** Hours since 1970. */
    public long hour;

    /** Products that somebody looked at or bought. */
    public List<ProductHour> products = new ArrayList<>();

    /** For Flink. */
    public ShopHour() {}
}
