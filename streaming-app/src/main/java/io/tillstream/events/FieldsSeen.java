package io.tillstream.events;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The top-level fields of the record at hand that have a value: a bit for each that its topic has,
 * and the names of others, as far as they are few and short, whoever sent them.
 */
final class FieldsSeen {
    private static final int MOST_UNKNOWN = 16;
    private static final int LONGEST_NAME = 64;
    private static final String[] NONE = {};

    private final Map<String, Integer> bits = new HashMap<>();
    private final List<String> unknown = new ArrayList<>();
    private long known;

    /**
     * @param fields of the topic, at most 64
     */
    FieldsSeen(List<String> fields) {
        for (String field : fields) {
            bits.put(field, bits.size());
        }
    }

    void clear() {
        known = 0;
        unknown.clear();
    }

    /**
     * Notes a field that has a value.
     *
     * @return false if the topic has no such field
     */
    boolean add(String name) {
        Integer bit = bits.get(name);
        if (bit != null) {
            known |= 1L << bit;
            return true;
        }
        if (unknown.size() < MOST_UNKNOWN) {
            String plain = forPeople(name);
            if (!unknown.contains(plain)) {
                unknown.add(plain);
            }
        }
        return false;
    }

    /** Bit i is set if the i-th field of the topic has a value. */
    long known() {
        return known;
    }

    String[] unknown() {
        return unknown.isEmpty() ? NONE : unknown.toArray(NONE);
    }

    /** Cut, and without what is no letter, digit or mark of ASCII; most names stay as they are. */
    private static String forPeople(String name) {
        String cut = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
        for (int i = 0; i < cut.length(); i++) {
            if (!isPlain(cut.charAt(i))) {
                return cut.replaceAll("[^!-~]", "?");
            }
        }
        return cut;
    }

    private static boolean isPlain(char c) {
        return c >= '!' && c <= '~';
    }
}
