package io.tillstream.customers;

import io.tillstream.events.Amount;
import io.tillstream.events.EventTime;
import io.tillstream.events.LogBins;
import java.util.Locale;

/** The three scales by which customers are ranked. The order is part of serialised state. */
enum Dimension {
    /** By the UTC day of the last purchase: later is better. */
    RECENCY {
        @Override
        long bin(long[] figures) {
            return EventTime.dayOf(figures[Figures.LAST]);
        }

        @Override
        long value(long bin, long day) {
            return day - bin;
        }
    },
    /** By distinct purchases. */
    FREQUENCY {
        @Override
        long bin(long[] figures) {
            return BINS.of(figures[Figures.PURCHASES]);
        }
    },
    /** By money, to the cent. */
    MONETARY {
        @Override
        long bin(long[] figures) {
            return BINS.of(Math.floorDiv(figures[Figures.MONETARY], AMOUNTS_A_CENT));
        }
    };

    /** Exact below 2^24. */
    static final LogBins BINS = new LogBins(24);

    private static final long AMOUNTS_A_CENT = Amount.ONE / 100;

    /** How many there are. */
    static final int COUNT = values().length;

    /** The bin of a customer who has bought; a greater bin is better. */
    abstract long bin(long[] figures);

    /**
     * What a bin stands for: days since the last purchase, purchases, or cents.
     *
     * @param day epoch day on which it is asked
     */
    long value(long bin, long day) {
        return BINS.nearest(bin);
    }

    /** For people. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
