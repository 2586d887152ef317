package io.tillstream.demand;

/**
 * Histograms of what came over what was forecast (a ratio of zero or more), over logarithmic bins
 * and one of their own for nothing at all; from them any quantile of the demand to come. They lie
 * one after another in an array of a series or a pool.
 *
 * <p>Discounted empirical quantiles of out-of-sample errors are conformal intervals for series that
 * drift: Barber, Candès, Ramdas and Tibshirani (2023), "Conformal prediction beyond
 * exchangeability". A series with few errors leans on the pool's.
 */
final class ErrorShape {
    /** Numbers of one histogram. */
    static final int BINS = 28;

    /** Lower edge of the second bin; what is less but not zero lies in it, too. */
    private static final double LOWEST = 0.125;

    private static final double BINS_AN_OCTAVE = 3;

    private ErrorShape() {}

    /** Adds a ratio to the histogram that begins at an index, after discounting the others. */
    static void learn(float[] bins, int from, double ratio, float keep) {
        for (int i = from; i < from + BINS; i++) {
            bins[i] *= keep;
        }
        bins[from + binOf(ratio)]++;
    }

    static int binOf(double ratio) {
        if (ratio <= 0) {
            return 0;
        }
        double octaves = Math.log(ratio / LOWEST) / Math.log(2);
        return (int) Math.max(1, Math.min(BINS - 1, 2 + Math.floor(octaves * BINS_AN_OCTAVE)));
    }

    private static double lowerEdge(int bin) {
        return bin <= 1 ? 0 : LOWEST * Math.pow(2, (bin - 2) / BINS_AN_OCTAVE);
    }

    /**
     * The ratio below which a share of the errors lies, linear within a bin.
     *
     * @param own histogram of the series, from an index
     * @param pooled histogram of the pool, from the same index
     * @param weight number of errors that the pool's histogram stands for
     * @param share 0 to 1
     * @return zero or more
     */
    static double quantile(float[] own, float[] pooled, int from, double weight, double share) {
        double pool = 0;
        double total = 0;
        for (int i = from; i < from + BINS; i++) {
            pool += pooled[i];
            total += own[i];
        }
        double factor = pool > 0 ? weight / pool : 0;
        total += factor * pool;
        if (total <= 0) {
            return 1;
        }
        double left = Math.max(0, Math.min(1, share)) * total;
        for (int bin = 0; bin < BINS; bin++) {
            double mass = own[from + bin] + factor * pooled[from + bin];
            if (mass > 0 && left <= mass) {
                return bin == 0
                        ? 0
                        : lowerEdge(bin) + left / mass * (lowerEdge(bin + 1) - lowerEdge(bin));
            }
            left -= mass;
        }
        return lowerEdge(BINS);
    }

    /** Both histograms together as shares with a sum of 1; all in the bin of 1 while unknown. */
    static float[] shares(float[] own, float[] pooled, int from, double weight) {
        double pool = 0;
        double total = 0;
        for (int i = from; i < from + BINS; i++) {
            pool += pooled[i];
            total += own[i];
        }
        double factor = pool > 0 ? weight / pool : 0;
        total += factor * pool;
        float[] shares = new float[BINS];
        if (total <= 0) {
            shares[binOf(1)] = 1;
            return shares;
        }
        for (int i = 0; i < BINS; i++) {
            shares[i] = (float) ((own[from + i] + factor * pooled[from + i]) / total);
        }
        return shares;
    }

    /** Share of the errors at or below a ratio, by the same interpolation. */
    static double shareBelow(float[] own, float[] pooled, int from, double weight, double ratio) {
        double pool = 0;
        double total = 0;
        for (int i = from; i < from + BINS; i++) {
            pool += pooled[i];
            total += own[i];
        }
        double factor = pool > 0 ? weight / pool : 0;
        total += factor * pool;
        if (total <= 0) {
            return ratio >= 1 ? 1 : 0;
        }
        int at = binOf(ratio);
        double below = 0;
        for (int bin = 0; bin < at; bin++) {
            below += own[from + bin] + factor * pooled[from + bin];
        }
        double mass = own[from + at] + factor * pooled[from + at];
        double width = lowerEdge(at + 1) - lowerEdge(at);
        double part = at == 0 ? 1 : Math.min(1, (ratio - lowerEdge(at)) / width);
        return (below + part * mass) / total;
    }
}
