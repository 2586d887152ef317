package io.tillstream.recommendations;

/**
 * The reason why a product is shown.
 *
 * @param subject what it is about; empty where the reason names nothing
 */
record Why(Reason reason, String subject) {
    /** For people. */
    String text() {
        return reason.about(subject);
    }
}
