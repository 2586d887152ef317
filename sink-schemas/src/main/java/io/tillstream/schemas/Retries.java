package io.tillstream.schemas;

import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries an action on the server again while its failure is one that passes. */
final class Retries {
    private static final Logger LOG = LoggerFactory.getLogger(Retries.class);

    /** SQL states, besides class 08, after which the same work may succeed. */
    private static final Set<String> PASSING =
            Set.of(
                    "40001", // serialization failure
                    "40P01", // deadlock
                    "53300", // too many connections
                    "25006", // read-only: the old primary after a failover
                    "57P01", // administrator ended the connection
                    "57P02", // crash
                    "57P03", // starting up or shutting down
                    "57P05"); // idle session ended

    private Retries() {}

    static <T> T run(RetryPolicy policy, String server, String doing, Supplier<T> action) {
        long deadline = System.nanoTime() + policy.patience().toNanos();
        long wait = policy.firstWait().toNanos();
        for (int attempt = 1; ; attempt++) {
            try {
                return action.get();
            } catch (RuntimeException e) {
                SQLException cause = sqlCause(e);
                if (cause == null) {
                    throw e;
                }
                if (!passes(cause)) {
                    throw new DatabaseException(message(doing, server, cause), e);
                }
                if (System.nanoTime() + wait > deadline) {
                    throw new DatabaseException(
                            message(doing, server, cause)
                                    + " (gave up after "
                                    + attempt
                                    + " tries)",
                            e);
                }
                LOG.warn("{}; trying again", message(doing, server, cause));
                pause(wait, doing, server);
                wait = Math.min(wait * 2, policy.longestWait().toNanos());
            }
        }
    }

    private static String message(String doing, String server, SQLException cause) {
        // Only what failed: the lines after it may quote the data of a row.
        String reason = String.valueOf(cause.getMessage()).lines().findFirst().orElse("no reason");
        return doing + " failed at PostgreSQL server " + server + ": " + reason;
    }

    private static void pause(long nanos, String doing, String server) {
        try {
            TimeUnit.NANOSECONDS.sleep(ThreadLocalRandom.current().nextLong(nanos / 2, nanos + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseException(
                    doing + " was interrupted while waiting for PostgreSQL server " + server, e);
        }
    }

    private static SQLException sqlCause(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }

    private static boolean passes(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("08") || PASSING.contains(state));
    }
}
