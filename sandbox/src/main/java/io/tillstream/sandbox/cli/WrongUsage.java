package io.tillstream.sandbox.cli;

/** A command cannot do what it was told; the message says in one line what to change. */
final class WrongUsage extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongUsage(String message) {
        super(message);
    }

    /** What a library refused, with its own message. */
    WrongUsage(Exception refused) {
        super(refused.getMessage(), refused);
    }
}
