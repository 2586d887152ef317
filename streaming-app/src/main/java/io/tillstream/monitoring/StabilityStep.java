package io.tillstream.monitoring;

import io.tillstream.events.WorldTime;

/**
 * How many more customers are in their segment of 30 days before from a day on, or how far the
 * world stands.
 *
 * @param day epoch day
 * @param stable more of them, or fewer
 * @param compared more customers who had a segment then
 * @param world null for a step
 */
public record StabilityStep(long day, long stable, long compared, WorldTime world) {
    static StabilityStep of(WorldTime world) {
        return new StabilityStep(0, 0, 0, world);
    }
}
