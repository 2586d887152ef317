package io.tillstream.demand;

import io.tillstream.events.WorldTime;

/** One of the things that {@link KeepProfiles} is told; the other is null. */
public record ProfileInput(SeenLaunch launch, WorldTime world) {
    static ProfileInput of(SeenLaunch launch) {
        return new ProfileInput(launch, null);
    }

    static ProfileInput of(WorldTime world) {
        return new ProfileInput(null, world);
    }
}
