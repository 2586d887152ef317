package io.tillstream.events;

import java.util.List;

/**
 * A post; a later record with the same id replaces its counts.
 *
 * @param hashtags without {@code #}
 * @param imageUri http(s), s3, file or data URI; nullable
 * @param language BCP-47 tag; nullable
 * @param region free region name or ISO-3166-2 code; nullable
 * @param heardAt event time of its partition when it came if its hour was over, else {@link
 *     #IN_TIME}; decided by the order within the partition, it is the same in every run
 */
public record SocialPost(
        String postId,
        String platform,
        String authorId,
        long occurredAt,
        String text,
        List<String> hashtags,
        String imageUri,
        long likes,
        long shares,
        long comments,
        String language,
        String region,
        long heardAt)
        implements InputEvent {
    /** Instead of a time for what came in its hour. */
    public static final long IN_TIME = 0;

    /** Whether it came when its hour was over. */
    public boolean late() {
        return heardAt != IN_TIME;
    }

    /** The same post, late if its hour was over at a time. */
    SocialPost heard(long time) {
        long hourEnd = (Math.floorDiv(occurredAt, EventTime.HOUR) + 1) * EventTime.HOUR;
        if (time < hourEnd) {
            return this;
        }
        return new SocialPost(
                postId,
                platform,
                authorId,
                occurredAt,
                text,
                hashtags,
                imageUri,
                likes,
                shares,
                comments,
                language,
                region,
                time);
    }
}
