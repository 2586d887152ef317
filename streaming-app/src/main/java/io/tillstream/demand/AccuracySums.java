package io.tillstream.demand;

/**
 * Sums over judged forecasts by level, unit and horizon, of which any part can be added to any
 * other in any order with the same result: fixed-point numbers, ten-thousandths.
 *
 * <p>A Flink POJO: fields are added, never changed.
 */
public class AccuracySums {
    static final int COUNT = 0;
    static final int ABSOLUTE = 1;
    static final int SIGNED = 2;
    static final int ACTUAL = 3;
    static final int PINBALL = 4;
    static final int COVERED = 5;
    static final int NAIVE = 6;
    static final int SCALED = 7;
    static final int SCALED_SQUARE = 8;
    static final int SCALED_COUNT = 9;

    private static final int WIDTH = 10;
    private static final int SHARE_SUM = 0;
    private static final int SHARE_COUNT = 1;
    private static final int SHARE_WIDTH = 2;
    private static final double FIXED = 10_000;
    private static final double MOST = 1e14;

    /** By level, unit and horizon. */
    public long[] sums =
            new long[Level.COUNT * ForecastUnit.COUNT * IssuedForecasts.HORIZONS.length * WIDTH];

    /** Errors as shares of what was sold, where anything was, by level, unit and horizon. */
    public long[] shares =
            new long
                    [Level.COUNT
                            * ForecastUnit.COUNT
                            * IssuedForecasts.HORIZONS.length
                            * SHARE_WIDTH];

    /** For Flink. */
    public AccuracySums() {}

    private static int kind(Level level, ForecastUnit unit, int horizon) {
        int kind = level.ordinal() * ForecastUnit.COUNT + unit.ordinal();
        return kind * IssuedForecasts.HORIZONS.length + horizon;
    }

    private static int at(Level level, ForecastUnit unit, int horizon) {
        return kind(level, unit, horizon) * WIDTH;
    }

    /** Adds a judged forecast. */
    void add(
            Level level,
            ForecastUnit unit,
            int horizon,
            Judgement judgement,
            IssuedForecasts series) {
        int at = at(level, unit, horizon);
        double error = judgement.mean() - judgement.actual();
        sums[at + COUNT] += fixed(1);
        sums[at + ABSOLUTE] += fixed(Math.abs(error));
        sums[at + SIGNED] += fixed(error);
        sums[at + ACTUAL] += fixed(judgement.actual());
        sums[at + PINBALL] += fixed(judgement.pinball());
        sums[at + COVERED] += fixed(judgement.isCovered() ? 1 : 0);
        sums[at + NAIVE] += fixed(Math.abs(judgement.naive() - judgement.actual()));
        if (series.seasonalScale() > 0 && series.squareScale() > 0) {
            sums[at + SCALED] += fixed(Math.abs(error) / series.seasonalScale());
            sums[at + SCALED_SQUARE] += fixed(error * error / series.squareScale());
            sums[at + SCALED_COUNT] += fixed(1);
        }
        if (judgement.actual() > 0) {
            int share = kind(level, unit, horizon) * SHARE_WIDTH;
            shares[share + SHARE_SUM] += fixed(Math.abs(error) / judgement.actual());
            shares[share + SHARE_COUNT] += fixed(1);
        }
    }

    private static long fixed(double value) {
        return Math.round(Math.max(-MOST, Math.min(MOST, value)) * FIXED);
    }

    /** Adds others. */
    void add(AccuracySums other) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += other.sums[i];
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] += other.shares[i];
        }
    }

    /** A sum. */
    double of(Level level, ForecastUnit unit, int horizon, int sum) {
        return sums[at(level, unit, horizon) + sum] / FIXED;
    }

    /** Mean absolute error as a share of what was sold, where anything was; NaN if nothing was. */
    double meanShare(Level level, ForecastUnit unit, int horizon) {
        int share = kind(level, unit, horizon) * SHARE_WIDTH;
        return (double) shares[share + SHARE_SUM] / shares[share + SHARE_COUNT];
    }
}
