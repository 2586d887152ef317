package io.tillstream.trends;

/**
 * How surprising a count is: the tail of the negative binomial distribution, which is Poisson's
 * with a level that is not known for sure. Counts may be fractions.
 */
final class Surprise {
    private static final double LEAST_EXCESS = 1e-6;
    private static final double TINY = 1e-300;
    private static final double EXACT = 1e-12;
    private static final int MOST_STEPS = 500;
    private static final double[] LANCZOS = {
        76.18009172947146,
        -86.50532032941678,
        24.01409824083091,
        -1.231739572450155,
        0.1208650973866179e-2,
        -0.5395239384953e-5
    };

    private Surprise() {}

    /**
     * The negative decimal logarithm of the chance of a count as great, 0 to some thousands.
     *
     * @param count 0 or more
     * @param mean above 0
     * @param variance the mean or more
     */
    static double of(double count, double mean, double variance) {
        if (count <= mean) {
            return 0;
        }
        double excess = Math.max(variance - mean, LEAST_EXCESS * mean);
        double shape = mean * mean / excess;
        return Math.max(0, -logTail(count, shape, excess / (mean + excess)) / Math.log(10));
    }

    /** ln I_q(x, r), which is the chance of x or more; Press et al., Numerical Recipes, 6.4. */
    private static double logTail(double x, double r, double q) {
        double front = x * Math.log(q) + r * Math.log1p(-q) - logBeta(x, r);
        if (q < (x + 1) / (x + r + 2)) {
            return front - Math.log(x) + Math.log(fraction(x, r, q));
        }
        return Math.log1p(-Math.min(1, Math.exp(front - Math.log(r)) * fraction(r, x, 1 - q)));
    }

    /** Lentz's continued fraction of the incomplete beta function. */
    private static double fraction(double a, double b, double x) {
        double c = 1;
        double d = 1 / away(1 - (a + b) * x / (a + 1));
        double value = d;
        for (int m = 1; m <= MOST_STEPS; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / away(1 + even * d);
            c = away(1 + even / c);
            value *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / away(1 + odd * d);
            c = away(1 + odd / c);
            value *= d * c;
            if (Math.abs(d * c - 1) < EXACT) {
                break;
            }
        }
        return value;
    }

    private static double away(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }

    private static double logBeta(double a, double b) {
        return logGamma(a) + logGamma(b) - logGamma(a + b);
    }

    /** Lanczos's approximation of arguments above 0; Numerical Recipes, 6.1. */
    private static double logGamma(double x) {
        double sum = 1.000000000190015;
        for (int i = 0; i < LANCZOS.length; i++) {
            sum += LANCZOS[i] / (x + 1 + i);
        }
        double t = x + 5.5;
        return (x + 0.5) * Math.log(t) - t + Math.log(Math.sqrt(2 * Math.PI) * sum / x);
    }
}
