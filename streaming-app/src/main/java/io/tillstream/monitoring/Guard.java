package io.tillstream.monitoring;

import java.io.Serializable;

/**
 * What a figure must keep to.
 *
 * @param source of the measurements that it guards, or how it begins if it ends in a slash
 * @param metric theirs, or how it begins if it ends in a dot
 * @param bound greatest or least value, or the share of the usual value that must be reached
 */
record Guard(String source, String metric, Kind kind, double bound) implements Serializable {
    /** How a value is held against the bound. */
    enum Kind {
        /** It must not be above. */
        AT_MOST,
        /** It must not be below. */
        AT_LEAST,
        /** It must not be below that share of the mean of the windows before. */
        AT_LEAST_OF_USUAL
    }

    boolean guards(Measurement measurement) {
        return matches(source, "/", measurement.source())
                && matches(metric, ".", measurement.metric());
    }

    private static boolean matches(String name, String open, String given) {
        return name.endsWith(open) ? given.startsWith(name) : given.equals(name);
    }

    /** The threshold that holds now; null as long as nothing is known to be usual. */
    Double threshold(Double usual) {
        if (kind == Kind.AT_LEAST_OF_USUAL) {
            return usual == null ? null : bound * usual;
        }
        return bound;
    }

    boolean isBreached(double value, double threshold) {
        return kind == Kind.AT_MOST ? value > threshold : value < threshold;
    }
}
