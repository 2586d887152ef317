package io.tillstream.sandbox.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the page knows of the newest posts of {@code social.posts}; older ones are forgotten. */
final class SocialPosts {
    private static final int MAX_BYTES = 65_536;
    private static final int MAX_ID = 256;
    private static final int MAX_TEXT = 200;
    private static final int MAX_NAME = 64;

    private final Map<String, Post> posts;

    private record Post(String platform, String author, String text) {}

    /**
     * @param most posts that are kept
     */
    SocialPosts(int most) {
        posts =
                new LinkedHashMap<>() {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected boolean removeEldestEntry(Map.Entry<String, Post> eldest) {
                        return size() > most;
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
    }

    /** Adds what a post says and where it stands, where known. */
    synchronized void describe(String postId, ObjectNode target) {
        Post post = posts.get(postId);
        if (post != null) {
            target.put("platform", post.platform())
                    .put("author", post.author())
                    .put("text", post.text());
        }
    }
}
