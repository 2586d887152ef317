package io.tillstream.sandbox.oracle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a comparison looked at and where the two sides differ. */
final class Report {
    private static final int SHOWN = 20;

    private final Map<String, Long> compared = new LinkedHashMap<>();
    private final Map<String, Long> mismatches = new LinkedHashMap<>();
    private final List<String> first = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** Counts what of a table was compared. */
    void compared(String table, long rows) {
        compared.merge(table, rows, Long::sum);
    }

    /** Notes two values that should be equal and are not. */
    void mismatch(String table, Object row, String what, Object expected, Object found) {
        mismatches.merge(table, 1L, Long::sum);
        if (first.size() < SHOWN) {
            first.add(table + " " + row + ": " + what + " should be " + expected + ", is " + found);
        }
    }

    /** A remark that is no mismatch. */
    void note(String text) {
        notes.add(text);
    }

    /** True if nothing differs. */
    boolean isEqual() {
        return mismatches.isEmpty();
    }

    /** Rows compared, by table. */
    Map<String, Long> compared() {
        return compared;
    }

    /** Values that differ, by table. */
    Map<String, Long> mismatches() {
        return mismatches;
    }

    /** The first mismatches, with both values. */
    List<String> first() {
        return first;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        compared.forEach(
                (table, rows) ->
                        text.append(
                                String.format(
                                        "%-22s %,10d compared %,8d wrong%n",
                                        table, rows, mismatches.getOrDefault(table, 0L))));
        notes.forEach(note -> text.append(note).append(System.lineSeparator()));
        first.forEach(line -> text.append("  ").append(line).append(System.lineSeparator()));
        return text.append(isEqual() ? "EQUAL" : "DIFFERENT").toString();
    }
}
