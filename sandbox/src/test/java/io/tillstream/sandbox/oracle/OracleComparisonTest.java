package io.tillstream.sandbox.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Comparisons say equal of equal exports, and see every single change. */
class OracleComparisonTest {
    private static final int CUSTOMERS = 200;

    @TempDir Path dir;
    private Path events;
    private Path export;

    @BeforeEach
    void aShopAndItsExport() throws IOException {
        events = Files.createDirectories(dir.resolve("events"));
        export = dir.resolve("export");
        List<String> sales = new ArrayList<>();
        for (int i = 0; i < CUSTOMERS; i++) {
            sales.add(
                    BatchOracleTest.sale(
                            "r" + i, id(i), "2026-03-01T08:15:30Z", 1, String.valueOf(i + 1)));
        }
        sales.add(sales.get(0));
        sales.add("broken");
        Files.write(events.resolve("pos.sales.jsonl"), sales);
        Files.writeString(
                events.resolve("inventory.levels.jsonl"),
                "{\"store_id\":\"s\",\"product_id\":\"p\",\"on_hand\":500,\"on_order\":3,"
                        + "\"occurred_at\":\"2026-03-01T08:00:00Z\"}\n");
        writeExport(export);
    }

    private static String id(int i) {
        return "c" + (1000 + i);
    }

    private static void writeExport(Path folder) throws IOException {
        Path tables = Files.createDirectories(folder.resolve("tables"));
        StringBuilder rfm =
                new StringBuilder(
                        "customer_id,first_purchase_at,last_purchase_at,recency_days,frequency,"
                                + "monetary,r_score,f_score,m_score,segment,cluster,as_of\n");
        for (int i = 0; i < CUSTOMERS; i++) {
            int m = 1 + 5 * i / CUSTOMERS;
            rfm.append(id(i))
                    .append(",2026-03-01T08:15:30.000Z,2026-03-01T08:15:30.000Z,0,1,")
                    .append(i + 1)
                    .append(".0000,1,1,")
                    .append(m)
                    .append(m >= 3 ? ",At Risk" : ",Lost")
                    .append(",,2026-03-01T08:15:30.000Z\n");
        }
        Files.writeString(tables.resolve("customer_rfm.csv"), rfm);
        String sales = ",200,0,20100.0000,20100.0000,200,200\n";
        String header =
                ",units,returned_units,gross_revenue,net_revenue,orders,version\np,s,store,";
        Files.writeString(
                tables.resolve("product_sales_daily.csv"),
                "product_id,store_id,channel,day" + header + "2026-03-01" + sales);
        Files.writeString(
                tables.resolve("product_sales_hourly.csv"),
                "product_id,store_id,channel,hour" + header + "2026-03-01T08:00:00.000Z" + sales);
        Files.writeString(
                tables.resolve("inventory_position.csv"),
                """
                store_id,product_id,on_hand,on_order,as_of,days_of_cover,reorder_point,version
                s,p,300,3,2026-03-01T08:15:30.000Z,,,201
                """);
        Files.writeString(
                tables.resolve("dead_letter.csv"),
                """
                source_topic,partition,source_offset,error,stage,seen_at
                pos.sales,0,7,"MALFORMED: ""broken"", no JSON",decode,2026-11-21T08:15:30.000Z
                """);
        Files.writeString(
                tables.resolve("data_quality.csv"),
                """
                source,rule,window_end,records,violations,share,version
                pos.sales,dead-letter,2026-03-02T00:00:00.000Z,202,1,0.005,202
                pos.sales,duplicate,2026-03-02T00:00:00.000Z,202,1,0.005,202
                inventory.levels,dead-letter,2026-03-02T00:00:00.000Z,1,0,0,1
                inventory.levels,duplicate,2026-03-02T00:00:00.000Z,1,0,0,1
                """);
    }

    @Test
    void anExportThatSaysWhatTheEventsSayIsEqual() throws IOException {
        Report report = OracleComparison.compare(events, export);
        assertThat(report.first()).isEmpty();
        assertThat(report.isEqual()).isTrue();
        assertThat(report.compared()).containsEntry("customer_rfm", 200L);
        assertThat(report.toString()).endsWith("EQUAL");
    }

