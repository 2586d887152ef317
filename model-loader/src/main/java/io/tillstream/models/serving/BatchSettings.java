package io.tillstream.models.serving;

import java.time.Duration;
import java.util.List;

/**
 * How a {@link MicroBatcher} gathers requests.
 *
 * @param workers batches that run at a time, 1 or more
 * @param capacity requests that wait at most; those beyond are rejected
 * @param batchSizes sizes that a batch is padded to, ascending; the last is the largest batch
 * @param linger how long the first request of a batch waits for others; zero for not at all
 * @param timeout after which a request gets no answer any more
 */
public record BatchSettings(
        int workers, int capacity, List<Integer> batchSizes, Duration linger, Duration timeout) {
    public BatchSettings {
        batchSizes = List.copyOf(batchSizes);
        if (workers < 1 || capacity < 1) {
            throw new IllegalArgumentException("workers and capacity must be 1 or more");
        }
        if (batchSizes.isEmpty()
                || batchSizes.get(0) < 1
                || !batchSizes.equals(batchSizes.stream().sorted().distinct().toList())) {
            throw new IllegalArgumentException(
                    "batch sizes must be 1 or more and ascend, are " + batchSizes);
        }
        if (linger.isNegative() || timeout.compareTo(linger) <= 0) {
            throw new IllegalArgumentException("the time-out must be longer than the linger");
        }
    }

    /** The most requests in a batch. */
    public int largestBatch() {
        return batchSizes.get(batchSizes.size() - 1);
    }

    /** The smallest size that so many requests fit into. */
    public int padded(int requests) {
        return batchSizes.stream().filter(size -> size >= requests).findFirst().orElseThrow();
    }
}
