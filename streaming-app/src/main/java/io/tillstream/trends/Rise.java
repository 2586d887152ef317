package io.tillstream.trends;

/**
 * A subject that is mentioned more than usual.
 *
 * @param subject key
 * @param scale the window, as the ordinal of its {@link Scale}
 * @param count weighted mentions in the window
 * @param expected weighted mentions that were to be expected
 * @param score negative decimal logarithm of the chance of so many
 * @param voices who wrote of it lately
 */
public record Rise(
        String subject, int scale, double count, double expected, double score, Voices voices) {
    /** Mentions over those that were to be expected. */
    double lift() {
        return count / expected;
    }
}
