package io.tillstream.kpis;

import java.util.function.LongPredicate;

/**
 * What the figures of categories need to know of a customer, or of the receipt of somebody unknown
 * that waits. State: add fields only.
 */
public class Buyer {
    /** Segments of the days that are open. */
    public KpiSegments segments = new KpiSegments();

    /** Where the customer counts as one, of the days that may be corrected. */
    public CategoryCell[] countedIn = {};

    /** What waits until it is known in which segment the customer began the day. */
    public Bought[] waiting = {};

    /** For Flink. */
    public Buyer() {}

    void hold(Bought bought) {
        waiting = Few.plus(waiting, bought);
    }

    /** Takes out what waited for days that are known now. */
    Bought[] take(LongPredicate isKnown) {
        Bought[] due = Few.where(waiting, bought -> isKnown.test(bought.segmentDay()));
        waiting = Few.where(waiting, bought -> !isKnown.test(bought.segmentDay()));
        return due;
    }

    /**
     * Counts what a customer bought; the sums are the same in whatever order it is told.
     *
     * @param belongings of the products of its lines
     * @param correctable days after which nothing is corrected any more
     */
    void count(
            Bought bought, Belonging[] belongings, long correctable, KpiSums<CategoryCell> sums) {
        bought.parts(segments.at(bought.segmentDay()), belongings)
                .forEach(
                        (cell, part) -> {
                            sums.count(cell, part);
                            if (part.is(KpiEvent.Kind.PURCHASE)
                                    && DayCell.placeOf(cell, countedIn) == null) {
                                countedIn = DayCell.plus(countedIn, cell, correctable);
                                sums.add(cell, KpiSums.CUSTOMERS, 1, part);
                            }
                        });
    }
}
