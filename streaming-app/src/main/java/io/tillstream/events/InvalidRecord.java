package io.tillstream.events;

/**
 * Why a record breaks its contract. It never leaves the decoder as an exception of the job: {@link
 * Decoded} carries it to the dead letters. It has no stack trace, since a flood of broken records
 * must not cost more than good ones.
 */
public final class InvalidRecord extends Exception {
    private static final long serialVersionUID = 1L;

    /** The kinds of error that dead letters are counted by. */
    public enum Kind {
        /** No JSON, or JSON beyond the bounds on size, depth and length. */
        MALFORMED,
        /** A required field is absent or null. */
        MISSING_FIELD,
        /** A field has another type or form than the contract says. */
        WRONG_TYPE,
        /** A field has a value that the contract excludes. */
        OUT_OF_RANGE,
        /** The time is too far ahead of the record's arrival, or too old to be kept. */
        IMPLAUSIBLE_TIME
    }

    private final Kind kind;

    /** A broken record with a message for the person who must repair the feed. */
    public InvalidRecord(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    /** The kind of error. */
    public Kind kind() {
        return kind;
    }
}
