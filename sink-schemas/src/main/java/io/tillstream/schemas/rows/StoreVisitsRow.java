package io.tillstream.schemas.rows;

/**
 * Table {@code store_visits_forecast}: purchases to be expected in an hour of a store.
 *
 * @param storeId the store
 * @param hour start of the hour, epoch milliseconds
 * @param issuedOn the last closed day that the forecast knows, an epoch day
 * @param mean expected value
 * @param p10 10 % quantile
 * @param p90 90 % quantile
 * @param version grows with every issue
 */
public record StoreVisitsRow(
        String storeId, long hour, long issuedOn, double mean, double p10, double p90, long version)
        implements Row {
    /** Primary key of {@code store_visits_forecast}. */
    public record Key(String storeId, long hour) {}

    @Override
    public Key key() {
        return new Key(storeId, hour);
    }
}