    @ParameterizedTest
    @CsvSource({
        "customer_rfm, '0,1,50.0000', '0,1,50.0001'",
        "customer_rfm, '0,1,50.0000', '0,2,50.0000'",
        "customer_rfm, '0,1,50.0000', '1,1,50.0000'",
        "customer_rfm, 'c1007,2026-03-01T08:15:30.000Z', 'c1007,2026-03-01T08:15:30.001Z'",
        "customer_rfm, '100.0000,1,1,3', '100.0000,1,1,4'",
        "customer_rfm, '100.0000,1,1,3', '100.0000,2,1,3'",
        "customer_rfm, '101.0000,1,1,3,At Risk', '101.0000,1,1,3,Lost'",
        "customer_rfm, ',,2026-03-01T08:15:30.000Z', ',,2026-03-02T08:15:30.000Z'",
        "customer_rfm, 'c1007,', 'x1007,'",
        "customer_rfm, 'c1007,', 'c1008,'",
        "product_sales_daily, ',200,0,', ',201,0,'",
        "product_sales_daily, ',0,20100.0000', ',0,20100.0100'",
        "product_sales_daily, '20100.0000,200,', '20100.0000,199,'",
        "product_sales_daily, 2026-03-01, 2026-03-02",
        "product_sales_hourly, T08:, T09:",
        "product_sales_hourly, 'p,s,store', 'p,s,online'",
        "inventory_position, '300,3', '299,3'",
        "inventory_position, '300,3', '300,'",
        "dead_letter, 'pos.sales,0', 'ecom.events,0'",
        "data_quality, 'duplicate,2026-03-02T00:00:00.000Z,202,1', 'duplicate,2026-03-02T00:00:00.000Z,202,0'",
        "data_quality, 'duplicate,2026-03-02T00:00:00.000Z,202,1', 'duplicate,2026-03-02T00:00:00.000Z,201,1'",
        "data_quality, 'dead-letter,2026-03-02T00:00:00.000Z,202,1', 'dead-letter,2026-03-02T00:00:00.000Z,202,2'"
    })
    void everyChangeIsSeen(String table, String what, String by) throws IOException {
        change(export, table, what, by);
        Report report = OracleComparison.compare(events, export);
        assertThat(report.isEqual()).isFalse();
        assertThat(report.mismatches()).containsKey(table);
        assertThat(report.first()).isNotEmpty();
    }

    @Test
    void aScoreMayDifferWithinAPercentagePointOfRank() throws IOException {
        // Customer 119 is at 59.5 % and 121 at 60.5 %; 123 is at 61.5 %, too far from 60.
        change(export, "customer_rfm", "120.0000,1,1,3", "120.0000,1,1,4");
        change(export, "customer_rfm", "122.0000,1,1,4", "122.0000,1,1,3");
        assertThat(OracleComparison.compare(events, export).first()).isEmpty();
        change(export, "customer_rfm", "124.0000,1,1,4", "124.0000,1,1,3");
        assertThat(OracleComparison.compare(events, export).mismatches())
                .containsEntry("customer_rfm", 1L);
    }

    @Test
    void missingRowsAndTablesAreSeen() throws IOException {
        Path tables = export.resolve("tables");
        Path daily = tables.resolve("product_sales_daily.csv");
        Files.write(daily, Files.readAllLines(daily).subList(0, 1));
        Files.delete(tables.resolve("inventory_position.csv"));
        assertThat(OracleComparison.compare(events, export).mismatches())
                .containsOnlyKeys("product_sales_daily", "inventory_position");
    }

    @Test
    void exportsAreEqualWhateverTheOrderOfTheirRows() throws IOException {
        Path other = dir.resolve("other");
        writeExport(other);
        Path rfm = other.resolve("tables/customer_rfm.csv");
        List<String> rows = new ArrayList<>(Files.readAllLines(rfm));
        rows.add(rows.remove(1));
        Files.write(rfm, rows);
        Report report = ExportComparison.compare(export, other);
        assertThat(report.first()).isEmpty();
        assertThat(report.compared()).hasSize(6).containsEntry("customer_rfm", 200L);
    }

    @Test
    void exportsThatDifferInAValueARowOrATableDiffer() throws IOException {
        Path other = dir.resolve("other");
        writeExport(other);
        change(
                other,
                "data_quality",
                "duplicate,2026-03-02T00:00:00.000Z,202,1",
                "duplicate,2026-03-02T00:00:00.000Z,202,2");
        assertThat(ExportComparison.compare(export, other).mismatches())
                .containsOnlyKeys("data_quality");
        assertThat(ExportComparison.compare(export, other, Set.of("data_quality")).isEqual())
                .isTrue();
        Files.delete(other.resolve("tables/dead_letter.csv"));
        assertThat(ExportComparison.compare(export, other, Set.of("data_quality")).mismatches())
                .containsOnlyKeys("dead_letter");
        assertThat(ExportComparison.compare(dir, dir).isEqual()).isFalse();
    }

    @Test
    void nullAndTheEmptyStringDiffer() throws IOException {
        Path other = dir.resolve("other");
        writeExport(other);
        change(other, "inventory_position", "8:15:30.000Z,,,", "8:15:30.000Z,\"\",,");
        assertThat(ExportComparison.compare(export, other).isEqual()).isFalse();
    }

    @Test
    void topicsAreComparedRecordByRecord() throws IOException {
        Path one = topic("one", "a\nb\nb\n");
        assertThat(ExportComparison.compareTopic(one, topic("two", "b\na\nb\n"), "t").isEqual())
                .isTrue();
        assertThat(ExportComparison.compareTopic(one, topic("three", "a\nb\n"), "t").mismatches())
                .containsEntry("t", 1L);
    }

    private Path topic(String folder, String lines) throws IOException {
        Path topics = Files.createDirectories(dir.resolve(folder).resolve("topics"));
        Files.writeString(topics.resolve("t.jsonl"), lines);
        return dir.resolve(folder);
    }

    private static void change(Path folder, String table, String what, String by)
            throws IOException {
        Path file = folder.resolve("tables").resolve(table + ".csv");
        String text = Files.readString(file);
        assertThat(text).contains(what);
        int at = text.indexOf(what);
        Files.writeString(file, text.substring(0, at) + by + text.substring(at + what.length()));
    }
}
