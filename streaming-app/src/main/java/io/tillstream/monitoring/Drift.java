package io.tillstream.monitoring;

import io.tillstream.events.Distribution;

/** How far a distribution has moved from one of before. */
final class Drift {
    /** Square root of -ln(0.01 / 2) / 2: what chance reaches once in a hundred times. */
    private static final double SMIRNOV = 1.6276;

    /** The 99th percentile of the standard normal distribution. */
    private static final double NORMAL = 2.3263;

    /** Lent to each part, so that an empty one does not count without end. */
    private static final double SMOOTHING = 0.5;

    private Drift() {}

    /**
     * A distance and what chance alone reaches of it once in a hundred times, if observations are
     * independent.
     */
    record Distance(double value, double byChance) {}

    /**
     * The population stability index, sum of (a - e) ln(a / e) over the shares a of now and e of
     * before in parts that held as many each before (Siddiqi, Credit Risk Scorecards, 2006: below
     * 0.1 nothing has moved, above 0.25 much has). Where nothing has moved it is distributed as
     * (1/n + 1/m) times chi-squared of one degree less than parts (Yurdakul and Naranjo, Journal of
     * Risk Model Validation 14, 2020).
     *
     * @param parts wanted; fewer where many values are the same
     */
    static Distance psi(Distribution before, Distribution now, int parts) {
        int[] ends = new int[parts];
        int found = 0;
        for (int part = 1; part < parts; part++) {
            int end = binAt(before, (double) part / parts);
            if (end < before.bins[before.bins.length - 1]
                    && (found == 0 || end > ends[found - 1])) {
                ends[found++] = end;
            }
        }
        ends[found++] = Integer.MAX_VALUE;
        long[] expected = inParts(before, ends, found);
        long[] actual = inParts(now, ends, found);
        double n = before.total() + SMOOTHING * found;
        double m = now.total() + SMOOTHING * found;
        double sum = 0;
        for (int part = 0; part < found; part++) {
            double e = (expected[part] + SMOOTHING) / n;
            double a = (actual[part] + SMOOTHING) / m;
            sum += (a - e) * Math.log(a / e);
        }
        double chance = (1.0 / before.total() + 1.0 / now.total()) * chiSquared(found - 1);
        return new Distance(sum, chance);
    }

    private static int binAt(Distribution values, double share) {
        long wanted = (long) Math.ceil(share * values.total());
        long reached = 0;
        int at = -1;
        while (reached < wanted) {
            reached += values.counts[++at];
        }
        return values.bins[at];
    }

    /** Counts up to each end, the end among them. */
    private static long[] inParts(Distribution values, int[] ends, int parts) {
        long[] counts = new long[parts];
        int part = 0;
        for (int i = 0; i < values.bins.length; i++) {
            while (values.bins[i] > ends[part]) {
                part++;
            }
            counts[part] += values.counts[i];
        }
        return counts;
    }

    /** The 99th percentile, by Wilson and Hilferty (1931). */
    private static double chiSquared(int degrees) {
        if (degrees == 0) {
            return 0;
        }
        double spread = 2.0 / (9 * degrees);
        return degrees * Math.pow(1 - spread + NORMAL * Math.sqrt(spread), 3);
    }

    /**
     * The greatest difference of the two distribution functions (Kolmogorov and Smirnov); by chance
     * it is up to 1.63 times the root of 1/n + 1/m.
     */
    static Distance ks(Distribution before, Distribution now) {
        double n = before.total();
        double m = now.total();
        long beforeUpTo = 0;
        long nowUpTo = 0;
        double greatest = 0;
        int i = 0;
        int j = 0;
        while (i < before.bins.length && j < now.bins.length) {
            int bin = Math.min(before.bins[i], now.bins[j]);
            if (before.bins[i] == bin) {
                beforeUpTo += before.counts[i++];
            }
            if (now.bins[j] == bin) {
                nowUpTo += now.counts[j++];
            }
            greatest = Math.max(greatest, Math.abs(beforeUpTo / n - nowUpTo / m));
        }
        return new Distance(greatest, SMIRNOV * Math.sqrt(1 / n + 1 / m));
    }
}
