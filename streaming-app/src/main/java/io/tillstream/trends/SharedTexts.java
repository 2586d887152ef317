package io.tillstream.trends;

/**
 * Makes equal texts that come soon after each other one object: a post is told to some twenty
 * subjects, and each that keeps it would keep an id of its own. What it forgets costs room only.
 */
final class SharedTexts {
    private static final int LATEST = 1 << 14;

    private final String[] latest = new String[LATEST];

    /** The same text; null for null. */
    String of(String text) {
        if (text == null) {
            return null;
        }
        int hash = text.hashCode();
        int at = (hash ^ (hash >>> 16)) & (LATEST - 1);
        if (!text.equals(latest[at])) {
            latest[at] = text;
        }
        return latest[at];
    }
}
