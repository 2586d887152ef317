package io.tillstream.demand;

/**
 * What the series of a pool say at the close of a day, as sums: those of subtasks are added, and
 * the whole goes to the {@link DemandPool}.
 *
 * <p>A Flink POJO: fields are added, never changed.
 */
public class DaySummary {
    /** Epoch day. */
    public long day;

    /** Sales of all series, outliers damped and effects taken out. */
    public double sales;

    /** Number of series that sold. */
    public double sellers;

    /** Sum of the losses of each model. */
    public double[] losses = new double[Model.COUNT];

    /** Number of series with losses. */
    public double lossCount;

    /** Histograms of the day's errors. */
    public float[] errors = new float[Lead.COUNT * ErrorShape.BINS];

    /** For Flink. */
    public DaySummary() {}

    /** Nothing yet of a day. */
    public DaySummary(long day) {
        this.day = day;
    }

    /** Adds what other series of the same pool and day say. */
    public void add(DaySummary other) {
        sales += other.sales;
        sellers += other.sellers;
        for (int i = 0; i < losses.length; i++) {
            losses[i] += other.losses[i];
        }
        lossCount += other.lossCount;
        for (int i = 0; i < errors.length; i++) {
            errors[i] += other.errors[i];
        }
    }
}
