package io.tillstream.events;

/**
 * How the picture of a social post looks; of each post the newest counts.
 *
 * @param seenAt time of the record, epoch milliseconds
 * @param region free region name or ISO-3166-2 code; nullable
 * @param modelVersion the encoder as {@code name/version}; only vectors of one encoder compare
 * @param embedding unit vector
 * @param style cluster of pictures that look alike, as products have it; null while there is none
 * @param similar products that look most like it, nearest first
 * @param cosines of their pictures, -1 to 1
 * @param countedIn hour since 1970 in which the record counts, see {@link SocialPost#countedIn()}
 */
public record PostLook(
        String postId,
        long seenAt,
        String platform,
        String region,
        String authorId,
        long likes,
        long shares,
        long comments,
        String modelVersion,
        float[] embedding,
        String style,
        String[] similar,
        float[] cosines,
        long countedIn) {}
