package io.tillstream.schemas;

import io.tillstream.schemas.rows.CustomerRow;
import io.tillstream.schemas.rows.ForecastRow;
import io.tillstream.schemas.rows.HourlySalesRow;
import io.tillstream.schemas.rows.Row;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Measures how many rows a second one {@link RowWriter} writes in calls of {@value
 * RowWriter#BATCH}, into a PostgreSQL as it comes (with fsync) on this machine. See the README for
 * how to start it.
 */
final class WriteRate {
    private static final int CALLS = 40;
    private static final int KEYS = CALLS * RowWriter.BATCH;
    private static final long AT = 1_772_360_130_251L;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private WriteRate() {}

    /** Prints one line a table and kind of write. */
    public static void main(String[] args) throws IOException {
        try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
            Database database =
                    Database.open(server.getJdbcUrl("postgres", "postgres"), "postgres", null);
            database.migrate();
            try (RowWriter writer = database.newWriter()) {
                measure(writer, "customer_profile", WriteRate::customer);
                measure(writer, "product_sales_hourly", WriteRate::hour);
                measure(writer, "forecast_issue", WriteRate::forecast);
            }
        }
    }

    private static void measure(
            RowWriter writer, String table, IntFunction<IntFunction<Row>> rows) {
        print(table, "insert, keys in order", run(writer, i -> i, rows.apply(1)));
        Random random = new Random(1);
        print(
                table,
                "update, keys at random",
                run(writer, i -> random.nextInt(KEYS), rows.apply(2)));
        print(table, "refused as stale", run(writer, i -> random.nextInt(KEYS), rows.apply(0)));
    }

    /** Wall and CPU seconds of each call, one after the other; CPU of the calling thread alone. */
    private static double[][] run(
            RowWriter writer, IntFunction<Integer> key, IntFunction<Row> row) {
        double[] seconds = new double[CALLS];
        double[] cpu = new double[CALLS];
        for (int call = 0; call < CALLS; call++) {
            int first = call * RowWriter.BATCH;
            List<Row> batch =
                    new ArrayList<>(
                            IntStream.range(first, first + RowWriter.BATCH)
                                    .mapToObj(i -> row.apply(key.apply(i)))
                                    .toList());
            long cpuBegin = THREADS.getCurrentThreadCpuTime();
            long begin = System.nanoTime();
            writer.write(batch);
            seconds[call] = (System.nanoTime() - begin) / 1e9;
            cpu[call] = (THREADS.getCurrentThreadCpuTime() - cpuBegin) / 1e9;
        }
        return new double[][] {seconds, cpu};
    }

    @SuppressWarnings("SystemOut")
    private static void print(String table, String kind, double[][] measured) {
        double[] seconds = measured[0];
        double[] cpu = measured[1];
        Arrays.sort(seconds);
        Arrays.sort(cpu);
        System.out.printf(
                "%-22s %-24s %,9.0f rows/s in all, %,9.0f by the median call of %,d rows (%.1f ms), %.2f us of"
                        + " the writer's CPU a row%n",
                table,
                kind,
                KEYS / Arrays.stream(seconds).sum(),
                RowWriter.BATCH / seconds[CALLS / 2],
                RowWriter.BATCH,
                seconds[CALLS / 2] * 1e3,
                cpu[CALLS / 2] * 1e6 / RowWriter.BATCH);
    }

    private static IntFunction<Row> customer(int version) {
        return i ->
                new CustomerRow(
                        "customer-" + i,
                        AT - i,
                        AT,
                        12,
                        1_234_567L + i,
                        5,
                        4,
                        3,
                        "Champions",
                        "budget",
                        AT,
                        version);
    }

    private static IntFunction<Row> hour(int version) {
        return i ->
                new HourlySalesRow(
                        "product-" + i % 5_000,
                        "store-" + i % 7,
                        "store",
                        AT / 3_600_000 * 3_600_000 + i / 5_000 * 3_600_000L,
                        11,
                        2,
                        1_234_567L,
                        1_000_001L,
                        6,
                        version);
    }

    private static IntFunction<Row> forecast(int version) {
        float[] means = new float[91];
        Arrays.fill(means, 1.2345f);
        return i ->
                new ForecastRow(
                        "product_store",
                        "product-" + i % 5_000 + "|store-" + i / 5_000 % 7,
                        "units",
                        i / 35_000,
                        i / 35_000,
                        means,
                        new float[9],
                        19.99,
                        "blend 1",
                        version);
    }
}
