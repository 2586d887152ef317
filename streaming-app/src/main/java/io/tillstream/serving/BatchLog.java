package io.tillstream.serving;

import io.tillstream.events.Distribution;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** How long batches took in a model, by version, until somebody takes it along. */
final class BatchLog {
    private final String model;

    /** Guarded by this. */
    private final Map<String, Distribution> micros = new TreeMap<>();

    BatchLog(String model) {
        this.model = model;
    }

    synchronized void add(String version, long nanos) {
        micros.computeIfAbsent(version, v -> new Distribution())
                .add(TimeUnit.NANOSECONDS.toMicros(nanos), 1);
    }

    synchronized List<BatchTimes> take() {
        List<BatchTimes> taken = new ArrayList<>();
        micros.forEach((version, times) -> taken.add(new BatchTimes(model, version, times)));
        micros.clear();
        return taken;
    }
}
