package io.tillstream.schemas.rows;

/**
 * Table {@code sales_profile}: a way in which sales of new products run over their first weeks.
 *
 * @param learntOn the closed day up to which launches are known, an epoch day
 * @param profile its number
 * @param launches of which all profiles of the day were learnt
 * @param share of the launches that had it, 0 to 1
 * @param curve mean share of each week in the units of all
 * @param silhouette mean over the launches, 0 to 1
 * @param shuffled the same of shuffled weeks
 * @param version grows with every change of the row
 */
public record SalesProfileRow(
        long learntOn,
        int profile,
        long launches,
        double share,
        float[] curve,
        double silhouette,
        double shuffled,
        long version)
        implements Row {
    /** Primary key of {@code sales_profile}. */
    public record Key(long learntOn, int profile) {}

    @Override
    public Key key() {
        return new Key(learntOn, profile);
    }
}
