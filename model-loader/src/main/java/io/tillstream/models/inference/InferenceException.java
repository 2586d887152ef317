package io.tillstream.models.inference;

/** A model failed on inputs that its manifest allows. */
public final class InferenceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InferenceException(String message, Throwable cause) {
        super(message, cause);
    }
}
