package io.tillstream.models.images;

/** There is no picture to be had; the message is one line that says why. */
public final class ImageException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 300;

    private final Reason reason;

    /** Why, for counting and for deciding whether to try again. */
    public enum Reason {
        /** The address is no URI, or lacks what its scheme needs. */
        MALFORMED_ADDRESS,
        /** No picture is fetched from there, by scheme or by configuration. */
        NOT_SUPPORTED,
        /** A folder or host that must not be read. */
        FORBIDDEN,
        /** There is nothing, or it is not for us. */
        NOT_FOUND,
        /** No answer, or one that is no good; may be better later. */
        UNREACHABLE,
        /** Took longer than allowed; may be better later. */
        TIMED_OUT,
        /** More bytes or pixels than allowed. */
        TOO_LARGE,
        /** No picture, or of a kind that is not read. */
        WRONG_TYPE,
        /** A picture that is broken. */
        BROKEN;

        /** Whether trying again later makes sense. */
        public boolean isPassing() {
            return this == UNREACHABLE || this == TIMED_OUT;
        }
    }

    /**
     * @param message made one line and cut after 300 characters: it may quote what others sent
     */
    public ImageException(Reason reason, String message) {
        this(reason, message, null);
    }

    /** As above, with what brought it to light. */
    public ImageException(Reason reason, String message, Throwable cause) {
        super(oneLine(message), cause);
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }

    private static String oneLine(String text) {
        String line = String.valueOf(text).replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + " ...";
    }
}
