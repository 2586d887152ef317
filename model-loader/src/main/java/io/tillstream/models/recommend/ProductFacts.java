package io.tillstream.models.recommend;

/**
 * What the catalogue says about a product.
 *
 * @param brand nullable, like all that follow
 * @param price list price in major units
 * @param launchedAt epoch milliseconds; before it the product is no candidate
 */
public record ProductFacts(
        String id, String title, String category, String brand, Double price, Long launchedAt) {

    /** A product that no catalogue describes. */
    public static ProductFacts unknown(String id) {
        return new ProductFacts(id, "", "", null, null, null);
    }
}
