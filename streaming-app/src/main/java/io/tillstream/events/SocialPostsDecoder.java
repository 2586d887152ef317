package io.tillstream.events;

import java.io.IOException;
import java.util.List;

/** {@code social.posts}. */
final class SocialPostsDecoder extends EventDecoder {
    /** Of the topic, in the order of bits; add at the end only. */
    static final List<String> FIELDS =
            List.of(
                    "post_id",
                    "platform",
                    "author_id",
                    "occurred_at",
                    "text",
                    "hashtags",
                    "image_uri",
                    "likes",
                    "shares",
                    "comments",
                    "language",
                    "region");

    private String postId;
    private String platform;
    private String authorId;
    private Long occurredAt;
    private String text;
    private List<String> hashtags;
    private String imageUri;
    private long likes;
    private long shares;
    private long comments;
    private String language;
    private String region;

    SocialPostsDecoder(RecordLimits limits) {
        super(limits, FIELDS);
    }

    @Override
    protected void begin() {
        postId = null;
        platform = null;
        authorId = null;
        occurredAt = null;
        text = null;
        hashtags = List.of();
        imageUri = null;
        likes = 0;
        shares = 0;
        comments = 0;
        language = null;
        region = null;
    }

    @Override
    protected boolean field(String name) throws IOException, InvalidRecord {
        switch (name) {
            case "post_id" -> postId = reader.id(name);
            case "platform" -> platform = reader.id(name);
            case "author_id" -> authorId = reader.id(name);
            case "occurred_at" -> occurredAt = reader.time(name);
            case "text" -> text = reader.text(name);
            case "hashtags" -> hashtags = reader.texts(name);
            case "image_uri" -> imageUri = reader.uri(name);
            case "likes" -> likes = reader.integer(name, 0, Long.MAX_VALUE);
            case "shares" -> shares = reader.integer(name, 0, Long.MAX_VALUE);
            case "comments" -> comments = reader.integer(name, 0, Long.MAX_VALUE);
            case "language" -> language = reader.id(name);
            case "region" -> region = reader.id(name);
            default -> {
                return false;
            }
        }
        return true;
    }

    @Override
    protected InputEvent finish() throws InvalidRecord {
        return new SocialPost(
                required(postId, "post_id"),
                required(platform, "platform"),
                required(authorId, "author_id"),
                required(occurredAt, "occurred_at"),
                text,
                hashtags,
                imageUri,
                likes,
                shares,
                comments,
                language,
                region,
                SocialPost.IN_TIME);
    }
}
