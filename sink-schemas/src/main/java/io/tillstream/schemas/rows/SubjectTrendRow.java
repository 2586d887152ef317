package io.tillstream.schemas.rows;

/**
 * Table {@code subject_trend}: a subject of social posts by the day, where it stands and where it
 * goes. What is not known is null.
 *
 * @param subjectKey the name without case and separators
 * @param subjectType tag, attribute, style, brand or product
 * @param subject its name
 * @param day days since 1970, UTC: the newest, which is closed
 * @param days weighted voices of the last days, the newest last
 * @param phase new, emerging, peaking, fading, seasonal or steady
 * @param level voices a week without the season
 * @param slope relative change a week beyond the season
 * @param weeks12 median of the voices expected in the twelfth week
 * @param weeks12P10 fewer come once in ten times
 * @param weeks12P90 more come once in ten times
 * @param weeks24 the same of the twenty-fourth week
 * @param weeks24P10 the same of the twenty-fourth week
 * @param weeks24P90 the same of the twenty-fourth week
 * @param version grows with the day
 */
public record SubjectTrendRow(
        String subjectKey,
        String subjectType,
        String subject,
        long day,
        float[] days,
        String phase,
        Double level,
        Double slope,
        Double weeks12,
        Double weeks12P10,
        Double weeks12P90,
        Double weeks24,
        Double weeks24P10,
        Double weeks24P90,
        long version)
        implements Row {
    /** Primary key of {@code subject_trend}. */
    public record Key(String subjectKey) {}

    @Override
    public Key key() {
        return new Key(subjectKey);
    }
}
