package io.tillstream.trends;

/**
 * Where a subject stands among slow trends, and where it goes.
 *
 * @param phase label of a {@link TrendPhase}
 * @param level voices a week without the season, at the usual number of posts
 * @param slope relative change a week beyond the season
 * @param in12Weeks voices in that week
 * @param in24Weeks voices in that week
 */
public record SubjectOutlook(
        String phase,
        double level,
        double slope,
        ExpectedVoices in12Weeks,
        ExpectedVoices in24Weeks) {
    static SubjectOutlook of(SlowTrend.Fit fit, double posts) {
        return new SubjectOutlook(
                fit.phase().label(),
                fit.level(),
                fit.slope(),
                fit.expected(12, posts),
                fit.expected(24, posts));
    }
}
