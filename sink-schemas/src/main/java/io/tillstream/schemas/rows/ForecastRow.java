package io.tillstream.schemas.rows;

/**
 * Table {@code forecast_issue}: a series' forecast as issued on one day. Two views unfold it into
 * days and weeks.
 *
 * <p>The arrays are not copied: whoever makes a row leaves them alone. Rows are compared by {@link
 * #key()} and {@link #version()}, never as a whole.
 *
 * @param level {@code product_store}, {@code product}, {@code category} or {@code total}
 * @param id {@code product_id|store_id}, product, category, or {@code all}
 * @param unit what is counted: units sold, or revenue
 * @param slot place in the ring of issues that are kept of the series
 * @param issuedOn the last closed day that the forecast knows, an epoch day
 * @param means expected value of each day, the first after {@code issuedOn}
 * @param factors low, middle and high share of the mean: of days 1 to 10, of later days, of weeks
 * @param price net revenue of a unit, null where revenue is not forecast by way of units
 * @param model name and version
 * @param version grows with every issue and correction
 */
public record ForecastRow(
        String level,
        String id,
        String unit,
        int slot,
        long issuedOn,
        float[] means,
        float[] factors,
        Double price,
        String model,
        long version)
        implements Row {
    /** Primary key of {@code forecast_issue}. */
    public record Key(String level, String id, String unit, int slot) {}

    @Override
    public Key key() {
        return new Key(level, id, unit, slot);
    }
}
