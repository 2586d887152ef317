package io.tillstream.sandbox.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.schemas.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The export of a real database. */
class ExportIT {
    private static final Export.Span ALL = new Export.Span(null, null);

    private static EmbeddedPostgres postgres;
    private static String url;

    @TempDir private Path folder;

    @BeforeAll
    static void fill() throws Exception {
        postgres = EmbeddedPostgres.start();
        url = postgres.getJdbcUrl("postgres", "postgres");
        Database database = Database.open(url, "postgres", "");
        database.migrate();
        database.jdbi()
                .useHandle(
                        handle -> {
                            handle.execute(
                                    "INSERT INTO product (product_id, title, category, price,"
                                            + " attributes, active, removed, version) VALUES ('=1+1',"
                                            + " '@SUM(A1), \"so\"', '-x', 19.9, '{\"a\": \"=b\"}',"
                                            + " true, false, 9007199254740993), ('p2', e'a\\x01b', 'c',"
                                            + " null, '{}', false, false, 1)");
                            handle.execute(
                                    "INSERT INTO data_quality (source, rule, window_end, records,"
                                            + " violations, version) SELECT 's', 'late',"
                                            + " '2026-03-01Z'::timestamptz + i * interval '1 day', 10,"
                                            + " i, i FROM generate_series(0, 9) i");
                            handle.execute(
                                    "INSERT INTO kpi_daily SELECT d::date, 'store', 's', 'x', 1, 1,"
                                            + " 0, 5, 4.5, 0, 1, 0, 0, 1 FROM"
                                            + " generate_series('2026-01-01'::date, '2026-01-31', '1"
                                            + " day') d");
                        });
    }

    @AfterAll
    static void close() throws IOException {
        postgres.close();
    }

    private Path write(String table, String file, Export.Span span) throws Exception {
        Path path = folder.resolve(file);
        try (Export export = new Export(url, "postgres", "")) {
            export.write(table, span, path);
        }
        assertThat(folder.toFile().list()).as("nothing half written").containsExactly(file);
        return path;
    }

    @Test
    void aFormulaIsATextInCsv() throws Exception {
        List<String> lines = Files.readAllLines(write("product", "product.csv", ALL));
        assertThat(lines.get(0)).startsWith("\uFEFFproduct_id,title,category,");
        assertThat(lines)
                .anyMatch(
                        line ->
                                line.startsWith(
                                        "'=1+1,\"'@SUM(A1), \"\"so\"\"\",'-x,,19.9000,,"
                                                + "\"{\"\"a\"\": \"\"=b\"\"}\",,,t,f,9007199254740993"));
    }

    @Test
    void cellsOfAWorkbookHaveTheTypeOfTheirColumn() throws Exception {
        List<Row> rows = read(write("product", "product.xlsx", ALL));
        assertThat(rows).hasSize(3);
        Row formula = rows.get(1).getCell(0).getText().equals("=1+1") ? rows.get(1) : rows.get(2);
        Row other = formula == rows.get(1) ? rows.get(2) : rows.get(1);
        assertThat(formula.getCell(0).getType()).isEqualTo(CellType.STRING);
        assertThat(formula.getCell(4).asNumber()).isEqualByComparingTo("19.9");
        assertThat(formula.getCell(9).asBoolean()).isTrue();
        Cell version = formula.getCell(11);
        assertThat(version.getType()).as("digits that a number loses").isEqualTo(CellType.STRING);
        assertThat(version.getText()).isEqualTo("9007199254740993");
        assertThat(other.getCell(1).getText()).isEqualTo("a?b");
        assertThat(other.getOptionalCell(4)).isEmpty();

        Row quality = read(write("data_quality", "product.xlsx", ALL)).get(1);
        assertThat(quality.getCell(2).asDate()).isEqualTo(LocalDateTime.parse("2026-03-01T00:00"));
        assertThat(quality.getCell(3).asNumber()).isEqualByComparingTo("10");
    }

    private static List<Row> read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                ReadableWorkbook workbook = new ReadableWorkbook(in)) {
            return workbook.getFirstSheet().read();
        }
    }

    @Test
    void rowsAreChosenByTheColumnOfTime() throws Exception {
        Export.Span span =
                new Export.Span(
                        Instant.parse("2026-03-03T00:00:00Z"),
                        Instant.parse("2026-03-06T00:00:00Z"));
        assertThat(Files.readAllLines(write("data_quality", "q.csv", span)))
                .hasSize(1 + 3)
                .anyMatch(line -> line.startsWith("s,late,2026-03-03T00:00:00.000Z,10,2,0.2"));
        Export.Span days = new Export.Span(Instant.parse("2026-01-30T00:00:00Z"), null);
        assertThat(Files.readAllLines(write("kpi_compared", "q.csv", days))).hasSize(1 + 2);
        assertThatThrownBy(() -> write("product", "q.csv", days))
                .isInstanceOf(Export.Refused.class)
                .hasMessageContaining("no column of time");
    }

    @Test
    void everyTableAndViewCanBeExportedBothWays() throws Exception {
        List<String> names;
        try (var connection = java.sql.DriverManager.getConnection(url, "postgres", "")) {
            names = Relation.names(connection);
        }
        assertThat(names).hasSizeGreaterThan(30).contains("customer_rfm", "kpi_compared");
        for (String name : names) {
            Files.delete(write(name, "all.csv", ALL));
            Files.delete(write(name, "all.xlsx", ALL));
        }
    }

    @Test
    void whatIsNoTableIsRefusedAndNeverRun() throws SQLException {
        try (Export export = new Export(url, "postgres", "")) {
            for (String name :
                    List.of("none", "product; DROP TABLE product", "product\" --", "pg_authid")) {
                assertThatThrownBy(() -> export.write(name, ALL, folder.resolve("x.csv")))
                        .isInstanceOf(Export.Refused.class)
                        .hasMessageStartingWith("there is no table " + name + ", but ");
            }
        }
        assertThat(folder).isEmptyDirectory();
    }

    /** A sheet holds 1,048,576 rows. */
    @Test
    void whatIsTooLongForASheetGoesOnOnTheNext() throws Exception {
        Path file = folder.resolve("long.xlsx");
        int rows = WorkbookWriter.MOST_ROWS + 10;
        try (var connection = java.sql.DriverManager.getConnection(url, "postgres", "");
                var statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE long_one AS SELECT i AS day FROM generate_series(1, "
                            + rows
                            + ") i");
        }
        try (Export export = new Export(url, "postgres", "")) {
            assertThat(export.write("long_one", ALL, file)).isEqualTo(rows);
        }
        try (InputStream in = Files.newInputStream(file);
                ReadableWorkbook workbook = new ReadableWorkbook(in)) {
            assertThat(workbook.getSheets()).hasSize(2);
            assertThat(workbook.getSheet(1).orElseThrow().read())
                    .hasSize(1 + 11)
                    .last()
                    .satisfies(
                            row ->
                                    assertThat(row.getCell(0).asNumber())
                                            .isEqualByComparingTo(Integer.toString(rows)));
        } finally {
            try (var connection = java.sql.DriverManager.getConnection(url, "postgres", "");
                    var statement = connection.createStatement()) {
                statement.execute("DROP TABLE long_one");
            }
        }
    }
}
