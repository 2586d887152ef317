package io.tillstream.recommendations;

import io.tillstream.events.WorldTime;

/** A purchase beside its lists, or how far event time is; one of the two is null. */
public record JudgeInput(Verdict verdict, WorldTime world) {
    static JudgeInput of(Verdict verdict) {
        return new JudgeInput(verdict, null);
    }

    static JudgeInput of(WorldTime world) {
        return new JudgeInput(null, world);
    }
}
