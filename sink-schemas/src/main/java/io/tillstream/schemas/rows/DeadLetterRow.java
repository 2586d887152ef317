package io.tillstream.schemas.rows;

/**
 * Table {@code dead_letter}: a record that could not be used. It is written once and never changed.
 *
 * @param sourceTopic where it was read
 * @param partition its partition
 * @param offset its offset
 * @param error {@code class: message}; cut to {@value #MAX_ERROR} characters, and what PostgreSQL
 *     cannot store is replaced, since the message may quote the broken record
 * @param stage what the job was doing with it
 * @param seenAt wall-clock time at which the job gave it up
 */
public record DeadLetterRow(
        String sourceTopic, int partition, long offset, String error, String stage, long seenAt)
        implements Row {
    /** Longest error that is kept. */
    public static final int MAX_ERROR = 2_000;

    private static final int REPLACEMENT = 0xFFFD;

    /** Makes the error storable. */
    public DeadLetterRow {
        error = storable(error);
    }

    /** Primary key of {@code dead_letter}. */
    public record Key(String sourceTopic, int partition, long offset) {}

    @Override
    public Key key() {
        return new Key(sourceTopic, partition, offset);
    }

    /** Always 0: the first one stays. */
    @Override
    public long version() {
        return 0;
    }

    private static String storable(String text) {
        String cut = text.length() <= MAX_ERROR ? text : text.substring(0, MAX_ERROR);
        if (cut.chars().noneMatch(c -> c == 0 || Character.isSurrogate((char) c))) {
            return cut;
        }
        StringBuilder clean = new StringBuilder(cut.length());
        cut.codePoints()
                .map(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF) ? REPLACEMENT : c)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }
}
