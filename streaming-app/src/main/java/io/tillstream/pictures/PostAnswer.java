package io.tillstream.pictures;

/**
 * A post, and what became of its picture.
 *
 * @param post without the picture's address
 */
public record PostAnswer(PostRequest post, PictureAnswer picture) {
    String postId() {
        return post.postId();
    }
}
