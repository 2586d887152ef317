package io.tillstream.demand;

import static io.tillstream.events.Events.DAY;
import static io.tillstream.events.Events.at;

import io.tillstream.events.EventTime;
import io.tillstream.events.StockLevel;
import io.tillstream.events.StockSignal;
import io.tillstream.runtime.OperatorRun;
import io.tillstream.runtime.Story;
import io.tillstream.schemas.rows.InventoryRow;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** The watch over stock, and what happens to it around a checkpoint. */
public final class StockStories {
    static final long LATENESS = EventTime.HOUR;
    static final long AT_ONCE = Long.MAX_VALUE;
    private static final long FLUSH = 200;

    private StockStories() {}

    static OperatorRun.Definition<StockInput, Void, InventoryRow> watch(long lookahead) {
        return OperatorRun.keyed(
                () -> new WatchStock(ReplenishmentPolicy.DEFAULT, LATENESS, lookahead, FLUSH),
                new StockInput.ByStoreProduct(),
                TypeInformation.of(StoreProduct.class),
                TypeInformation.of(InventoryRow.class));
    }

    /** Shares of a shape that has all its errors at one ratio. */
    static float[] sharp(double ratio) {
        float[] shape = new float[ErrorShape.BINS];
        shape[ErrorShape.binOf(ratio)] = 1;
        return shape;
    }

    /** Shares of a shape whose errors are spread over several bins. */
    static float[] wide() {
        float[] shape = new float[ErrorShape.BINS];
        double[] ratios = {0, 0.3, 0.5, 0.7, 0.9, 1.1, 1.4, 1.8, 2.3, 3};
        for (double ratio : ratios) {
            shape[ErrorShape.binOf(ratio)] += 1f / ratios.length;
        }
        return shape;
    }

    /** So many units on each day; three days of lead time, packs of six. */
    static StockOutlook outlook(long day, double mean, float[] shape) {
        float[] means = new float[30];
        Arrays.fill(means, (float) mean);
        return new StockOutlook(
                "s1", "p", day, EventTime.endOf(day) + LATENESS, means, shape, 3, 6, 1);
    }

    /** What is to be expected after a day of the examples. */
    static StockInput expected(int day, double mean) {
        return StockInput.of(outlook(DAY + day, mean, wide()));
    }

    /** It is no longer forecast after a day of the examples. */
    static StockInput unexpected(int day) {
        return StockInput.of(
                new StockOutlook(
                        "s1",
                        "p",
                        DAY + day,
                        EventTime.endOf(DAY + day) + LATENESS,
                        new float[0],
                        new float[0],
                        3,
                        6,
                        1));
    }

    /** Units that came or went in store s1. */
    static StockInput moved(long time, long units) {
        return StockInput.of(StockSignal.movement("s1", "p", time, units));
    }

    /** The same, heard of late. */
    static StockInput moved(long time, long heardAt, long units) {
        return StockInput.of(StockSignal.movement("s1", "p", time, units).heardAt(heardAt));
    }

    /** A snapshot of store s1. */
    static StockInput counted(long time, long onHand, Long onOrder) {
        return StockInput.of(StockSignal.of(new StockLevel("s1", "p", onHand, onOrder, 3L, time)));
    }

    private static Story<StockInput, Void, InventoryRow> story() {
        return new Story<>(
                "stock-watch",
                watch(EventTime.HOUR),
                true,
                List.of(WatchStock.ALERTS, WatchStock.RECORDS),
                run -> {
                    run.give(counted(at(0, 8), 40, 7L), moved(at(0, 9), -3), expected(0, 6));
                    for (int i = 0; i < 20; i++) {
                        String store = "s" + i;
                        StockLevel level = new StockLevel(store, "p", 9, null, null, at(0, 8));
                        run.give(
                                StockInput.of(StockSignal.of(level)),
                                StockInput.of(StockSignal.movement(store, "p", at(0, 12), -i)));
                    }
                    run.watermark(at(1, 0));
                    run.give(moved(at(1, 2), -20)).flush();
                    run.give(moved(at(1, 1), -4), moved(at(1, 6), -4)).flush();
                },
                run -> {
                    run.give(moved(at(1, 0), -9)).flush();
                    run.give(expected(1, 9)).watermark(at(1, 4));
                    run.give(counted(at(1, 5), 80, null), moved(at(2, 3), -70)).end();
                });
    }

    /** All of them. */
    public static List<Story<?, ?, ?>> all() {
        return List.of(story());
    }
}
