package io.tillstream.demand;

import io.tillstream.events.EventTime;
import io.tillstream.schemas.rows.ModelMetricRow;
import java.util.ArrayList;
import java.util.List;

/**
 * How good the forecasts of a window were, as metrics named {@code NAME.LEVEL.UNIT.hDAYS}: {@code
 * wape}, {@code mape} (of the days on which anything was sold), {@code mase} and {@code rmsse}
 * (Hyndman and Koehler 2006; of all series together), {@code pinball} (mean loss of p10, p50 and
 * p90 over mean sales), {@code coverage} of p10 to p90, {@code bias} (expected over sold, less 1),
 * and {@code wape-naive} of the seasonal naive forecast.
 */
final class ForecastMetrics {
    static final String NAME = "demand";

    private static final String WEEK = "wape-week";
    private static final String PERCENT = "mape";
    private static final String PERCENT_OF_WEEK = "mape-week";

    private final AccuracySums sums;
    private final long day;
    private final List<ModelMetricRow> rows = new ArrayList<>();

    private ForecastMetrics(AccuracySums sums, long day) {
        this.sums = sums;
        this.day = day;
    }

    /**
     * The metrics of a window.
     *
     * @param day its last day
     */
    static List<ModelMetricRow> of(AccuracySums sums, long day) {
        ForecastMetrics metrics = new ForecastMetrics(sums, day);
        for (Level level : Level.values()) {
            for (ForecastUnit unit : ForecastUnit.values()) {
                for (int i = 0; i < IssuedForecasts.HORIZONS.length; i++) {
                    metrics.add(level, unit, i);
                }
            }
        }
        return metrics.rows;
    }

    /**
     * The error of the forecasts of all sales over a calendar week, {@code wape-week}, and the mean
     * of its days' shares, {@code mape-week}. Weeks do not overlap, so that two bad ones in a row
     * are two observations, and not one that is seen twice.
     *
     * @param day its last day
     */
    static List<ModelMetricRow> ofWeek(AccuracySums sums, long day) {
        ForecastMetrics metrics = new ForecastMetrics(sums, day);
        for (ForecastUnit unit : ForecastUnit.values()) {
            for (int i = 0; i < IssuedForecasts.HORIZONS.length; i++) {
                double actual = sums.of(Level.TOTAL, unit, i, AccuracySums.ACTUAL);
                if (actual > 0) {
                    metrics.add(
                            WEEK + suffix(Level.TOTAL, unit, i),
                            sums.of(Level.TOTAL, unit, i, AccuracySums.ABSOLUTE) / actual);
                    metrics.addShare(PERCENT_OF_WEEK, Level.TOTAL, unit, i);
                }
            }
        }
        return metrics.rows;
    }

    private static String suffix(Level level, ForecastUnit unit, int horizon) {
        return "." + level.label() + "." + unit.label() + ".h" + IssuedForecasts.HORIZONS[horizon];
    }

    private void add(Level level, ForecastUnit unit, int horizon) {
        double count = sums.of(level, unit, horizon, AccuracySums.COUNT);
        double actual = sums.of(level, unit, horizon, AccuracySums.ACTUAL);
        if (count == 0 || actual <= 0) {
            return;
        }
        String suffix = suffix(level, unit, horizon);
        add("wape" + suffix, sums.of(level, unit, horizon, AccuracySums.ABSOLUTE) / actual);
        addShare(PERCENT, level, unit, horizon);
        add("wape-naive" + suffix, sums.of(level, unit, horizon, AccuracySums.NAIVE) / actual);
        add("bias" + suffix, sums.of(level, unit, horizon, AccuracySums.SIGNED) / actual);
        add("pinball" + suffix, sums.of(level, unit, horizon, AccuracySums.PINBALL) / actual);
        add("coverage" + suffix, sums.of(level, unit, horizon, AccuracySums.COVERED) / count);
        double scaled = sums.of(level, unit, horizon, AccuracySums.SCALED_COUNT);
        if (scaled > 0) {
            add("mase" + suffix, sums.of(level, unit, horizon, AccuracySums.SCALED) / scaled);
            double square = sums.of(level, unit, horizon, AccuracySums.SCALED_SQUARE) / scaled;
            add("rmsse" + suffix, Math.sqrt(square));
        }
    }

    /** Nothing of sums of an earlier build, which did not know it. */
    private void addShare(String name, Level level, ForecastUnit unit, int horizon) {
        double share = sums.meanShare(level, unit, horizon);
        if (!Double.isNaN(share)) {
            add(name + suffix(level, unit, horizon), share);
        }
    }

    private void add(String metric, double value) {
        rows.add(
                new ModelMetricRow(
                        NAME,
                        CategoryClose.MODEL,
                        metric,
                        EventTime.endOf(day),
                        value,
                        null,
                        false,
                        day));
    }
}
