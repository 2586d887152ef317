package io.tillstream.demand;

import java.io.IOException;
import java.util.Random;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * What a series costs: time of a close with all forecasts issued, and of reading and writing its
 * state as RocksDB would have it. Arguments: categories, products of each, stores, days.
 */
final class DemandCost {
    private static final double DAILY_UNITS = 1.2;

    private final TypeSerializer<ProductDemand> serializer =
            TypeInformation.of(ProductDemand.class).createSerializer(new SerializerConfigImpl());
    private final DataOutputSerializer out = new DataOutputSerializer(1 << 20);
    private long bytes;

    private DemandCost() {}

    /** Prints the costs. */
    public static void main(String[] args) throws IOException {
        int[] sizes = {10, 100, 20, 40};
        for (int i = 0; i < args.length; i++) {
            sizes[i] = Integer.parseInt(args[i]);
        }
        new DemandCost().measure(sizes[0], sizes[1], sizes[2], sizes[3]);
    }

    private void measure(int categories, int products, int stores, int days) throws IOException {
        CategoryRun[] runs = new CategoryRun[categories];
        Random random = new Random(1);
        for (int c = 0; c < categories; c++) {
            runs[c] = CategoryRun.issuingAlways();
        }
        for (int day = 1; day <= days; day++) {
            long closing = 0;
            long state = 0;
            bytes = 0;
            for (CategoryRun run : runs) {
                sell(run, products, stores, random);
                long start = System.nanoTime();
                run.close();
                closing += System.nanoTime() - start;
                start = System.nanoTime();
                for (ProductDemand product : run.products.values()) {
                    rewrite(product);
                }
                state += System.nanoTime() - start;
            }
            long series = (long) categories * products * (stores + 1);
            if (day % 10 == 0) {
                System.out.printf(
                        "day %d: %,d series; close %.1f us, state %.1f us, %.0f bytes a series%n",
                        day,
                        series,
                        closing / 1e3 / series,
                        state / 1e3 / series,
                        (double) bytes / series);
            }
        }
    }

    private static void sell(CategoryRun run, int products, int stores, Random random) {
        for (int p = 0; p < products; p++) {
            for (int s = 0; s < stores; s++) {
                double draw = random.nextDouble();
                long units = Math.round(-DAILY_UNITS * Math.log(1 - draw));
                if (units > 0) {
                    run.sell("p" + p, "s" + s, units);
                }
            }
        }
    }

    private void rewrite(ProductDemand product) throws IOException {
        out.clear();
        serializer.serialize(product, out);
        bytes += out.length();
        serializer.deserialize(new DataInputDeserializer(out.getSharedBuffer(), 0, out.length()));
    }
}
