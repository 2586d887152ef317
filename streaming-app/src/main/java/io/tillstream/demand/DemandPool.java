package io.tillstream.demand;

/**
 * What series of one kind (a category, or all products) have in common: the week, how the models
 * did, and the shape of the errors. A series that is new or seldom sells leans on it.
 *
 * <p>All figures are sums: pools that were kept apart (one for each subtask, say) are added to one.
 * The pool as it stood at the close of the day before is what a series learns and forecasts with,
 * so that the answer does not depend on the order in which series are closed. Bounded: about 450
 * bytes.
 *
 * <p>A Flink POJO: fields are added, never changed.
 */
public class DemandPool {
    private static final float KEEP = 0.98f;
    private static final float KEEP_WEEKDAY = 0.99f;
    private static final double KEEP_SELLERS = 0.99;

    /** So many sales weigh as much as the whole shop's week. */
    private static final double WEEK_PRIOR = 300;

    /** Sales of all series by weekday, outliers damped. */
    public WeekProfile week = new WeekProfile();

    /** Discounted number of sales by which {@link #week} is known: one a series and day. */
    public double sellers;

    /** The week of the whole shop, on which a pool with few sales leans; factors, Monday first. */
    public double[] shopWeek = new WeekProfile().factors();

    /** Discounted sum of losses, by {@link Model#ordinal()}; see {@link DemandSeries}. */
    public double[] losses = new double[Model.COUNT];

    /** Discounted number of such losses. */
    public double lossCount;

    /** Discounted histograms of errors, one for each {@link Lead}. */
    public float[] errors = new float[Lead.COUNT * ErrorShape.BINS];

    /** For Flink. */
    public DemandPool() {}

    /** Discounts at the close of a day, before that day's figures are added. */
    public void startDay() {
        for (int i = 0; i < losses.length; i++) {
            losses[i] *= KEEP;
        }
        lossCount *= KEEP;
        for (int i = 0; i < errors.length; i++) {
            errors[i] *= KEEP;
        }
    }

    /** Adds what series said on a day. */
    public void add(DaySummary day) {
        for (int i = 0; i < losses.length; i++) {
            losses[i] += day.losses[i];
        }
        lossCount += day.lossCount;
        for (int i = 0; i < errors.length; i++) {
            errors[i] += day.errors[i];
        }
        week.learn(WeekProfile.weekdayOf(day.day), day.sales, KEEP_WEEKDAY);
        sellers = sellers * KEEP_SELLERS + day.sellers;
    }

    /** The weekdays' factors, with a mean of 1. */
    double[] weekFactors() {
        return week.factors(shopWeek, sellers / (sellers + WEEK_PRIOR));
    }
}
