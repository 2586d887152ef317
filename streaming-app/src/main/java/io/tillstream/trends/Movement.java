package io.tillstream.trends;

/** How a signal moves. A Flink POJO: fields are added, never changed. */
public class Movement {
    /** Instead of an hour. */
    static final long NEVER = Long.MIN_VALUE;

    /** Score from which on a signal has moved: a chance of one in ten thousand. */
    static final double MOVED = 4;

    /** Lift below which it has not, however sure it is. */
    static final double LEAST_LIFT = 1.2;

    /** The first hour since 1970 in which it moved for sure. */
    public long movedIn = NEVER;

    /** Score in that hour. */
    public double firstScore;

    /** The greatest score since then. */
    public double score;

    /** Lift that came with it. */
    public double lift;

    /** The newest hour in which it was out of the ordinary. */
    public long lastSeenIn = NEVER;

    /** For Flink. */
    public Movement() {}

    static boolean isSure(double score, double lift) {
        return score >= MOVED && lift >= LEAST_LIFT;
    }

    boolean hasMoved() {
        return movedIn != NEVER;
    }

    /** Whether it moved before another did; of two in one hour the one that was surer. */
    boolean isBefore(Movement other) {
        return hasMoved()
                && (!other.hasMoved()
                        || movedIn < other.movedIn
                        || (movedIn == other.movedIn && firstScore > other.firstScore));
    }

    /** What an hour says. */
    void see(double now, double liftNow, long hour) {
        if (!hasMoved() && isSure(now, liftNow)) {
            begin(now, liftNow, hour);
        } else if (hasMoved() && now >= SubjectShelf.TOLD) {
            lastSeenIn = hour;
            if (now > score) {
                score = now;
                lift = liftNow;
            }
        }
    }

    /** It moves, whoever says so. */
    void begin(double now, double liftNow, long hour) {
        movedIn = hour;
        firstScore = now;
        score = now;
        lift = liftNow;
        lastSeenIn = hour;
    }
}
