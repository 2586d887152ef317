package io.tillstream.events;

import java.util.NavigableMap;

/**
 * Names of fields that nobody has announced, as many as are worth the room: of more the first in
 * the order of the alphabet, so that it does not matter in which order they come, and who has a
 * place has been counted from the first time on.
 */
public final class FieldNames {
    /** How many are told apart. */
    public static final int MOST = 100;

    private FieldNames() {}

    /** Adds what was counted of a name. */
    public static void add(NavigableMap<String, Long> counts, String name, long times) {
        counts.merge(name, times, Long::sum);
        if (counts.size() > MOST) {
            counts.pollLastEntry();
        }
    }
}
