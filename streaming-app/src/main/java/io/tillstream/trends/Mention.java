package io.tillstream.trends;

import io.tillstream.events.IdHash;

/**
 * Somebody writes of a subject, or so many posts were written in all.
 *
 * @param shelf where the subject is kept, 0 to {@link #SHELVES} - 1
 * @param hour hours since 1970
 * @param subject key; null if this tells the number of posts
 * @param author hash
 * @param text {@link Fingerprint}
 * @param weight of the post, or the number of posts
 * @param postId null if this tells the number of posts
 */
public record Mention(
        int shelf,
        long hour,
        String subject,
        long author,
        long text,
        double weight,
        String postId) {
    /** Parts of the vocabulary; never changed, since state is kept by them. */
    static final int SHELVES = 64;

    private static final int SEED = 65;

    /** A mention of a subject. */
    static Mention of(
            String subject, long hour, long author, long text, double weight, String postId) {
        int shelf = (int) Long.remainderUnsigned(IdHash.of(SEED, subject), SHELVES);
        return new Mention(shelf, hour, subject, author, text, weight, postId);
    }

    /** Tells a shelf how many posts there were. */
    static Mention volume(int shelf, long hour, long posts) {
        return new Mention(shelf, hour, null, 0, 0, posts, null);
    }

    /** The hash of an author. */
    static long author(String platform, String authorId) {
        return IdHash.of(SEED, platform + "|" + authorId);
    }
}
