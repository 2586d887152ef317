package io.tillstream.kpis;

import io.tillstream.events.Channel;

/**
 * What management's figures are kept by.
 *
 * @param day epoch day (UTC)
 * @param channel ordinal of a {@link Channel}
 * @param storeId the store; {@code online} for the web shop
 * @param segment of the customers when the day began, or one of {@link KpiSegments}' names for
 *     those without
 */
public record KpiCell(long day, int channel, String storeId, String segment)
        implements DayCell<KpiCell> {
    @Override
    public boolean isSamePlace(KpiCell other) {
        return day == other.day && channel == other.channel && storeId.equals(other.storeId);
    }

    /** Spelt out: the hash places state, and that of records may change with the JDK. */
    @Override
    public int hashCode() {
        int hash = storeId.hashCode() * 0x9E3779B1;
        hash = (hash + segment.hashCode()) * 0x85EBCA6B;
        return (hash + Long.hashCode(day) * 2 + channel) * 0xC2B2AE35;
    }

    /** Spelt out as {@link #hashCode} is. */
    @Override
    public boolean equals(Object other) {
        return other instanceof KpiCell that
                && day == that.day
                && channel == that.channel
                && storeId.equals(that.storeId)
                && segment.equals(that.segment);
    }
}
