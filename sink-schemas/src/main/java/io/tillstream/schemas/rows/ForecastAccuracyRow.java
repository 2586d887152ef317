package io.tillstream.schemas.rows;

/**
 * Table {@code forecast_accuracy}: a forecast of a day beside what came. The errors of the means
 * are computed by the database.
 *
 * @param level {@code product_store}, {@code product}, {@code category} or {@code total}
 * @param id {@code product_id|store_id}, product, category, or {@code all}
 * @param unit what is counted: units sold, or revenue
 * @param issuedOn epoch day of the issue
 * @param targetDate epoch day that is judged
 * @param actual what came
 * @param forecast the mean that was forecast
 * @param naive the last such weekday known at the issue
 * @param p10 10 % quantile that was forecast
 * @param p90 90 % quantile that was forecast
 * @param pinball mean pinball loss of p10, p50 and p90
 * @param version grows with every correction of what came
 */
public record ForecastAccuracyRow(
        String level,
        String id,
        String unit,
        long issuedOn,
        long targetDate,
        double actual,
        double forecast,
        double naive,
        double p10,
        double p90,
        double pinball,
        long version)
        implements Row {
    /** Primary key of {@code forecast_accuracy}. */
    public record Key(String level, String id, String unit, long issuedOn, long targetDate) {}

    @Override
    public Key key() {
        return new Key(level, id, unit, issuedOn, targetDate);
    }
}
