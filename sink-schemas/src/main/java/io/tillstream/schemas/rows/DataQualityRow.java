package io.tillstream.schemas.rows;

/**
 * Table {@code data_quality}: how many records of a window broke a rule. The share is computed by
 * the database.
 *
 * @param source the topic
 * @param rule {@code duplicate}, {@code late}, {@code dead-letter}, {@code missing.FIELD}, {@code
 *     price}, {@code schema-drift} or {@code volume}
 * @param windowEnd end of the window, exclusive
 * @param records records seen
 * @param violations those of them that broke the rule
 * @param version grows with every change of the row
 */
public record DataQualityRow(
        String source, String rule, long windowEnd, long records, long violations, long version)
        implements Row {
    /** Primary key of {@code data_quality}. */
    public record Key(String source, String rule, long windowEnd) {}

    @Override
    public Key key() {
        return new Key(source, rule, windowEnd);
    }
}
