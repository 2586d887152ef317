package io.tillstream.sandbox.replay;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Writes every table and view to {@code NAME.csv}, sorted by its first columns; the table of
 * forecast issues by way of its views alone, which say the same in plain columns.
 */
public final class TableExport {
    private static final String COLUMNS =
            """
            SELECT table_name, column_name, data_type FROM information_schema.columns
            WHERE table_schema = 'public' AND table_name NOT LIKE 'flyway%'
            AND table_name NOT IN ('forecast_issue', 'retention')
            ORDER BY table_name, ordinal_position
            """;

    /** No key has more columns, nor are two rows of a view equal in that many. */
    private static final int SORTED_BY = 6;

    private final String url;
    private final String user;
    private final String password;

    /** An export of the database at an address. */
    public TableExport(String url, String user, String password) {
        this.url = url;
        this.user = user;
        this.password = password;
    }

    /** Writes the files. */
    public void write(Path folder) throws SQLException, IOException {
        Files.createDirectories(folder);
        try (Connection connection = DriverManager.getConnection(url, user, password)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET timezone = 'UTC'");
            }
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            for (var table : columns(connection).entrySet()) {
                // The driver hands over line by line, as they come: a file of any size.
                try (OutputStream out =
                        new BufferedOutputStream(
                                Files.newOutputStream(folder.resolve(table.getKey() + ".csv")))) {
                    copy.copyOut(query(table.getKey(), table.getValue()), out);
                }
            }
        }
    }

    private static Map<String, List<String>> columns(Connection connection) throws SQLException {
        TreeMap<String, List<String>> tables = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(COLUMNS)) {
            while (rows.next()) {
                tables.computeIfAbsent(rows.getString(1), t -> new ArrayList<>())
                        .add(expression(rows.getString(2), rows.getString(3)));
            }
        }
        return tables;
    }

    /**
     * Times in ISO-8601 with milliseconds and Z, floating-point numbers without exponents; all
     * other types print plainly as they are.
     */
    private static String expression(String column, String type) {
        String quoted = '"' + column + '"';
        return switch (type) {
            case "timestamp with time zone" ->
                    "to_char(" + quoted + ", 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"') AS " + quoted;
            // By way of text, which is exact: the direct way keeps 15 digits only.
            case "double precision", "real" -> quoted + "::text::numeric AS " + quoted;
            default -> quoted;
        };
    }

    private static String query(String table, List<String> columns) {
        int keys = Math.min(SORTED_BY, columns.size());
        StringBuilder order = new StringBuilder();
        for (int i = 1; i <= keys; i++) {
            order.append(i == 1 ? "" : ", ").append(i);
        }
        return "COPY (SELECT "
                + String.join(", ", columns)
                + " FROM \""
                + table
                + "\" ORDER BY "
                + order
                + ") TO STDOUT WITH (FORMAT csv, HEADER)";
    }
}
