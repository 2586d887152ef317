package io.tillstream.demand;

import io.tillstream.events.EventTime;
import java.util.Arrays;

/**
 * The demand of a product in a store over a time to come: its expectation and its distribution.
 *
 * <p>The expectation is the sum of the daily means, of parts of days too. The distribution is a
 * mixed Poisson one, whole units without a normal approximation: {@code D ~ Poisson(mean x G)},
 * where G takes the outlook's {@link ErrorShape shape}, drawn together about its centre by as much
 * of its variance as Poisson sales of a week would have anyway. So D spreads as the week's errors
 * did for a week's horizon, never less than Poisson, and where the errors are no wider than that,
 * as for products that sell now and then, D is Poisson. Errors of days that correlate by r make the
 * variance of G go with {@code r + (1 - r) / days}: wider for a horizon shorter than the week.
 *
 * <p>Sources: Syntetos and Boylan (2006), "On the stock control performance of intermittent demand
 * estimators" (compound Poisson demand over the lead time); Silver, Pyke and Thomas (2017),
 * "Inventory and Production Management in Supply Chains", chapters 4 and 6.
 */
final class DemandAhead {
    private static final int WEEK = 7;

    /** The shape as so many ratios of equal probability. */
    private static final int POINTS = 32;

    /** A histogram of nothing. */
    private static final float[] UNKNOWN = new float[ErrorShape.BINS];

    /** Correlation of the forecast errors of two days. */
    private static final double CORRELATION = 0.25;

    /** Above it a Poisson distribution is not summed up. */
    private static final double LARGE = 40;

    /** So many deviations away there is nothing left of a Poisson distribution. */
    private static final double FAR = 6;

    private static final double[] NORMAL_SERIES = {
        1.330274429, -1.821255978, 1.781477937, -0.356563782, 0.319381530
    };

    private final StockOutlook outlook;
    private final double[] ratios;

    /** Mean of the ratios. */
    private final double centre;

    /** Share of the shape's variance that is more than Poisson. */
    private final double excess;

