package io.tillstream.sandbox.replay;

import java.time.Duration;
import java.util.stream.Stream;

/** Processor time used so far. */
public final class CpuTime {
    private CpuTime() {}

    /**
     * User and system time of this JVM and of the processes it started, PostgreSQL's among them.
     */
    public static Duration ofProcessTree() {
        ProcessHandle self = ProcessHandle.current();
        return Stream.concat(Stream.of(self), self.descendants())
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
