package io.tillstream.monitoring;

import io.tillstream.events.ClosedSales;
import io.tillstream.events.Topic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a product usually costs, and at which prices it was sold on days that are not closed. State:
 * add fields only.
 *
 * <p>A price is out of the ordinary if it is more than 3 robust standard deviations from the median
 * of the last four weeks' prices: 1.4826 times the median absolute deviation, as of a normal
 * distribution (Hampel 1974). Prices of a product mostly stand still, and then each change would be
 * without measure: the deviation is at least a tenth of the median.
 *
 * <p>What most stores do is no error but a markdown or a new price, if it is by no more than a
 * factor of 4 (beyond it lies another unit): a price is held against that of the day's middle
 * store, too.
 */
public class PriceHistory {
    /** The web shop among stores. */
    private static final String ONLINE = "online";

    /** Days with sales that say what is usual, and without which nothing is judged. */
    private static final int KEPT = 28;

    private static final int NEEDED = 7;

    private static final double NORMAL = 1.4826;
    private static final double LEAST_DEVIATION = 0.1;
    private static final double MOST_DEVIATIONS = 3;

    /** A markdown by three quarters and more is none. */
    private static final double MOST_FACTOR = 4;

    /** Price of the middle store on each of the last days with sales, ten-thousandths. */
    public long[] usual = {};

    /**
     * By epoch day, of each store: the lowest price, the highest, the mean, and 1 for the web shop.
     */
    public Map<Long, long[]> open = new HashMap<>();

    /** For Flink. */
    public PriceHistory() {}

    /** Takes what a store sold on a day that closes. */
    void add(ClosedSales sales) {
        if (sales.units() <= 0) {
            return;
        }
        long[] stores = open.getOrDefault(sales.day(), new long[0]);
        int at = stores.length;
        stores = Arrays.copyOf(stores, at + 4);
        stores[at] = sales.lowest();
        stores[at + 1] = sales.highest();
        stores[at + 2] = sales.gross() / sales.units();
        stores[at + 3] = sales.storeId().equals(ONLINE) ? 1 : 0;
        open.put(sales.day(), stores);
    }

    /** Judges the prices of a day by those before it, and learns them. */
    List<PriceCount> close(long day) {
        long[] stores = open.remove(day);
        if (stores == null) {
            return List.of();
        }
        List<PriceCount> counts = new ArrayList<>();
        if (usual.length >= NEEDED) {
            double median = median(usual);
            double[] deviations = new double[usual.length];
            for (int i = 0; i < usual.length; i++) {
                deviations[i] = Math.abs(usual[i] - median);
            }
            Arrays.sort(deviations);
            double deviation = Math.max(NORMAL * middle(deviations), LEAST_DEVIATION * median);
            double least = median - MOST_DEVIATIONS * deviation;
            double most = median + MOST_DEVIATIONS * deviation;
            double room = MOST_DEVIATIONS * LEAST_DEVIATION;
            double low = ofTheMiddleStore(stores, 0);
            if (low >= median / MOST_FACTOR) {
                least = Math.min(least, (1 - room) * low);
            }
            double high = ofTheMiddleStore(stores, 1);
            if (high <= median * MOST_FACTOR) {
                most = Math.max(most, (1 + room) * high);
            }
            add(counts, stores, day, 0, least, most);
            add(counts, stores, day, 1, least, most);
        }
        usual = Arrays.copyOf(usual, usual.length + 1);
        usual[usual.length - 1] = Math.round(ofTheMiddleStore(stores, 2));
        usual = Arrays.copyOfRange(usual, Math.max(0, usual.length - KEPT), usual.length);
        return counts;
    }

    private static void add(
            List<PriceCount> counts,
            long[] stores,
            long day,
            long online,
            double least,
            double most) {
        long sold = 0;
        long odd = 0;
        for (int at = 0; at < stores.length; at += 4) {
            if (stores[at + 3] == online) {
                sold++;
                odd += stores[at] < least || stores[at + 1] > most ? 1 : 0;
            }
        }
        if (sold > 0) {
            Topic topic = online == 1 ? Topic.ECOM_EVENTS : Topic.POS_SALES;
            counts.add(new PriceCount(topic.topicName(), day, sold, odd));
        }
    }

    /** The median over stores of the lowest price, the highest or the mean. */
    private static double ofTheMiddleStore(long[] stores, int figure) {
        long[] figures = new long[stores.length / 4];
        for (int i = 0; i < figures.length; i++) {
            figures[i] = stores[4 * i + figure];
        }
        return median(figures);
    }

    private static double median(long[] values) {
        return middle(Arrays.stream(values).asDoubleStream().sorted().toArray());
    }

    private static double middle(double[] sorted) {
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
