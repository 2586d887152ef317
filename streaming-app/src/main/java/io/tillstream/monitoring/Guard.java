package io.tillstream.monitoring;

import java.io.Serializable;

/**
 * What a figure must keep to.
 *
 * @param source of the measurements that it guards, or how it begins if it ends in a slash
 * @param metric theirs, or how it begins if it ends in a dot
 * @param bound greatest or least value, or the share of the usual value that must be reached
 * @param ends share of the threshold within which an alert ends; less than 1 where a figure changes
 *     so slowly that it would hang about the threshold
 * @param inARow windows beyond the bound with which an alert opens, and within it with which it
 *     ends
 * @param leastSamples observations that a value must be of to be judged at all
 * @param byChance observations that may always break a rule, of a share of few of which a single
 *     one would be beyond the bound
 * @param target what is aimed at, of the kind of the bound; null for nothing
 */
record Guard(
        String source,
        String metric,
        Kind kind,
        double bound,
        double ends,
        int inARow,
        long leastSamples,
        int byChance,
        Double target)
        implements Serializable {
    /** One window beyond the bound may be chance. */
    private static final int IN_A_ROW = 2;

    /** Where all records of a source are few, most of them wrong is no chance. */
    private static final double MOST_BY_CHANCE = 0.5;

    /** How a value is held against the bound. */
    enum Kind {
        /** It must not be above; nor above the threshold that it brings along, if that is more. */
        AT_MOST,
        /** It must not be below. */
        AT_LEAST,
        /** It must not be below that share of the mean of the windows before. */
        AT_LEAST_OF_USUAL
    }

    Guard(String source, String metric, Kind kind, double bound) {
        this(source, metric, kind, bound, 1, IN_A_ROW, 0, 0, null);
    }

    /** For figures of which each is a window long enough that it is not chance. */
    Guard atOnce() {
        return new Guard(source, metric, kind, bound, ends, 1, leastSamples, byChance, target);
    }

    /** For alerts that end at a share of the threshold. */
    Guard endsAt(double share) {
        return new Guard(
                source, metric, kind, bound, share, inARow, leastSamples, byChance, target);
    }

    /** For figures that say nothing of less than so many observations. */
    Guard ofAtLeast(long samples) {
        return new Guard(source, metric, kind, bound, ends, inARow, samples, byChance, target);
    }

    /** For shares of records of which so many may always break a rule. */
    Guard beyondChance(int records) {
        return new Guard(source, metric, kind, bound, ends, inARow, leastSamples, records, target);
    }

    /** For figures of which more is wanted than that no alert opens. */
    Guard aimingAt(double value) {
        return new Guard(source, metric, kind, bound, ends, inARow, leastSamples, byChance, value);
    }

    boolean guards(Measurement measurement) {
        return matches(source, "/", measurement.source())
                && matches(metric, ".", measurement.metric());
    }

    private static boolean matches(String name, String open, String given) {
        return name.endsWith(open) ? given.startsWith(name) : given.equals(name);
    }

    /** The threshold that holds now; null as long as nothing can be judged. */
    Double threshold(Measurement measurement, Double usual) {
        if (measurement.samples() < leastSamples) {
            return null;
        }
        if (kind == Kind.AT_LEAST_OF_USUAL) {
            return usual == null ? null : bound * usual;
        }
        Double own = measurement.row() == null ? null : measurement.row().threshold();
        double share = (double) byChance / Math.max(1, measurement.samples());
        share = Math.min(MOST_BY_CHANCE, share);
        return Math.max(own == null ? bound : Math.max(bound, own), share);
    }

    /** What the value should be now; null if nothing is aimed at, or nobody knows what is usual. */
    Double target(Double usual) {
        if (kind != Kind.AT_LEAST_OF_USUAL || target == null) {
            return target;
        }
        return usual == null ? null : target * usual;
    }

    boolean isBreached(double value, double threshold) {
        return kind == Kind.AT_MOST ? value > threshold : value < threshold;
    }

    /** Whether a value is so far within the threshold that an alert may end. */
    boolean isSettled(double value, double threshold) {
        return !isBreached(value, ends * threshold);
    }
}
