package io.tillstream.demand;

/** The kinds of forecasts whose errors are kept apart. */
public enum Lead {
    /** One day, up to ten days ahead; errors of forecasts made seven days before. */
    NEAR(7),
    /** One day, more than ten days ahead; errors of forecasts made 21 days before. */
    FAR(21),
    /** The sum of several days; errors of weeks, each day forecast seven days before. */
    SUM(7);

    static final int COUNT = values().length;

    private static final int NEAR_END = 10;

    /** Days between issue and target of the forecasts that are judged. */
    final int days;

    Lead(int days) {
        this.days = days;
    }

    /** The lead of a day so many days ahead. */
    static Lead of(int ahead) {
        return ahead <= NEAR_END ? NEAR : FAR;
    }

    /** Where its histogram begins. */
    int bins() {
        return ordinal() * ErrorShape.BINS;
    }
}
