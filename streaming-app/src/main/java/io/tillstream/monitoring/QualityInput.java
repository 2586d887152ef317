package io.tillstream.monitoring;

import io.tillstream.events.WorldTime;
import io.tillstream.schemas.rows.DataQualityRow;

/** Counts of a day so far, or how far the world stands; one of the two is null. */
public record QualityInput(DataQualityRow row, WorldTime world) {
    static QualityInput of(DataQualityRow row) {
        return new QualityInput(row, null);
    }

    static QualityInput of(WorldTime world) {
        return new QualityInput(null, world);
    }
}
