package io.tillstream.schemas.rows;

/**
 * Table {@code price_elasticity}: how the demand of a category answers to prices.
 *
 * @param category the category
 * @param day the last closed day that counts in, an epoch day
 * @param elasticity change of units in per cent when the price rises by one per cent
 * @param stdError standard error of the elasticity
 * @param observations product-days it was learnt from
 * @param version grows with every change
 */
public record PriceElasticityRow(
        String category,
        long day,
        double elasticity,
        double stdError,
        long observations,
        long version)
        implements Row {
    /** Primary key of {@code price_elasticity}. */
    public record Key(String category) {}

    @Override
    public Key key() {
        return new Key(category);
    }
}
