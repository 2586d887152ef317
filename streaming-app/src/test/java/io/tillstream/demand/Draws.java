package io.tillstream.demand;

import java.util.Random;

/** Numbers of chance for simulated series. */
final class Draws {
    private final Random random;

    Draws(long seed) {
        random = new Random(seed);
    }

    double unit() {
        return random.nextDouble();
    }

    double normal() {
        return random.nextGaussian();
    }

    /** Poisson; by the normal distribution where the mean is great. */
    long poisson(double mean) {
        if (mean > 300) {
            return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
        }
        double limit = Math.exp(-mean);
        double product = random.nextDouble();
        long count = 0;
        while (product > limit) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }

    /** Gamma with mean 1 and a variance: Marsaglia and Tsang (2000). */
    double gamma(double variance) {
        double shape = 1 / variance;
        double boost = shape < 1 ? Math.pow(random.nextDouble(), 1 / shape) : 1;
        double d = (shape < 1 ? shape + 1 : shape) - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double v = Math.pow(1 + c * x, 3);
            if (v > 0 && Math.log(random.nextDouble()) < x * x / 2 + d - d * v + d * Math.log(v)) {
                return boost * d * v / shape;
            }
        }
    }

    /** Negative binomial with variance mean + dispersion x mean²; Poisson for 0. */
    long count(double mean, double dispersion) {
        return poisson(dispersion > 0 ? mean * gamma(dispersion) : mean);
    }
}
