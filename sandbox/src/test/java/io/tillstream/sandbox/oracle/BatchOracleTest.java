package io.tillstream.sandbox.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tillstream.sandbox.oracle.Truth.Customer;
import io.tillstream.sandbox.oracle.Truth.Quality;
import io.tillstream.sandbox.oracle.Truth.Sales;
import io.tillstream.sandbox.oracle.Truth.SalesKey;
import io.tillstream.sandbox.oracle.Truth.Stock;
import io.tillstream.sandbox.oracle.Truth.StockKey;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The oracle against examples computed by hand. */
class BatchOracleTest {
    @TempDir Path dir;

    @Test
    void scoresCountTheStrictlyWorseAndTiesShareThem() throws IOException {
        // Frequencies 1 1 1 2 3, money 10 10 30 20 60, all on one day.
        sales(
                sale("1", "a", "2026-03-01T08:00:00Z", 1, "10"),
                sale("2", "b", "2026-03-01T09:00:00Z", 1, "10"),
                sale("3", "c", "2026-03-01T09:00:00Z", 3, "10"),
                sale("4", "d", "2026-03-01T09:00:00Z", 1, "10"),
                sale("5", "d", "2026-03-01T09:30:00Z", 1, "10"),
                sale("6", "e", "2026-03-01T09:30:00Z", 2, "10"),
                sale("7", "e", "2026-03-01T09:31:00Z", 2, "10"),
                sale("8", "e", "2026-03-01T23:59:59.999Z", 2, "10"));
        Truth truth = BatchOracle.compute(dir);
        assertScores(truth.customers().get("a"), 1, 1, 1, "Lost");
        assertScores(truth.customers().get("b"), 1, 1, 1, "Lost");
        assertScores(truth.customers().get("c"), 1, 1, 4, "At Risk");
        assertScores(truth.customers().get("d"), 1, 4, 3, "At Risk");
        assertScores(truth.customers().get("e"), 1, 5, 5, "Cannot Lose");
        // Three of five have less money than c: exactly at a threshold the distance is 0.
        assertThat(truth.customers().get("c").mShare()).isEqualTo(0.6);
        assertThat(truth.customers().get("c").thresholdDistance()).isEqualTo(0, within(1e-9));
        assertThat(truth.customers().get("a").thresholdDistance()).isEqualTo(20, within(1e-9));
    }

    @Test
    void recencyGoesByUtcDaysUpToTheLastEventOfAnyTopic() throws IOException {
        sales(
                sale("1", "a", "2026-02-28T23:59:59.999Z", 1, "1"),
                sale("2", "b", "2026-03-01T00:00:00Z", 1, "1"),
                sale("3", "c", "2026-03-01T01:30:00+02:00", 1, "1"));
        file(
                "social.posts",
                """
                {"post_id":"p","platform":"x","author_id":"u","occurred_at":"2026-03-01T00:00:01Z"}
                """);
        Truth truth = BatchOracle.compute(dir);
        assertThat(truth.asOf()).isEqualTo("2026-03-01T00:00:01Z");
        assertThat(truth.customers().get("a").recencyDays()).isEqualTo(1);
        assertThat(truth.customers().get("b").recencyDays()).isZero();
        assertThat(truth.customers().get("c").recencyDays()).isEqualTo(1);
        assertThat(truth.customers().get("b").rScore()).isEqualTo(4);
        assertThat(truth.customers().get("a").rScore()).isEqualTo(1);
    }

    @Test
    void returnsTakeMoneyButNeverPurchasesAndMakeNobodyKnown() throws IOException {
        sales(
                returned("1", "a", "2026-03-01T08:00:00Z", 2, "7.25"),
                returned("2", "only-returns", "2026-03-01T08:00:00Z", 1, "3"),
                sale("3", "a", "2026-03-01T09:00:00Z", 3, "7.25"));
        Truth truth = BatchOracle.compute(dir);
        assertThat(truth.customers()).containsOnlyKeys("a");
        Customer a = truth.customers().get("a");
        assertThat(a.frequency()).isEqualTo(1);
        assertThat(a.monetary()).isEqualByComparingTo("7.25");
        assertThat(a.firstPurchase()).isEqualTo("2026-03-01T09:00:00Z");
        assertThat(a.lastPurchase()).isEqualTo("2026-03-01T09:00:00Z");
    }

