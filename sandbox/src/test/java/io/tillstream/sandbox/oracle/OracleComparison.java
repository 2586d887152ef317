package io.tillstream.sandbox.oracle;

import io.tillstream.sandbox.oracle.Truth.Customer;
import io.tillstream.sandbox.oracle.Truth.Quality;
import io.tillstream.sandbox.oracle.Truth.Sales;
import io.tillstream.sandbox.oracle.Truth.SalesKey;
import io.tillstream.sandbox.oracle.Truth.Stock;
import io.tillstream.sandbox.oracle.Truth.StockKey;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * Holds the tables of a replay's export against {@link BatchOracle}. Counts, times and money must
 * be equal; a score may differ only where the customer's rank is within one percentage point of the
 * threshold between the two scores, and the segment must be the one of the exported scores.
 */
public final class OracleComparison {
    /** Percentage point of rank that the contract allows. */
    private static final double TOLERANCE = 0.01;

    private final Truth truth;
    private final Path tables;
    private final Report report = new Report();

    private OracleComparison(Truth truth, Path tables) {
        this.truth = truth;
        this.tables = tables;
    }

    /** Compares the export of a replay with what its event files say. */
    static Report compare(Path eventDir, Path exportDir) throws IOException {
        return compare(BatchOracle.compute(eventDir), exportDir);
    }

    /** Compares with a truth computed before, so that many exports cost one computation. */
    static Report compare(Truth truth, Path exportDir) {
        OracleComparison comparison = new OracleComparison(truth, exportDir.resolve("tables"));
        comparison.customers();
        comparison.sales("product_sales_daily", truth.daily(), OracleComparison::day);
        comparison.sales("product_sales_hourly", truth.hourly(), OracleComparison::hour);
        comparison.stock();
        comparison.quality();
        return comparison.report;
    }

    /** Prints the report of EVENT_DIR and EXPORT_DIR; exit 1 on a mismatch, 2 on wrong usage. */
    public static void main(String[] args) throws IOException {
        if (args.length != 2) {
            System.err.println("usage: OracleComparison EVENT_DIR EXPORT_DIR");
            System.exit(2);
        }
        Report report = compare(Path.of(args[0]), Path.of(args[1]));
        System.out.println(report);
        System.exit(report.isEqual() ? 0 : 1);
    }

    private Csv table(String name) {
        Path file = tables.resolve(name + ".csv");
        if (Files.exists(file)) {
            return Csv.read(file);
        }
        report.compared(name, 0);
        report.mismatch(name, file, "the file", "there", "missing");
        return null;
    }

    private void customers() {
        String name = "customer_rfm";
        Csv table = table(name);
        if (table == null) {
            return;
        }
        Set<String> found = new HashSet<>();
        int tolerated = 0;
        for (Csv.Row row : table.rows()) {
            String id = row.get("customer_id");
            Customer customer = truth.customers().get(id);
            if (customer == null || !found.add(id)) {
                report.mismatch(name, id, "the row", customer == null ? "absent" : "one", "there");
                continue;
            }
            tolerated += customer(name, id, customer, row) ? 1 : 0;
        }
        report.compared(name, truth.customers().size());
        report.note(
                tolerated + " customers within a percentage point have another score or segment");
        missing(name, truth.customers().keySet(), found);
    }

    /** True if the scores are not the very ones, but within the tolerance. */
    private boolean customer(String name, String id, Customer customer, Csv.Row row) {
        same(name, id, row, "first_purchase_at", customer.firstPurchase(), Instant::parse);
        same(name, id, row, "last_purchase_at", customer.lastPurchase(), Instant::parse);
        same(name, id, row, "recency_days", customer.recencyDays(), Long::parseLong);
        same(name, id, row, "frequency", customer.frequency(), Long::parseLong);
        same(name, id, row, "as_of", truth.asOf(), Instant::parse);
        sameMoney(name, id, row, "monetary", customer.monetary());
        int r = score(name, id, row, "r_score", customer.rScore(), customer.rShare());
        int f = score(name, id, row, "f_score", customer.fScore(), customer.fShare());
        int m = score(name, id, row, "m_score", customer.mScore(), customer.mShare());
        same(name, id, row, "segment", BatchOracle.segmentOf(r, f, m), Function.identity());
        return r != customer.rScore() || f != customer.fScore() || m != customer.mScore();
    }

    private int score(
            String table, String id, Csv.Row row, String column, int expected, double share) {
        int found = Integer.parseInt(row.get(column));
        if (found != expected
                && found != moved(share, -TOLERANCE)
                && found != moved(share, TOLERANCE)) {
            report.mismatch(
                    table, id, column, expected + " (share " + share + ")", row.get(column));
        }
        return found;
    }

    private static int moved(double share, double by) {
        return (int) Math.max(1, Math.min(5, 1 + Math.floor(5 * (share + by))));
    }

