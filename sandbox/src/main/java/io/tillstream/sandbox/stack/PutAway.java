package io.tillstream.sandbox.stack;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;

/**
 * Things to put away in the reverse of the order in which they came, each once: at the end of a
 * {@code try} block, or when the JVM ends before that, as it does on Ctrl-C. What is being opened
 * just then is opened to its end first, or nobody would know of it.
 */
public final class PutAway implements AutoCloseable {
    private static volatile boolean jvmEnds;

    private final Deque<AutoCloseable> things = new ArrayDeque<>();
    private final Thread hook = new Thread(this::closeAtEnd, "put-away");
    private boolean closed;

    /** Nothing to put away yet. */
    public PutAway() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** True once Ctrl-C or a signal ends the JVM: what fails from then on is no news. */
    public static boolean jvmEnds() {
        return jvmEnds;
    }

    /**
     * Opens something that is to be put away.
     *
     * @throws IllegalStateException if everything is put away already
     */
    public synchronized <T extends AutoCloseable> T open(Callable<T> opening) throws Exception {
        if (closed) {
            throw new IllegalStateException("stopping");
        }
        T thing = opening.call();
        things.push(thing);
        return thing;
    }

    private void closeAtEnd() {
        jvmEnds = true;
        System.out.println("stopping ...");
        closeAll();
    }

    private synchronized void closeAll() {
        closed = true;
        while (!things.isEmpty()) {
            try {
                things.pop().close();
            } catch (Exception e) {
                System.err.println("tillstream: " + e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        closeAll();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM ends already, and the hook finds nothing more to do.
            jvmEnds = true;
        }
    }
}
