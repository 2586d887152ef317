package io.tillstream.schemas.rows;

/**
 * Table {@code post_look}: what the picture of a social post looks like.
 *
 * @param postId the post
 * @param seenAt time of its newest record, epoch milliseconds
 * @param platform where it was posted
 * @param region nullable
 * @param styleCluster as products have it; nullable
 * @param items JSON array of {@code product_id}, {@code cosine} and {@code rank}, nearest first
 * @param modelVersion the encoder, as {@code name/version}
 * @param version grows with every change of the row
 */
public record PostLookRow(
        String postId,
        long seenAt,
        String platform,
        String region,
        String styleCluster,
        String items,
        String modelVersion,
        long version)
        implements Row {
    /** Primary key of {@code post_look}. */
    public record Key(String postId) {}

    @Override
    public Key key() {
        return new Key(postId);
    }
}