    private void sales(String name, Map<SalesKey, Sales> truths, Function<Csv.Row, Instant> from) {
        Csv table = table(name);
        if (table == null) {
            return;
        }
        Set<SalesKey> found = new HashSet<>();
        for (Csv.Row row : table.rows()) {
            SalesKey key =
                    new SalesKey(
                            row.get("product_id"),
                            row.get("store_id"),
                            row.get("channel"),
                            from.apply(row));
            Sales sales = truths.get(key);
            if (sales == null || !found.add(key)) {
                report.mismatch(name, key, "the row", sales == null ? "absent" : "one", "there");
                continue;
            }
            same(name, key, row, "units", sales.units, Long::parseLong);
            same(name, key, row, "returned_units", sales.returnedUnits, Long::parseLong);
            same(name, key, row, "orders", sales.orders, Long::parseLong);
            sameMoney(name, key, row, "gross_revenue", sales.gross);
            sameMoney(name, key, row, "net_revenue", sales.net);
        }
        report.compared(name, truths.size());
        missing(name, truths.keySet(), found);
    }

    private static Instant day(Csv.Row row) {
        return LocalDate.parse(row.get("day")).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static Instant hour(Csv.Row row) {
        return Instant.parse(row.get("hour"));
    }

    private void stock() {
        String name = "inventory_position";
        Csv table = table(name);
        if (table == null) {
            return;
        }
        Set<StockKey> found = new HashSet<>();
        for (Csv.Row row : table.rows()) {
            StockKey key = new StockKey(row.get("store_id"), row.get("product_id"));
            Stock stock = truth.stock().get(key);
            if (stock == null || !found.add(key)) {
                report.mismatch(name, key, "the row", stock == null ? "absent" : "one", "there");
                continue;
            }
            same(name, key, row, "on_hand", stock.onHand(), Long::parseLong);
            same(name, key, row, "on_order", stock.onOrder(), Long::parseLong);
            same(name, key, row, "as_of", stock.asOf(), Instant::parse);
        }
        report.compared(name, truth.stock().size());
        missing(name, truth.stock().keySet(), found);
    }

    /** Dead records in both tables, duplicates and records, by topic. */
    private void quality() {
        Csv letters = table("dead_letter");
        Csv counts = table("data_quality");
        if (letters == null || counts == null) {
            return;
        }
        Map<String, Long> dead = new HashMap<>();
        for (Csv.Row row : letters.rows()) {
            dead.merge(row.get("source_topic"), 1L, Long::sum);
        }
        Map<String, Long> records = new HashMap<>();
        Map<String, Long> violations = new HashMap<>();
        for (Csv.Row row : counts.rows()) {
            String cell = row.get("source") + ' ' + row.get("rule");
            records.merge(cell, Long.parseLong(row.get("records")), Long::sum);
            violations.merge(cell, Long.parseLong(row.get("violations")), Long::sum);
        }
        for (String topic : BatchOracle.TOPICS) {
            Quality expected = truth.quality().getOrDefault(topic, new Quality(0, 0, 0, 0));
            count("dead_letter", topic, "records", expected.dead(), dead.remove(topic));
            count(topic, "dead-letter", expected.dead(), violations);
            count(topic, "duplicate", expected.duplicates(), violations);
            count(
                    "data_quality",
                    topic,
                    "records",
                    expected.records(),
                    records.get(topic + " duplicate"));
            if (expected.farRepeats() > 0) {
                report.note(
                        topic
                                + ": "
                                + expected.farRepeats()
                                + " ids came again after more than the deduplication horizon");
            }
        }
        dead.forEach((topic, n) -> report.mismatch("dead_letter", topic, "records", 0, n));
    }

    private void count(String topic, String rule, long expected, Map<String, Long> violations) {
        count("data_quality", topic, rule, expected, violations.get(topic + ' ' + rule));
    }

    private void count(String table, String topic, String what, long expected, Long found) {
        report.compared(table, 1);
        long counted = found == null ? 0 : found;
        if (counted != expected) {
            report.mismatch(table, topic, what, expected, counted);
        }
    }

    private <T> void same(
            String table,
            Object key,
            Csv.Row row,
            String column,
            T expected,
            Function<String, T> parse) {
        String text = row.get(column);
        if (!Objects.equals(expected, text == null ? null : parse.apply(text))) {
            report.mismatch(table, key, column, expected, text);
        }
    }

    private void sameMoney(
            String table, Object key, Csv.Row row, String column, BigDecimal expected) {
        String text = row.get(column);
        if (text == null || expected.compareTo(new BigDecimal(text)) != 0) {
            report.mismatch(table, key, column, expected, text);
        }
    }

    private <K> void missing(String table, Set<K> expected, Set<K> found) {
        for (K key : expected) {
            if (!found.contains(key)) {
                report.mismatch(table, key, "the row", "there", "missing");
            }
        }
    }
}