    @Test
    void anonymousSalesCountForProductsOnly() throws IOException {
        sales(sale("1", null, "2026-03-01T08:00:00Z", 2, "7.25"));
        Truth truth = BatchOracle.compute(dir);
        assertThat(truth.customers()).isEmpty();
        assertThat(truth.daily()).hasSize(1);
    }

    @Test
    void salesAreKeyedByTheirOwnDayAndHour() throws IOException {
        String twoLines =
                """
                {"sale_id":"1","store_id":"s","occurred_at":"2026-03-01T23:10:00Z","lines":[\
                {"product_id":"p","quantity":2,"unit_price":10,"discount":1.5},\
                {"product_id":"p","quantity":1,"unit_price":10}]}
                """;
        String back =
                """
                {"sale_id":"2","type":"return","store_id":"s","occurred_at":"2026-03-02T00:00:00Z",\
                "lines":[{"product_id":"p","quantity":1,"unit_price":10,"discount":0.5}]}
                """;
        sales(twoLines, back);
        Truth truth = BatchOracle.compute(dir);
        Sales first = truth.daily().get(key("2026-03-01T00:00:00Z"));
        assertSales(first, 3, 0, "30", "28.5", 1);
        assertSales(truth.hourly().get(key("2026-03-01T23:00:00Z")), 3, 0, "30", "28.5", 1);
        Sales second = truth.daily().get(key("2026-03-02T00:00:00Z"));
        assertSales(second, 0, 1, "0", "-9.5", 0);
        assertThat(truth.daily()).hasSize(2);
        assertThat(truth.hourly()).hasSize(2);
    }

    @Test
    void duplicatesAreCountedAndNotBooked() throws IOException {
        String order = order("e1", "o1", "2026-03-01T08:00:00Z");
        file(
                "ecom.events",
                order,
                order,
                order("e2", "o1", "2026-03-01T08:00:01Z"),
                order("e1", "o2", "2026-03-01T08:00:02Z"),
                order("e3", "o3", "2026-03-09T08:00:00Z"),
                order("e3", "o3", "2026-03-16T08:00:01Z"),
                order("e4", "o4", "2026-03-16T09:00:00Z"));
        sales(sale("e1", "c", "2026-03-01T08:00:00Z", 1, "5"));
        Truth truth = BatchOracle.compute(dir);
        assertThat(truth.customers().get("c").frequency()).isEqualTo(4);
        assertThat(truth.quality().get("ecom.events")).isEqualTo(new Quality(7, 0, 4, 1));
        assertThat(truth.quality().get("pos.sales")).isEqualTo(new Quality(1, 0, 0, 0));
    }

    @Test
    void stockIsTheNewestSnapshotAndWhatMovedAfterIt() throws IOException {
        file(
                "inventory.levels",
                level(10, "2026-03-01T08:00:00Z", ""),
                level(-4, "2026-03-01T12:00:00Z", ",\"on_order\":6,\"reorder_point\":null"),
                level(99, "2026-03-01T10:00:00Z", ""));
        sales(
                sale("1", null, "2026-03-01T11:59:59Z", 1, "1"),
                sale("2", null, "2026-03-01T12:00:00Z", 1, "1"),
                sale("3", null, "2026-03-01T12:00:00.001Z", 5, "1"),
                returned("4", null, "2026-03-01T13:00:00Z", 2, "1"));
        assertThat(BatchOracle.compute(dir).stock())
                .containsOnlyKeys(new StockKey("s", "p"))
                .containsEntry(
                        new StockKey("s", "p"),
                        new Stock(-7, 6L, null, Instant.parse("2026-03-01T13:00:00Z")));
    }

