package io.tillstream.recommendations;

/**
 * Interest in a product, and the products that it was seen with.
 *
 * @param day epoch day (UTC) on which it counts
 * @param bought purchases
 * @param interest see {@link Interest}
 * @param companions other products of the same basket or session; bounded
 * @param tie what each pair counts
 * @param segment of the buyer; null if it is not known
 */
public record ItemActivity(
        long day, int bought, int interest, String[] companions, int tie, String segment) {}
