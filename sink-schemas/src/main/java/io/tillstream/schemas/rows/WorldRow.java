package io.tillstream.schemas.rows;

/**
 * Table {@code world}, which has one row: how far every customer, however quiet, is right.
 *
 * @param asOf end of the last closed day, or the last event of a bounded replay
 * @param version grows with {@code asOf}
 */
public record WorldRow(long asOf, long version) implements Row {
    /** Primary key of {@code world}: there is only one. */
    public record Key() {}

    private static final Key KEY = new Key();

    @Override
    public Key key() {
        return KEY;
    }
}
