package io.tillstream.customers;

import io.tillstream.events.Channel;
import io.tillstream.events.DayClose;
import io.tillstream.events.EventTime;
import io.tillstream.events.Transaction;
import java.time.Instant;
import java.time.Month;
import java.time.ZoneOffset;
import java.util.Arrays;

/**
 * What a customer has bought: sums over the closed days, and apart from them the sums of each day
 * that is still open. So the customer can be seen as of now (right at once) and as of any closed
 * day (the same whatever the order in which events arrived). Open days are folded into the closed
 * ones when the customer is next touched; there are seldom more than two, so that the ledger stays
 * at about 100 to 300 bytes.
 *
 * <p>A Flink POJO: fields are added, never changed.
 */
public class CustomerLedger {
    private static final int STRIDE = 1 + Figures.COUNT;

    /** {@link Figures} over the closed days. */
    public long[] closed = Figures.none();

    /** Open days in ascending order: day, then its {@link Figures}. */
    public long[] open = new long[0];

    /** For Flink. */
    public CustomerLedger() {}

    /**
     * Books a transaction, after {@link #fold}.
     *
     * @param lastClosed the newest closed day; an event of that day or before corrects the sums
     */
    void book(Transaction transaction, long lastClosed) {
        add(EventTime.dayOf(transaction.occurredAt()), figuresOf(transaction), 0, lastClosed);
    }

    /** Adds bookings that another ledger holds by their days, after {@link #fold}. */
    void add(CustomerLedger bookings, long lastClosed) {
        for (int at = 0; at < bookings.open.length; at += STRIDE) {
            add(bookings.open[at], bookings.open, at + 1, lastClosed);
        }
    }

    private void add(long day, long[] figures, int offset, long lastClosed) {
        if (day <= lastClosed) {
            Figures.add(closed, figures, offset);
            return;
        }
        int at = 0;
        while (at < open.length && open[at] < day) {
            at += STRIDE;
        }
        if (at == open.length || open[at] != day) {
            insert(at, day);
        }
        long[] sums = Arrays.copyOfRange(open, at + 1, at + STRIDE);
        Figures.add(sums, figures, offset);
        System.arraycopy(sums, 0, open, at + 1, Figures.COUNT);
    }

    private void insert(int at, long day) {
        long[] wider = new long[open.length + STRIDE];
        System.arraycopy(open, 0, wider, 0, at);
        wider[at] = day;
        System.arraycopy(Figures.none(), 0, wider, at + 1, Figures.COUNT);
        System.arraycopy(open, at, wider, at + STRIDE, open.length - at);
        open = wider;
    }

    /** Folds the days up to {@code lastClosed} into the closed sums. */
    void fold(long lastClosed) {
        int at = 0;
        while (at < open.length && open[at] <= lastClosed) {
            Figures.add(closed, open, at + 1);
            at += STRIDE;
        }
        if (at > 0) {
            open = Arrays.copyOfRange(open, at, open.length);
        }
    }

    private static long[] figuresOf(Transaction t) {
        long[] figures = Figures.none();
        figures[Figures.UPDATES] = 1;
        long net = t.net();
        if (t.returned()) {
            figures[Figures.MONETARY] = -net;
            figures[Figures.RETURNED] = net;
            return figures;
        }
        long gross = t.gross();
        figures[Figures.PURCHASES] = 1;
        figures[Figures.MONETARY] = net;
        figures[Figures.GROSS] = gross;
        figures[Figures.DISCOUNT] = gross - net;
        figures[Figures.UNITS] = t.units();
        figures[Figures.ONLINE] = t.channel() == Channel.ONLINE ? 1 : 0;
        figures[Figures.SEASONAL] = isSeason(t.occurredAt()) ? 1 : 0;
        figures[Figures.FIRST] = t.occurredAt();
        figures[Figures.LAST] = t.occurredAt();
        return figures;
    }

    private static boolean isSeason(long time) {
        Month month = Instant.ofEpochMilli(time).atOffset(ZoneOffset.UTC).getMonth();
        return month == Month.NOVEMBER || month == Month.DECEMBER;
    }

    /** The figures with every day up to and including {@code day}. */
    long[] asOf(long day) {
        long[] figures = closed.clone();
        for (int at = 0; at < open.length && open[at] <= day; at += STRIDE) {
            Figures.add(figures, open, at + 1);
        }
        return figures;
    }

    /** The figures with everything that is known. */
    long[] now() {
        return asOf(Long.MAX_VALUE);
    }

    /** True if anything was booked for an open day. */
    boolean activeOn(long day) {
        for (int at = 0; at < open.length; at += STRIDE) {
            if (open[at] == day) {
                return true;
            }
        }
        return false;
    }

    /** True if anything was booked for a day after this one. */
    boolean activeAfter(long day) {
        return open.length > 0 && open[open.length - STRIDE] > day;
    }

    /** The open days, ascending. */
    long[] openDays() {
        long[] days = new long[open.length / STRIDE];
        for (int i = 0; i < days.length; i++) {
            days[i] = open[i * STRIDE];
        }
        return days;
    }

    /** The earliest open day, {@link DayClose#NONE} if every day is closed. */
    long firstOpenDay() {
        return open.length == 0 ? DayClose.NONE : open[0];
    }
}
