package io.tillstream.trends;

/**
 * How often a subject was heard on a day that is not over, in little room: sums over hours, and
 * about how many authors there were. A Flink POJO: fields are added, never changed.
 */
public class DayVoices {
    /** Hours of a day in which an author counts. */
    private static final double MOST_OF_ONE = 3;

    /** Bits that may be clear at most for the number of authors to be told from them. */
    private static final int FULL = 2;

    /** Weighted voices of the hours that are over. */
    public double loudness;

    /** A bit for each author, by hash. */
    public long authors;

    /** For Flink. */
    public DayVoices() {}

    /** Takes an hour in. */
    void add(Voices hour) {
        loudness += hour.loudness();
        for (int i = 0; i < hour.size(); i++) {
            // The low bits, since a sample of authors is chosen by the high ones.
            authors |= 1L << (hour.lowBits(i) & (Long.SIZE - 1));
        }
    }

    /** Weighted voices; the few who repeat themselves all day count for a few hours. */
    double voices() {
        int clear = Long.SIZE - Long.bitCount(authors);
        if (clear <= FULL) {
            return loudness;
        }
        // Linear counting; Whang, Vander-Zanden and Taylor 1990.
        double different = -Long.SIZE * Math.log((double) clear / Long.SIZE);
        return Math.min(loudness, MOST_OF_ONE * Baseline.MOST_WEIGHT * different);
    }
}
