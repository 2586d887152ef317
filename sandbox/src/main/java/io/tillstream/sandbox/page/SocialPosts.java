package io.tillstream.sandbox.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the page knows of the newest posts of {@code social.posts}, and of the newest addresses of
 * their pictures, which may be as long as these; older ones are forgotten.
 */
final class SocialPosts {
    private static final int MAX_BYTES = 65_536;
    private static final int MAX_ID = 256;
    private static final int MAX_TEXT = 200;
    private static final int MAX_NAME = 64;

    private final Map<String, Post> posts;
    private final Map<String, String> imageUris = new LinkedHashMap<>();
    private final long mostCharacters;
    private final Pictures pictures;
    private long characters;

    private record Post(String platform, String author, String text) {}

    /**
     * @param most posts that are kept
     * @param mostCharacters of addresses of pictures
     */
    SocialPosts(int most, long mostCharacters, Pictures pictures) {
        this.mostCharacters = mostCharacters;
        this.pictures = pictures;
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
        putPicture(postId, json.path("image_uri").asText(""));
    }

    private void putPicture(String postId, String imageUri) {
        forgetPicture(postId);
        if (imageUri.isEmpty()) {
            return;
        }
        imageUris.put(postId, imageUri);
        characters += postId.length() + imageUri.length();
        while (characters > mostCharacters) {
            forgetPicture(imageUris.keySet().iterator().next());
        }
    }

    private void forgetPicture(String postId) {
        String old = imageUris.remove(postId);
        characters -= old == null ? 0 : postId.length() + old.length();
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
