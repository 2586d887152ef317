package io.tillstream.sandbox.oracle;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A table of forecasts as exported, read line by line: it may have ten million. Columns are found
 * by name.
 */
final class ForecastLines implements AutoCloseable {
    private static final int MANY = 16;

    private final BufferedReader reader;
    private final List<String> header;
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, Long> days = new HashMap<>();
    private String[] fields = new String[MANY];

    private ForecastLines(BufferedReader reader) throws IOException {
        this.reader = reader;
        String first = Objects.requireNonNull(reader.readLine(), "no header");
        this.header = Arrays.asList(first.split(",", -1));
    }

    /** Opens a table of an export; null if it is not there. */
    static ForecastLines open(Path export, String table) throws IOException {
        Path file = export.resolve("tables").resolve(table + ".csv");
        return Files.exists(file)
                ? new ForecastLines(Files.newBufferedReader(file, StandardCharsets.UTF_8))
                : null;
    }

    /** Goes to the next line; false behind the last. */
    boolean next() throws IOException {
        String line = reader.readLine();
        if (line == null) {
            return false;
        }
        List<String> values = new ArrayList<>(header.size());
        int at = 0;
        while (at <= line.length()) {
            StringBuilder quoted = new StringBuilder();
            if (at < line.length() && line.charAt(at) == '"') {
                at++;
                while (true) {
                    char c = line.charAt(at++);
                    if (c != '"') {
                        quoted.append(c);
                    } else if (at < line.length() && line.charAt(at) == '"') {
                        quoted.append('"');
                        at++;
                    } else {
                        break;
                    }
                }
                values.add(quoted.toString());
            } else {
                int end = line.indexOf(',', at);
                end = end < 0 ? line.length() : end;
                values.add(line.substring(at, end));
                at = end;
            }
            at++;
        }
        fields = values.toArray(fields);
        return true;
    }

    /** A value as it stands; empty for null. */
    String text(String column) {
        // One copy of each name is kept, or a large table would not fit.
        return names.computeIfAbsent(fields[at(column)], name -> name);
    }

    double number(String column) {
        String text = fields[at(column)];
        return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
    }

    /** A date as epoch day. */
    long day(String column) {
        return days.computeIfAbsent(fields[at(column)], text -> LocalDate.parse(text).toEpochDay());
    }

    private int at(String column) {
        int at = header.indexOf(column);
        if (at < 0) {
            throw new IllegalArgumentException("no column " + column + " in " + header);
        }
        return at;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
