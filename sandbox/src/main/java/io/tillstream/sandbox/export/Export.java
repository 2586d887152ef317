package io.tillstream.sandbox.export;

import io.tillstream.sandbox.export.Relation.Column;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/**
 * Writes a table or view to a file, row by row as they come, whatever its size. A file is there
 * under its name when it is whole.
 *
 * <p>A text that a spreadsheet would take for a formula is written with an apostrophe before it, as
 * OWASP's page on CSV injection says: ids and texts come from whoever sends events.
 */
public final class Export implements AutoCloseable {
    private static final int FETCHED = 5_000;
    private static final String FORMULA = "^[=+@\\t\\r-]";

    private final Connection connection;

    /** Which rows: from one time on, up to another; null for no bound. */
    public record Span(Instant since, Instant until) {
        boolean isAll() {
            return since == null && until == null;
        }
    }

    /** What cannot be exported as asked; the message says why in one line. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    /**
     * Connects.
     *
     * @param user null if the URL names one
     * @param password null if the server asks for none
     */
    public Export(String url, String user, String password) throws SQLException {
        Properties properties = new Properties();
        if (user != null) {
            properties.setProperty("user", user);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        properties.setProperty("ApplicationName", "tillstream export");
        connection = DriverManager.getConnection(url, properties);
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL timezone = 'UTC'");
        }
    }

    /**
     * Writes a file.
     *
     * @param file whose name ends in {@code .csv} or {@code .xlsx}
     * @return rows written
     */
    public long write(String table, Span span, Path file) throws SQLException, IOException {
        Relation relation = relation(table);
        String where = where(relation, span);
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            long rows =
                    isWorkbook(file) ? workbook(relation, where, part) : csv(relation, where, part);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            return rows;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Whether a file is to be a workbook, by its name. */
    public static boolean isWorkbook(Path file) {
        return file.toString().endsWith(".xlsx");
    }

    private Relation relation(String table) throws SQLException {
        List<String> names = Relation.names(connection);
        if (!names.contains(table)) {
            throw new Refused("there is no table " + table + ", but " + String.join(", ", names));
        }
        return Relation.named(connection, table);
    }

    private static String where(Relation relation, Span span) {
        if (span.isAll()) {
            return "";
        }
        Optional<Column> time = relation.time();
        if (time.isEmpty()) {
            throw new Refused(
                    relation.name() + " has no column of time: --since and --until choose nothing");
        }
        StringBuilder where = new StringBuilder(" WHERE true");
        if (span.since() != null) {
            where.append(
                    " AND " + time.get().quoted() + " >= " + literal(span.since(), time.get()));
        }
        if (span.until() != null) {
            where.append(" AND " + time.get().quoted() + " < " + literal(span.until(), time.get()));
        }
        return where.toString();
    }

    /** Written by us from a time that was parsed: COPY takes no parameters. */
    private static String literal(Instant time, Column column) {
        return column.isDate()
                ? "DATE '" + time.atOffset(ZoneOffset.UTC).toLocalDate() + "'"
                : "TIMESTAMPTZ '" + time + "'";
    }

    private long csv(Relation relation, String where, Path file) throws SQLException, IOException {
        String columns =
                relation.columns().stream().map(Export::plain).collect(Collectors.joining(", "));
        // A spreadsheet that is not told so takes the file for one of its country's old encoding.
        byte[] utf8 = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(utf8);
            return connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut(
                            "COPY (SELECT "
                                    + columns
                                    + " FROM "
                                    + relation.quoted()
                                    + where
                                    + ") TO STDOUT WITH (FORMAT csv, HEADER)",
                            out);
        }
    }

    /** Times in ISO-8601, numbers without exponents, texts that are no formula. */
    private static String plain(Column column) {
        String quoted = column.quoted();
        String value;
        if (column.isTime()) {
            value = "to_char(" + quoted + ", 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')";
        } else if (column.type().equals("double precision") || column.type().equals("real")) {
            value = quoted + "::text::numeric";
        } else if (column.isNumber() || column.isDate() || column.isFlag()) {
            value = quoted;
        } else {
            value =
                    "regexp_replace("
                            + quoted
                            + "::text, E'"
                            + FORMULA.replace("\\", "\\\\")
                            + "', E'''\\\\&')";
        }
        return value + " AS " + quoted;
    }

    private long workbook(Relation relation, String where, Path file)
            throws SQLException, IOException {
        String columns =
                relation.columns().stream().map(Column::quoted).collect(Collectors.joining(", "));
        try (Statement statement = connection.createStatement();
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            statement.setFetchSize(FETCHED);
            try (ResultSet rows =
                            statement.executeQuery(
                                    "SELECT " + columns + " FROM " + relation.quoted() + where);
                    WorkbookWriter writer = new WorkbookWriter(out, relation)) {
                while (rows.next()) {
                    writer.write(rows);
                }
                return writer.rows();
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
