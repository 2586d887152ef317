package io.tillstream.models.registry;

/** A version of a model must not be used; the message is one line that says why. */
public final class ModelRefusedException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 500;

    private final String reason;

    /**
     * @param model what is refused, as {@code name/version}
     * @param reason made one line, and cut after 500 characters: it may quote files
     */
    public ModelRefusedException(Object model, String reason) {
        this(model, reason, null);
    }

    /** As above, with what brought the reason to light. */
    public ModelRefusedException(Object model, String reason, Throwable cause) {
        super(model + ": " + oneLine(reason), cause);
        this.reason = oneLine(reason);
    }

    /** The message without the model. */
    public String reason() {
        return reason;
    }

    private static String oneLine(String text) {
        String line = String.valueOf(text).replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + " ...";
    }
}
