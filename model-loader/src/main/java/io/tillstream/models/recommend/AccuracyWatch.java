package io.tillstream.models.recommend;

import java.util.List;

/**
 * Whether recommendations got worse with a version of a model, by the prequential hit rates of the
 * days before it and of the days since. What a day makes easier or harder is taken out by the hit
 * rate of popularity on the same days: expected since is <i>before x popularity since / popularity
 * before</i>. Worse is what falls short of that by more than the tolerance and by more than chance
 * (two standard errors of a share of so many purchases).
 *
 * @param leastPurchases that must have been judged on either side
 * @param tolerance share of the expected hit rate, 0 to 1, by which it may fall short
 */
public record AccuracyWatch(long leastPurchases, double tolerance) {
    private static final double STANDARD_ERRORS = 2;

    /**
     * A day that is closed.
     *
     * @param purchases judged
     * @param hitRate share of them of which the emitted list's first ten held a product
     * @param popularity the same of the most popular products
     */
    public record Day(double purchases, double hitRate, double popularity) {}

    /** What was found. */
    public enum Outcome {
        TOO_EARLY,
        AS_GOOD,
        WORSE
    }

    /**
     * What was found, and by which figures.
     *
     * @param purchases judged since
     */
    public record Finding(Outcome outcome, double purchases, double hitRate, double expected) {}

    public AccuracyWatch {
        if (leastPurchases < 1 || !(tolerance >= 0 && tolerance < 1)) {
            throw new IllegalArgumentException(
                    "least purchases must be 1 or more, the tolerance 0 to 1");
        }
    }

    /** Compares. */
    public Finding compare(List<Day> before, List<Day> since) {
        Day earlier = sum(before);
        Day now = sum(since);
        double expected = earlier.hitRate();
        if (earlier.popularity() > 0 && now.popularity() > 0) {
            expected = Math.min(1, expected * now.popularity() / earlier.popularity());
        }
        return new Finding(
                outcome(earlier, now, expected), now.purchases(), now.hitRate(), expected);
    }

    private Outcome outcome(Day before, Day since, double expected) {
        if (before.purchases() < leastPurchases || since.purchases() < leastPurchases) {
            return Outcome.TOO_EARLY;
        }
        double error = Math.sqrt(expected * (1 - expected) / since.purchases());
        boolean worse =
                since.hitRate() < expected * (1 - tolerance)
                        && since.hitRate() < expected - STANDARD_ERRORS * error;
        return worse ? Outcome.WORSE : Outcome.AS_GOOD;
    }

    private static Day sum(List<Day> days) {
        double purchases = 0;
        double hits = 0;
        double popular = 0;
        for (Day day : days) {
            purchases += day.purchases();
            hits += day.purchases() * day.hitRate();
            popular += day.purchases() * day.popularity();
        }
        return purchases == 0
                ? new Day(0, 0, 0)
                : new Day(purchases, hits / purchases, popular / purchases);
    }
}
