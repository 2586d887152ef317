package io.tillstream.sandbox.export;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table or view, and its columns in their order.
 *
 * @param name as the database knows it
 */
record Relation(String name, List<Column> columns) {
    private static final String NAMES =
            """
            SELECT table_name FROM information_schema.tables
            WHERE table_schema = 'public' AND table_name NOT LIKE 'flyway%'
            ORDER BY table_name
            """;
    private static final String COLUMNS =
            """
            SELECT column_name, data_type FROM information_schema.columns
            WHERE table_schema = 'public' AND table_name = ?
            ORDER BY ordinal_position
            """;

    /** Which column says when a row was, the most telling first. */
    private static final List<String> TIMES =
            List.of(
                    "hour",
                    "day",
                    "target_date",
                    "window_end",
                    "seen_at",
                    "valid_from",
                    "opened_at",
                    "first_day",
                    "issued_on",
                    "generated_at",
                    "last_purchase_at",
                    "as_of");

    /**
     * A column.
     *
     * @param type as in {@code information_schema}
     */
    record Column(String name, String type) {
        boolean isDate() {
            return type.equals("date");
        }

        boolean isTime() {
            return type.equals("timestamp with time zone");
        }

        boolean isNumber() {
            return switch (type) {
                case "smallint", "integer", "bigint", "numeric", "real", "double precision" -> true;
                default -> false;
            };
        }

        boolean isFlag() {
            return type.equals("boolean");
        }

        /** As part of a statement. */
        String quoted() {
            return '"' + name.replace("\"", "\"\"") + '"';
        }
    }

    /** All that the user may read and that holds results. */
    static List<String> names(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(NAMES)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    /** The relation of a name that {@link #names} tells. */
    static Relation named(Connection connection, String name) throws SQLException {
        List<Column> columns = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    columns.add(new Column(rows.getString(1), rows.getString(2)));
                }
            }
        }
        return new Relation(name, columns);
    }

    /** The column by which rows are chosen; none of a table that holds what is so now. */
    Optional<Column> time() {
        return TIMES.stream()
                .flatMap(time -> columns.stream().filter(column -> column.name().equals(time)))
                .findFirst();
    }

    /** As part of a statement. */
    String quoted() {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
