package io.tillstream.pictures;

import io.tillstream.events.EventTime;
import io.tillstream.events.SocialPost;

/**
 * The picture of a post is to be encoded.
 *
 * @param seenAt time of the record, epoch milliseconds
 * @param region nullable
 * @param uri null once it was asked for: it may be as long as the picture
 * @param hour in which it counts, since 1970; 0 in state of old
 */
public record PostRequest(
        String postId,
        long seenAt,
        String platform,
        String region,
        String authorId,
        long likes,
        long shares,
        long comments,
        String uri,
        long hour) {
    /** A record in time. */
    PostRequest(
            String postId,
            long seenAt,
            String platform,
            String region,
            String authorId,
            long likes,
            long shares,
            long comments,
            String uri) {
        this(
                postId,
                seenAt,
                platform,
                region,
                authorId,
                likes,
                shares,
                comments,
                uri,
                Math.floorDiv(seenAt, EventTime.HOUR));
    }

    static PostRequest of(SocialPost post) {
        return new PostRequest(
                post.postId(),
                post.occurredAt(),
                post.platform(),
                post.region(),
                post.authorId(),
                post.likes(),
                post.shares(),
                post.comments(),
                post.imageUri(),
                post.countedIn());
    }

    /** The hour in which it counts. */
    long countedIn() {
        return hour == 0 ? Math.floorDiv(seenAt, EventTime.HOUR) : hour;
    }

    PostRequest withoutUri() {
        return new PostRequest(
                postId, seenAt, platform, region, authorId, likes, shares, comments, null, hour);
    }

    /** What became of it. */
    PostAnswer answered(Encoded encoded) {
        PictureAnswer picture =
                PictureAnswer.of(
                        new PictureRequest(postId, uri, EventTime.dayOf(seenAt), false), encoded);
        return new PostAnswer(withoutUri(), picture);
    }
}
