package io.tillstream.monitoring;

import io.tillstream.events.WorldTime;
import io.tillstream.schemas.rows.DataQualityRow;

/**
 * Counts of a day so far, the newest event of one, or how far the world stands; the others are
 * null.
 */
public record QualityInput(DataQualityRow row, NewestEvent newest, WorldTime world) {
    static QualityInput of(DataQualityRow row) {
        return new QualityInput(row, null, null);
    }

    static QualityInput of(NewestEvent newest) {
        return new QualityInput(null, newest, null);
    }

    static QualityInput of(WorldTime world) {
        return new QualityInput(null, null, world);
    }
}
