package io.tillstream.sandbox.page;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for something to come true, with a deadline. */
final class Waiting {
    private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(20);

    /** A question that may throw. */
    interface Question {
        boolean ask() throws Exception;
    }

    private Waiting() {}

    static void until(String what, Question question) throws Exception {
        until(what, question, () -> "nothing more is known");
    }

    /** The same, with what was last seen for the message. */
    static void until(String what, Question question, Supplier<?> seen) throws Exception {
        long end = System.nanoTime() + DEADLINE_NANOS;
        while (!question.ask()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("Did not come true: " + what + "; seen: " + seen.get());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
