package io.tillstream.events;

import java.util.List;

/**
 * A post; a later record with the same id replaces its counts.
 *
 * @param hashtags without {@code #}
 * @param imageUri http(s), s3, file or data URI; nullable
 * @param language BCP-47 tag; nullable
 * @param region free region name or ISO-3166-2 code; nullable
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
        String region)
        implements InputEvent {}