    DemandAhead(StockOutlook outlook) {
        this.outlook = outlook;
        float[] shape = outlook.shape().length > 0 ? outlook.shape() : UNKNOWN;
        ratios = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            ratios[i] = ErrorShape.quantile(shape, UNKNOWN, 0, 0, (i + 0.5) / POINTS);
        }
        centre = Arrays.stream(ratios).average().orElse(1);
        double variance = 0;
        for (double ratio : ratios) {
            variance += (ratio - centre) * (ratio - centre) / POINTS;
        }
        double week = 0;
        for (int i = 1; i <= WEEK && outlook.means().length > 0; i++) {
            week += mean(outlook.day() + i);
        }
        excess = variance * week > centre ? 1 - centre / (variance * week) : 0;
    }

    StockOutlook outlook() {
        return outlook;
    }

    /** Expected units of a day; beyond the outlook its last week comes again and again. */
    private double mean(long day) {
        float[] means = outlook.means();
        int at = (int) Math.max(0, day - outlook.day() - 1);
        if (at < means.length) {
            return means[at];
        }
        int period = Math.min(WEEK, means.length);
        return means[means.length - period + (at - means.length) % period];
    }

    /** Units expected between two times. */
    double expected(long from, long to) {
        double sum = 0;
        if (outlook.means().length > 0) {
            for (long at = from; at < to; ) {
                long day = EventTime.dayOf(at);
                long end = Math.min(to, EventTime.startOf(day + 1));
                sum += mean(day) * (end - at) / EventTime.DAY;
                at = end;
            }
        }
        return sum;
    }

    /**
     * When the expected demand will have used up so many units.
     *
     * @return {@code limit} if not before
     */
    long usedUp(long from, long units, long limit) {
        double left = units;
        if (left <= 0) {
            return from;
        }
        if (outlook.means().length > 0) {
            for (long at = from; at < limit; ) {
                long day = EventTime.dayOf(at);
                long end = Math.min(limit, EventTime.startOf(day + 1));
                double sold = mean(day) * (end - at) / EventTime.DAY;
                if (sold >= left) {
                    return at + (long) Math.ceil((end - at) * (left / sold));
                }
                left -= sold;
                at = end;
            }
        }
        return limit;
    }

    /** Probability that more than so many units are asked for between two times. */
    double exceeds(long from, long to, long units) {
        double[] rates = rates(from, to);
        return 1 - notMore(rates, largest(rates), units);
    }

    /** The units that are enough with a probability, at least. */
    long quantile(long from, long to, double probability) {
        double[] rates = rates(from, to);
        double largest = largest(rates);
        return largest > LARGE
                ? bySearch(rates, largest, probability)
                : bySum(rates, largest, probability);
    }

    /** They ascend. */
    private static double largest(double[] rates) {
        return rates[rates.length - 1];
    }

    /** The rates of the Poisson distributions of which each holds with equal probability. */
    private double[] rates(long from, long to) {
        double mean = expected(from, to);
        if (excess <= 0) {
            return new double[] {mean};
        }
        double days = Math.max(1, (double) (to - from) / EventTime.DAY);
        double stretch = Math.sqrt(excess * spread(days) / spread(WEEK));
        double middle = 1 + excess * (centre - 1);
        double[] rates = new double[POINTS];
        double sum = 0;
        for (int i = 0; i < POINTS; i++) {
            rates[i] = Math.max(0, middle + stretch * (ratios[i] - centre));
            sum += rates[i];
        }
        // Where none can be less than nothing, the others are more than they should be.
        double scale = mean * middle * POINTS / sum;
        for (int i = 0; i < POINTS; i++) {
            rates[i] *= scale;
        }
        return rates;
    }

    private static double spread(double days) {
        return CORRELATION + (1 - CORRELATION) / days;
    }

    private static long bySum(double[] rates, double largest, double probability) {
        double[] masses = masses(rates);
        double enough = probability * rates.length;
        double last = end(largest);
        double sum = 0;
        for (long units = 0; ; units++) {
            sum += next(masses, rates, units);
            if (sum >= enough || units >= last) {
                return units;
            }
        }
    }

    /** Probabilities of none. */
    private static double[] masses(double[] rates) {
        double[] masses = new double[rates.length];
        for (int i = 0; i < rates.length; i++) {
            masses[i] = Math.exp(-rates[i]);
        }
        return masses;
    }

    /** The sum of the masses at so many units; leaves those at one more. */
    private static double next(double[] masses, double[] rates, long units) {
        double share = 1.0 / (units + 1);
        double sum = 0;
        for (int i = 0; i < rates.length; i++) {
            sum += masses[i];
            masses[i] *= rates[i] * share;
        }
        return sum;
    }

    /** The quantile lies about the rates of which this share are less. */
    private static long bySearch(double[] rates, double largest, double probability) {
        int at = (int) (probability * rates.length);
        double below = rates[Math.max(0, at - 1)];
        double above = rates[Math.min(rates.length - 1, at + 1)];
        long low = at == 0 ? 0 : (long) Math.max(0, below - FAR * Math.sqrt(below) - FAR);
        long high = (long) (above + FAR * Math.sqrt(above) + FAR);
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (notMore(rates, largest, middle) >= probability) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Where a Poisson distribution has ended, to the precision of a double. */
    private static double end(double rate) {
        return rate + 10 * Math.sqrt(rate) + 30;
    }

    private static double notMore(double[] rates, double largest, long units) {
        if (units < 0) {
            return 0;
        }
        if (units >= end(largest)) {
            return 1;
        }
        double sum = 0;
        if (largest <= LARGE) {
            double[] masses = masses(rates);
            for (long k = 0; k <= units; k++) {
                sum += next(masses, rates, k);
            }
        } else {
            for (double rate : rates) {
                sum += poisson(rate, units);
            }
        }
        return Math.min(1, sum / rates.length);
    }

    /**
     * Probability of no more than so many, by Wilson and Hilferty (1931): to 0.001 and better for
     * rates of some size, and right in the limit for those that are small beside the units.
     */
    private static double poisson(double rate, long units) {
        double away = units - rate;
        if (away * away > FAR * FAR * rate + FAR * FAR) {
            return away > 0 ? 1 : 0;
        }
        double n = units + 1.0;
        return 1 - normal(3 * Math.sqrt(n) * (Math.cbrt(rate / n) - 1 + 1 / (9 * n)));
    }

    /** Abramowitz and Stegun (1964), 26.2.17: to 7 decimals. */
    private static double normal(double x) {
        double t = 1 / (1 + 0.2316419 * Math.abs(x));
        double series = 0;
        for (double term : NORMAL_SERIES) {
            series = (series + term) * t;
        }
        double tail = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI) * series;
        return x > 0 ? 1 - tail : tail;
    }
}
