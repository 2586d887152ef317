package io.tillstream.demand;

/**
 * Numbers of things that happen at random, with variance mean + dispersion x mean²: the negative
 * binomial distribution, Poisson's where the dispersion is 0.
 */
final class Counts {
    /** Up to this mean a quantile is summed up; beyond, the gamma distribution is near enough. */
    private static final double SUMMED = 100;

    private static final double POISSON = 1e-6;

    private Counts() {}

    /** Probability that nothing happens. */
    static double none(double mean, double dispersion) {
        return dispersion < POISSON
                ? Math.exp(-mean)
                : Math.pow(1 + dispersion * mean, -1 / dispersion);
    }

    /**
     * The least number that is not exceeded with a probability.
     *
     * @param z the probability's quantile of the normal distribution
     */
    static double quantile(double mean, double dispersion, double probability, double z) {
        if (mean <= 0) {
            return 0;
        }
        if (mean > SUMMED) {
            // Wilson and Hilferty (1931): the cube root of a gamma variable is nearly normal.
            double ninth = (mean + dispersion * mean * mean) / (mean * mean) / 9;
            double root = 1 - ninth + z * Math.sqrt(ninth);
            return Math.max(0, Math.rint(mean * root * root * root));
        }
        double mass = none(mean, dispersion);
        double below = mass;
        int k = 0;
        double limit = 20 * (mean + 10) * (1 + dispersion);
        while (below < probability && k < limit) {
            mass *= (1 + dispersion * k) * mean / ((1 + dispersion * mean) * (k + 1));
            below += mass;
            k++;
        }
        return k;
    }
}
