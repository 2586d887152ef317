package io.tillstream.trends;

import io.tillstream.events.IdHash;

/**
 * Somebody writes of a subject, or so many posts were written in all, or in a region.
 *
 * @param shelf where the subject is kept, 0 to {@link #SHELVES} - 1, {@link #PICTURES} or {@link
 *     #STYLES}
 * @param hour hours since 1970
 * @param subject key; null if this tells a number of posts
 * @param author hash
 * @param text {@link Fingerprint}, or the hash of a picture
 * @param weight of the post, or the number of posts
 * @param postId null if this tells the number of posts; the region if it tells that of a region,
 *     and the encoder, as {@code name/version}, if it tells that of pictures
 * @param region hash of the post's region, see {@link Region}
 */
public record Mention(
        int shelf,
        long hour,
        String subject,
        long author,
        long text,
        double weight,
        String postId,
        int region) {
    /** Parts of the vocabulary; never changed, since state is kept by them. */
    static final int SHELVES = 64;

    /** One more, of what is seen in pictures: its number of posts is that of pictures. */
    static final int PICTURES = SHELVES;

    /** And one of styles of pictures: its number of posts is that of pictures that have one. */
    static final int STYLES = PICTURES + 1;

    /** How many there are in all. */
    static final int ALL_SHELVES = STYLES + 1;

    private static final int SEED = 65;

    /** A mention of a subject. */
    static Mention of(
            String subject,
            long hour,
            long author,
            long text,
            double weight,
            String postId,
            int region) {
        return new Mention(shelfOf(subject), hour, subject, author, text, weight, postId, region);
    }

    /** A subject is seen in the picture of a post. */
    static Mention ofPicture(String subject, Sighting seen, double weight, String postId) {
        return new Mention(
                PictureSubject.isStyle(subject) ? STYLES : PICTURES,
                seen.hour(),
                subject,
                seen.author(),
                seen.picture(),
                weight,
                postId,
                seen.region());
    }

    private static int shelfOf(String key) {
        return (int) Long.remainderUnsigned(IdHash.of(SEED, key), SHELVES);
    }

    /** Tells a shelf how many posts there were. */
    static Mention volume(int shelf, long hour, long posts) {
        return new Mention(shelf, hour, null, 0, 0, posts, null, Region.UNKNOWN);
    }

    /** Tells the shelf of pictures, or that of styles, that an encoder saw one more. */
    static Mention picture(int shelf, long hour, String modelVersion) {
        return new Mention(shelf, hour, null, 0, 0, 1, modelVersion, Region.UNKNOWN);
    }

    /** Whether it is of what pictures show. */
    boolean isSeen() {
        return shelf >= PICTURES;
    }

    /** Tells how many posts there were in a region, on the shelf of its name. */
    static Mention ofRegion(String region, long hour, long posts) {
        return new Mention(shelfOf(region), hour, null, 0, 0, posts, region, Region.UNKNOWN);
    }

    /** The hash of an author. */
    static long author(String platform, String authorId) {
        return IdHash.of(SEED, platform + "|" + authorId);
    }
}
