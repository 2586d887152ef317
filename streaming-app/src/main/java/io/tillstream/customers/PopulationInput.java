package io.tillstream.customers;

import io.tillstream.events.WorldTime;

/** One of the things that the population is told; the others are null. */
public record PopulationInput(PopulationDelta delta, BehaviourPoint point, WorldTime world) {
    static PopulationInput of(PopulationDelta delta) {
        return new PopulationInput(delta, null, null);
    }

    static PopulationInput of(BehaviourPoint point) {
        return new PopulationInput(null, point, null);
    }

    static PopulationInput of(WorldTime world) {
        return new PopulationInput(null, null, world);
    }
}
