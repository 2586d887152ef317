package io.tillstream.schemas.rows;

/**
 * Table {@code sales_anomaly}: a day whose sales were far from what was forecast for it.
 *
 * @param level {@code product_store}, {@code product}, {@code category}, {@code store} or {@code
 *     total}
 * @param id {@code product_id|store_id}, product, category, store, or {@code all}
 * @param day epoch day
 * @param kind {@code spike}, {@code drop} or {@code silent}
 * @param actual units sold
 * @param expected units expected
 * @param low below it, a day is out of the ordinary
 * @param high above it, a day is out of the ordinary
 * @param version grows with every correction
 */
public record SalesAnomalyRow(
        String level,
        String id,
        long day,
        String kind,
        double actual,
        double expected,
        double low,
        double high,
        long version)
        implements Row {
    /** Primary key of {@code sales_anomaly}. */
    public record Key(String level, String id, long day) {}

    @Override
    public Key key() {
        return new Key(level, id, day);
    }
}
