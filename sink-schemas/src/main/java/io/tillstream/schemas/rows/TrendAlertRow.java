package io.tillstream.schemas.rows;

import java.util.List;

/**
 * Table {@code trend_alert}: the newest state of an alert that a subject of posts is on the rise.
 *
 * @param alertId the same from opening to end
 * @param state what became of it: opened, changed or ended
 * @param subjectType tag, attribute, style, brand or product
 * @param subject its name
 * @param score strength of the evidence: the negative decimal logarithm of the chance of so many
 *     mentions
 * @param lift mentions in the window over what was to be expected
 * @param window length of the window as an ISO-8601 duration
 * @param samplePostIds some of the posts
 * @param matchingProductIds products of the catalogue that fit
 * @param signals JSON array of {@code {signal, moved_at, score, lift}}
 * @param firstSignal the signal that moved first: posts, views, sales or searches
 * @param regions JSON array of {@code {region, share, lift}}: where it rises more than elsewhere
 * @param raisedAt event time of this state
 * @param openedAt event time of the opening
 * @param resolvedAt event time of the end, null while it lasts
 * @param modelVersion the encoder by which it was seen in pictures, null for what is written
 * @param version grows with every state
 */
public record TrendAlertRow(
        String alertId,
        String state,
        String subjectType,
        String subject,
        double score,
        double lift,
        String window,
        List<String> samplePostIds,
        List<String> matchingProductIds,
        String signals,
        String firstSignal,
        String regions,
        long raisedAt,
        long openedAt,
        Long resolvedAt,
        String modelVersion,
        long version)
        implements Row {
    /** Primary key of {@code trend_alert}. */
    public record Key(String alertId) {}

    @Override
    public Key key() {
        return new Key(alertId);
    }
}
