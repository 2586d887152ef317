package io.tillstream.events;

import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * A post; a later record with the same id replaces its counts.
 *
 * @param hashtags without {@code #}
 * @param imageUri http(s), s3, file or data URI; nullable
 * @param language BCP-47 tag; nullable
 * @param region free region name or ISO-3166-2 code; nullable
 * @param heardAt begin of the first open hour of its partition if its own was closed when it came,
 *     else {@link #IN_TIME}; decided by the order within the partition, it is the same in every run
 */
@TypeInfo(SocialPostTypeInfo.Factory.class)
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
    /** Instead of a time for what came before its hour was closed. */
    public static final long IN_TIME = 0;

    /** Whether it came when its hour was closed. */
    public boolean late() {
        return heardAt != IN_TIME;
    }

    /** The hour since 1970 in which it counts: its own, or the one in which it came late. */
    public long countedIn() {
        return Math.floorDiv(late() ? Math.max(occurredAt, heardAt) : occurredAt, EventTime.HOUR);
    }

    /** The same post, late if its hour was closed; it was heard in the first that is not. */
    SocialPost heard(long firstOpenHour) {
        if (Math.floorDiv(occurredAt, EventTime.HOUR) >= firstOpenHour) {
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
                firstOpenHour * EventTime.HOUR);
    }
}
