package io.tillstream.products;

import io.tillstream.events.ClosedSales;
import io.tillstream.events.EventTime;
import java.util.Arrays;

/**
 * Sales of a product in a store and channel on one day, by hour. Only hours with sales take room:
 * 40 bytes each. A Flink POJO: fields are added, never changed.
 */
public class DaySales {
    static final int UNITS = 0;
    static final int RETURNED_UNITS = 1;
    static final int GROSS = 2;
    static final int NET = 3;
    static final int ORDERS = 4;
    static final int COUNT = 5;

    /** Bit h is set if hour h has a cell. */
    public int hours;

    /** A cell for each set bit of {@link #hours}, lowest hour first: the five figures. */
    public long[] cells = new long[0];

    /** Lines booked; the version of the row. */
    public long updates;

    /** Units sold by late lines. */
    public long lateUnits;

    /** Gross revenue of late lines. */
    public long lateGross;

    /** Net revenue of late lines. */
    public long lateNet;

    /** Purchases of late lines. */
    public long lateOrders;

    /** Lowest price of a unit on a receipt that was not late; things are sold at 0, too. */
    public long lowest;

    /** The highest. */
    public long highest;

    /** Lines that were not late and have a price. */
    public long priced;

    /** For Flink. */
    public DaySales() {}

    /**
     * Books a line and returns the hour 0 to 23 that it belongs to.
     *
     * @param late true if it came when the day was closed
     */
    int book(ProductLine line, boolean late) {
        int hour = EventTime.hourOf(line.occurredAt());
        int at = cell(hour);
        if (line.returned()) {
            cells[at + RETURNED_UNITS] += line.units();
            cells[at + NET] -= line.net();
        } else {
            cells[at + UNITS] += line.units();
            cells[at + GROSS] += line.gross();
            cells[at + NET] += line.net();
            cells[at + ORDERS]++;
        }
        if (late) {
            bookLate(line);
        } else if (!line.returned()) {
            bookPrice(line.gross() / line.units());
        }
        updates++;
        return hour;
    }

    private void bookPrice(long price) {
        // A state from before prices were counted has one if its highest is not 0.
        boolean first = priced == 0 && highest == 0;
        lowest = first ? price : Math.min(lowest, price);
        highest = Math.max(highest, price);
        priced++;
    }

    private void bookLate(ProductLine line) {
        if (line.returned()) {
            lateNet -= line.net();
        } else {
            lateUnits += line.units();
            lateGross += line.gross();
            lateNet += line.net();
            lateOrders++;
        }
    }

    /** The figures that were there when the day closed: the same in every run. */
    ClosedSales closed(SalesKey key) {
        long[] all = day();
        return new ClosedSales(
                key.productId(),
                key.storeId(),
                key.day(),
                all[UNITS] - lateUnits,
                all[GROSS] - lateGross,
                all[NET] - lateNet,
                all[ORDERS] - lateOrders,
                lowest,
                highest);
    }

    private int cell(int hour) {
        int at = Integer.bitCount(hours & ((1 << hour) - 1)) * COUNT;
        if ((hours & (1 << hour)) == 0) {
            long[] wider = new long[cells.length + COUNT];
            System.arraycopy(cells, 0, wider, 0, at);
            System.arraycopy(cells, at, wider, at + COUNT, cells.length - at);
            cells = wider;
            hours |= 1 << hour;
        }
        return at;
    }

    /** The five figures of an hour that has a cell. */
    long[] hour(int hour) {
        int at = cell(hour);
        return Arrays.copyOfRange(cells, at, at + COUNT);
    }

    /** The five figures of the day. */
    long[] day() {
        long[] sums = new long[COUNT];
        for (int i = 0; i < cells.length; i++) {
            sums[i % COUNT] += cells[i];
        }
        return sums;
    }
}
