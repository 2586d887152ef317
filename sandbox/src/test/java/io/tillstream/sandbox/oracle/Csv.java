package io.tillstream.sandbox.oracle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A table as PostgreSQL copies it out: header row, quotes where needed, empty for null. */
final class Csv {
    private final List<String> header;
    private final List<List<String>> rows;

    private Csv(List<String> header, List<List<String>> rows) {
        this.header = header;
        this.rows = rows;
    }

    /** One row of a table. */
    final class Row {
        private final List<String> values;

        private Row(List<String> values) {
            this.values = values;
        }

        /** A value; null where the table has null. */
        String get(String column) {
            int at = header.indexOf(column);
            if (at < 0) {
                throw new IllegalArgumentException("no column " + column + " in " + header);
            }
            return values.get(at);
        }
    }

    /** Reads a file. */
    static Csv read(Path file) {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<List<String>> rows = parse(text);
        if (rows.isEmpty()) {
            throw new IllegalArgumentException(file + " has no header");
        }
        return new Csv(rows.get(0), rows.subList(1, rows.size()));
    }

    List<String> header() {
        return header;
    }

    /** All rows, each a list in the order of the header. */
    List<List<String>> values() {
        return rows;
    }

    List<Row> rows() {
        return rows.stream().map(Row::new).toList();
    }

    private static List<List<String>> parse(String text) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder quoted = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            String value;
            if (text.charAt(at) == '"') {
                quoted.setLength(0);
                at = readQuoted(text, at + 1, quoted);
                value = quoted.toString();
            } else {
                int from = at;
                while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != '\n') {
                    at++;
                }
                value = at == from ? null : text.substring(from, at);
            }
            row.add(value);
            if (at == text.length() || text.charAt(at) == '\n') {
                rows.add(row);
                row = new ArrayList<>(row.size());
            } else if (at + 1 == text.length() || text.charAt(at + 1) == '\n') {
                // A comma before the end of a row stands before a null.
                row.add(null);
                rows.add(row);
                row = new ArrayList<>(row.size());
                at++;
            }
            at++;
        }
        return rows;
    }

    /** Returns the position behind the closing quote. */
    private static int readQuoted(String text, int from, StringBuilder to) {
        int at = from;
        while (true) {
            char c = text.charAt(at++);
            if (c != '"') {
                to.append(c);
            } else if (at < text.length() && text.charAt(at) == '"') {
                to.append('"');
                at++;
            } else {
                return at;
            }
        }
    }
}
