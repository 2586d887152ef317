package io.tillstream.recommendations;

import io.tillstream.events.EventTime;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * A shopper's interest in a product. State: add fields only.
 *
 * @param weight interest as of {@code seenAt}, see {@link Interest}
 * @param seenAt when it last was shown, epoch milliseconds
 */
@TypeInfo(TasteTypeInfo.Factory.class)
public record Taste(String productId, double weight, long seenAt) {
    /** Half-life of interest in days. */
    private static final double HALF_LIFE = 7;

    /** The sum of two as of the later one. */
    Taste plus(Taste other) {
        long latest = Math.max(seenAt, other.seenAt);
        return new Taste(productId, at(latest) + other.at(latest), latest);
    }

    /** What is left of it at a time. */
    double at(long time) {
        double age = Math.max(0, time - seenAt) / (double) EventTime.DAY;
        return weight * Math.pow(0.5, age / HALF_LIFE);
    }
}
