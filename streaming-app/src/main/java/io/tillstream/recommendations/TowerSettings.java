package io.tillstream.recommendations;

import io.tillstream.models.serving.BatchSettings;
import io.tillstream.serving.ServingSettings;
import java.io.Serializable;
import java.time.Duration;
import java.util.stream.IntStream;

/**
 * How the two towers are asked.
 *
 * @param serving where they come from; without a folder nobody asks
 * @param waits true to wait for answers rather than go on without them. A bounded run does, since
 *     its results must not hang on how fast the machine is; {@link #PATIENCE} is then all it has
 *     before it fails and starts again from its last checkpoint.
 * @param timeout milliseconds after which a moment goes on without an answer
 * @param capacity moments in a subtask that wait for answers; more hold the stream back
 * @param exactLimit products up to which each is scored; when an index is ready beyond it hangs on
 *     how fast the machine is, so that a bounded run has no limit
 * @param proposals products that the towers may add to a shopper's candidates
 */
record TowerSettings(
        ServingSettings serving,
        boolean waits,
        long timeout,
        int capacity,
        int exactLimit,
        int proposals)
        implements Serializable {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration LINGER = Duration.ofMillis(1);
    private static final int LARGEST_BATCH = 64;

    /** True if there may be towers. */
    boolean used() {
        return serving.folder() != null;
    }

    /** One worker, since a version's vectors change with the questions, in their order. */
    BatchSettings batches() {
        return new BatchSettings(
                1,
                capacity,
                IntStream.rangeClosed(1, LARGEST_BATCH).boxed().toList(),
                LINGER,
                waits ? PATIENCE : Duration.ofMillis(timeout));
    }
}
