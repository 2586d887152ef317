package io.tillstream.products;

/**
 * What the products of one cohort add to their category's popularity on a day.
 *
 * @param popularity in thousandths, so that the sum does not depend on the order of its parts
 */
public record CategoryShare(
        String category, long day, long views, long carts, long units, long popularity) {
    CategoryShare plus(CategoryShare other) {
        return new CategoryShare(
                category,
                day,
                views + other.views,
                carts + other.carts,
                units + other.units,
                popularity + other.popularity);
    }
}
