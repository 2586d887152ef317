package io.tillstream.sandbox.stack;

/** The embedded stack cannot start; the message says in one line what to change. */
public final class StackException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A message for the user. */
    public StackException(String message) {
        super(message);
    }

    /** A message for the user and its cause. */
    public StackException(String message, Throwable cause) {
        super(message, cause);
    }
}
