package io.tillstream.schemas.rows;

/**
 * Table {@code category_segment_daily}: what the customers of a segment bought of a category and
 * brand on one day (UTC).
 *
 * @param day the epoch day
 * @param category of the products; {@code uncategorised} where the catalogue does not know them
 * @param brand of the products, empty if they have none
 * @param segment of the customers when the day began
 * @param orders distinct purchases with such products
 * @param units units sold, returns apart
 * @param returnedUnits units brought back
 * @param grossRevenue quantity x unit price of sales, before discounts and returns
 * @param netRevenue sales after discounts, less returns
 * @param customers distinct known customers who bought
 * @param version event time of the newest event that counts, epoch milliseconds
 */
public record CategorySegmentRow(
        long day,
        String category,
        String brand,
        String segment,
        long orders,
        long units,
        long returnedUnits,
        long grossRevenue,
        long netRevenue,
        long customers,
        long version)
        implements Row {
    /** Primary key of {@code category_segment_daily}. */
    public record Key(long day, String category, String brand, String segment) {}

    @Override
    public Key key() {
        return new Key(day, category, brand, segment);
    }
}
