package io.tillstream.trends;

import io.tillstream.events.EventTime;
import io.tillstream.events.SocialPost;

/**
 * What a post has been counted for so far, so that a later record of it replaces its counts: what
 * it weighs more by then is counted when it is heard, and the sum over time is the newest weight. A
 * Flink POJO: fields are added, never changed.
 */
public class PostWeight {
    /** Likes, shares and comments that make a post count twice: one viral post is two, no more. */
    private static final double VIRAL = 10_000;

    /** Instead of an hour when there is nothing to count. */
    static final long NEVER = Long.MIN_VALUE;

    /** Whether a post with this id was counted. */
    public boolean known;

    /** Weight that was counted in all. */
    public double counted;

    /** Weight that was counted before the newest hour. */
    public double before;

    /** Newest hour in which it was counted, hours since 1970. */
    public long hour = NEVER;

    /** For Flink. */
    public PostWeight() {}

    /** Weight 1 to 2 of a post: the logarithm of its reach. */
    static double of(SocialPost post) {
        return of(post.likes(), post.shares(), post.comments());
    }

    /** The same by the counts of a post. */
    static double of(long likes, long shares, long comments) {
        double reach = (double) likes + 3.0 * shares + 2.0 * comments;
        return 1 + Math.min(1, Math.log1p(reach) / Math.log1p(VIRAL));
    }

    /**
     * Whether a record came more than a day late: it says nothing about what is rising.
     *
     * @param at epoch milliseconds
     * @param countedIn hour since 1970 in which it would count
     */
    static boolean isTooLate(long at, long countedIn) {
        return countedIn * EventTime.HOUR - at > EventTime.DAY;
    }

    /** The hour since 1970 in which a record counts: its own, or the one in which it came late. */
    static long hourOf(SocialPost post) {
        return post.countedIn();
    }

    /**
     * Takes a record in.
     *
     * @param recordHour in which it counts
     * @return what it adds to what was counted in earlier hours, 0 if nothing is to be told; within
     *     an hour a greater weight replaces a smaller one
     */
    double correct(long recordHour, double weight) {
        if (known && (recordHour < hour || weight <= counted)) {
            return 0;
        }
        if (recordHour > hour) {
            before = counted;
            hour = recordHour;
        }
        known = true;
        counted = weight;
        return counted - before;
    }
}