    @Test
    void recordsWhoseClockIsFarOffAreDead() throws IOException {
        sales(
                sale("1", "c", "2026-03-01T08:00:00Z", 1, "1"),
                sale("2", "c", "2026-03-01T08:00:01Z", 1, "1"),
                sale("3", "c", "2036-03-01T08:00:00Z", 1, "1"),
                sale("4", "c", "2026-03-01T09:00:00Z", 1, "1"),
                sale("5", "c", "1999-03-01T09:00:00Z", 1, "1"),
                sale("6", "c", "2026-03-01T09:00:01Z", 1, "1"),
                sale("7", "c", "2026-03-20T09:00:00Z", 1, "1"));
        Truth truth = BatchOracle.compute(dir);
        assertThat(truth.quality().get("pos.sales")).isEqualTo(new Quality(7, 2, 0, 0));
        assertThat(truth.customers().get("c").frequency()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{",
                "{\"sale_id\":\"1\"}",
                "SALE SALE",
                "SALE without sale_id",
                "SALE with \"type\":\"gift\"",
                "SALE with \"type\":1",
                "SALE with \"currency\":1",
                "SALE with \"sale_id\":7",
                "SALE with \"sale_id\":\"\"",
                "SALE with \"customer_id\":\"\\u0000\"",
                "SALE with \"occurred_at\":\"2026-03-01\"",
                "SALE with \"occurred_at\":\"2026-02-30T08:00:00Z\"",
                "SALE with \"occurred_at\":\"1969-03-01T08:00:00Z\"",
                "SALE with \"lines\":[]",
                "SALE with \"lines\":{}",
                "SALE with \"lines\":[{\"product_id\":\"p\",\"quantity\":0,\"unit_price\":1}]",
                "SALE with \"lines\":[{\"product_id\":\"p\",\"quantity\":1.5,\"unit_price\":1}]",
                "SALE with \"lines\":[{\"product_id\":\"p\",\"quantity\":\"1\",\"unit_price\":1}]",
                "SALE with \"lines\":[{\"product_id\":\"p\",\"quantity\":1}]",
                "SALE with \"lines\":[{\"product_id\":\"p\",\"quantity\":1,\"unit_price\":-1}]",
                "SALE with \"lines\":[{\"product_id\":\"p\",\"quantity\":1,\"unit_price\":1.00001}]",
                "SALE with \"lines\":[{\"product_id\":\"p\",\"quantity\":1,\"unit_price\":1,"
                        + "\"discount\":-1}]"
            })
    void brokenRecordsAreDead(String record) throws IOException {
        sales(spelledOut(record));
        assertThat(BatchOracle.compute(dir).quality().get("pos.sales"))
                .isEqualTo(new Quality(1, 1, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SALE",
                "SALE with \"customer_id\":null",
                "SALE with \"type\":null",
                "SALE with \"unknown\":[{\"a\":1}]",
                "SALE with \"occurred_at\":\"2026-03-01T08:00:00.250Z\"",
                "SALE with \"lines\":[{\"product_id\":\"p\",\"quantity\":1,\"unit_price\":0,"
                        + "\"discount\":null}]",
                "SALE with \"lines\":[{\"product_id\":\"p\",\"quantity\":1,\"unit_price\":1.12340}]"
            })
    void soundRecordsAreNotDead(String record) throws IOException {
        sales(spelledOut(record));
        assertThat(BatchOracle.compute(dir).quality().get("pos.sales"))
                .isEqualTo(new Quality(1, 0, 0, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "view, '', 1",
        "view, '\"product_id\":\"p\"', 0",
        "review, '\"product_id\":\"p\"', 1",
        "review, '\"product_id\":\"p\",\"rating\":6', 1",
        "review, '\"product_id\":\"p\",\"rating\":5', 0",
        "recommendation_shown, '\"product_id\":\"p\"', 1",
        "recommendation_clicked, '\"product_id\":\"p\",\"recommendation_id\":\"r\"', 0",
        "order, '\"product_id\":\"p\"', 1",
        "search, '\"product_id\":\"p\"', 1",
        "search, '\"query\":\"\"', 0",
        "search, '\"query\":7', 1",
        "view, '\"product_id\":\"p\",\"query\":7', 0",
        "purchase, '\"product_id\":\"p\"', 1"
    })
    void webEventsNeedWhatTheirTypeNeeds(String type, String fields, int dead) throws IOException {
        String more = fields.isEmpty() ? "" : "," + fields;
        file(
                "ecom.events",
                """
                {"event_id":"e","session_id":"s","occurred_at":"2026-03-01T08:00:00Z","type":"%s"%s}
                """
                        .formatted(type, more));
        assertThat(BatchOracle.compute(dir).quality().get("ecom.events").dead()).isEqualTo(dead);
    }

    @Test
    void zippedFilesAreReadAndBytesThatAreNoUtf8AreDead() throws IOException {
        byte[] broken =
                sale("2", "c", "2026-03-01T08:00:00Z", 1, "1")
                        .replace("\"c\"", "\"?\"")
                        .getBytes(StandardCharsets.US_ASCII);
        broken[new String(broken, StandardCharsets.US_ASCII).indexOf('?')] = (byte) 0xFF;
        try (OutputStream out =
                new GZIPOutputStream(Files.newOutputStream(dir.resolve("pos.sales.jsonl.gz")))) {
            out.write(
                    (sale("1", "c", "2026-03-01T08:00:00Z", 1, "1") + "\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            out.write(broken);
        }
        Truth truth = BatchOracle.compute(dir);
        assertThat(truth.quality().get("pos.sales")).isEqualTo(new Quality(2, 1, 0, 0));
        assertThat(truth.customers()).containsOnlyKeys("c");
    }

    @ParameterizedTest
    @CsvSource({
        "5,5,5,Champions",
        "1,4,4,Cannot Lose",
        "3,5,1,Loyal",
        "5,3,5,Potential Loyalist",
        "4,1,5,New Customer",
        "3,2,3,Need Attention",
        "2,1,3,At Risk",
        "3,1,5,Promising",
        "2,2,2,Hibernating",
        "1,5,2,Lost",
        "3,2,2,Others",
        "2,3,1,Others"
    })
    void segmentsAreTheFirstRuleThatMatches(int r, int f, int m, String segment) {
        assertThat(BatchOracle.segmentOf(r, f, m)).isEqualTo(segment);
    }

    private static String spelledOut(String record) {
        String sale = sale("1", "c", "2026-03-01T08:00:00Z", 1, "1");
        int with = record.indexOf(" with ");
        if (with >= 0) {
            // Of a field that stands twice the last one counts.
            return sale.substring(0, sale.length() - 1) + "," + record.substring(with + 6) + "}";
        }
        return record.equals("SALE without sale_id")
                ? sale.replace("\"sale_id\"", "\"sale\"")
                : record.replace("SALE", sale);
    }

    private void sales(String... records) throws IOException {
        file("pos.sales", records);
    }

    private void file(String topic, String... records) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String record : records) {
            text.append(record.strip()).append('\n');
        }
        Files.writeString(dir.resolve(topic + ".jsonl"), text);
    }

    static String sale(String id, String customer, String time, int quantity, String price) {
        return receipt("sale", id, customer, time, quantity, price);
    }

    private static String returned(
            String id, String customer, String time, int quantity, String price) {
        return receipt("return", id, customer, time, quantity, price);
    }

    private static String receipt(
            String type, String id, String customer, String time, int quantity, String price) {
        String who = customer == null ? "" : "\"customer_id\":\"" + customer + "\",";
        return """
        {"sale_id":"%s","type":"%s","store_id":"s",%s"occurred_at":"%s",\
        "lines":[{"product_id":"p","quantity":%d,"unit_price":%s}]}"""
                .formatted(id, type, who, time, quantity, price);
    }

    private static String order(String event, String order, String time) {
        return """
        {"event_id":"%s","type":"order","session_id":"s","customer_id":"c","occurred_at":"%s",\
        "order_id":"%s","lines":[{"product_id":"p","quantity":1,"unit_price":5}]}"""
                .formatted(event, time, order);
    }

    private static String level(int onHand, String time, String more) {
        return """
        {"store_id":"s","product_id":"p","on_hand":%d,"occurred_at":"%s"%s}"""
                .formatted(onHand, time, more);
    }

    private static SalesKey key(String from) {
        return new SalesKey("p", "s", "store", Instant.parse(from));
    }

    private static void assertScores(Customer customer, int r, int f, int m, String segment) {
        assertThat(customer.rScore()).as("R").isEqualTo(r);
        assertThat(customer.fScore()).as("F").isEqualTo(f);
        assertThat(customer.mScore()).as("M").isEqualTo(m);
        assertThat(customer.segment()).isEqualTo(segment);
    }

    private static void assertSales(
            Sales sales, long units, long returned, String gross, String net, long orders) {
        assertThat(sales.units).isEqualTo(units);
        assertThat(sales.returnedUnits).isEqualTo(returned);
        assertThat(sales.gross).isEqualByComparingTo(gross);
        assertThat(sales.net).isEqualByComparingTo(net);
        assertThat(sales.orders).isEqualTo(orders);
    }
}
