package io.tillstream.sandbox.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the page knows of the newest posts of {@code social.posts}, and of the newest addresses of
 * their pictures that may be shown, which may be as long as these; older ones are forgotten.
 */
final class SocialPosts {
    /** A record with a photo as a {@code data:} address; brokers take no larger one by default. */
    private static final int MAX_BYTES = 1 << 20;

    private static final int MAX_ID = 256;
    private static final int MAX_TEXT = 200;
    private static final int MAX_NAME = 64;

    private final Map<String, Post> posts;
    private final Map<String, String> imageUris = new LinkedHashMap<>();
    private final long mostBytes;
    private final Pictures pictures;
    private long bytes;

    private record Post(String platform, String author, String text) {}

    /**
     * @param most posts that are kept
     * @param mostBytes that addresses of pictures take
     */
    SocialPosts(int most, long mostBytes, Pictures pictures) {
        this.mostBytes = mostBytes;
        this.pictures = pictures;
        posts =
                new LinkedHashMap<>() {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected boolean removeEldestEntry(Map.Entry<String, Post> eldest) {
                        boolean isOneTooMany = size() > most;
                        if (isOneTooMany) {
                            forgetPicture(eldest.getKey());
                        }
                        return isOneTooMany;
                    }
                };
    }

    /** Takes a record of the topic. */
    synchronized void put(String postId, byte[] value) {
        if (value == null || value.length > MAX_BYTES || postId.length() > MAX_ID) {
            return;
        }
        JsonNode json = PageJson.readOrMissing(value);
        if (!json.isObject()) {
            return;
        }
        // Of a post with news the age is that of the news.
        posts.remove(postId);
        posts.put(
                postId,
                new Post(
                        PageJson.shorten(json.path("platform").asText(""), MAX_NAME),
                        PageJson.shorten(json.path("author_id").asText(""), MAX_NAME),
                        PageJson.shorten(json.path("text").asText(""), MAX_TEXT)));
        putPicture(postId, json.path("image_uri").asText(""));
    }

    private void putPicture(String postId, String imageUri) {
        forgetPicture(postId);
        if (!pictures.mayShow(imageUri)) {
            return;
        }
        imageUris.put(postId, imageUri);
        bytes += weight(postId, imageUri);
        while (bytes > mostBytes) {
            forgetPicture(imageUris.keySet().iterator().next());
        }
    }

    private void forgetPicture(String postId) {
        String old = imageUris.remove(postId);
        bytes -= old == null ? 0 : weight(postId, old);
    }

    private static int weight(String postId, String imageUri) {
        // Two bytes a character is the worst case, and the map's own cost is about 200 bytes.
        return 200 + 2 * (postId.length() + imageUri.length());
    }

    /** The picture of a post, if it has one that may be shown. */
    Optional<Pictures.Picture> picture(String postId) {
        String uri;
        synchronized (this) {
            uri = imageUris.getOrDefault(postId, "");
        }
        return pictures.read(uri);
    }

    /** Adds what a post says, where it stands and its picture's version, where known. */
    synchronized void describe(String postId, ObjectNode target) {
        Post post = posts.get(postId);
        if (post != null) {
            target.put("platform", post.platform())
                    .put("author", post.author())
                    .put("text", post.text());
            Pictures.describe(imageUris.getOrDefault(postId, ""), target);
        }
    }
}
