package io.tillstream.kpis;

/**
 * Where something of a day is counted, by segment.
 *
 * @param <C> this type
 */
interface DayCell<C extends DayCell<C>> {
    /** Epoch day (UTC). */
    long day();

    /** True but for the segment: a late purchase may be of another one. */
    boolean isSamePlace(C other);

    /** Where a customer was counted as one, whatever the segment; null if not yet. */
    static <C extends DayCell<C>> C placeOf(C cell, C[] countedIn) {
        for (C counted : countedIn) {
            if (counted.isSamePlace(cell)) {
                return counted;
            }
        }
        return null;
    }

    /**
     * Where a customer counts as one, with a new cell.
     *
     * @param correctable days after which nothing is corrected any more: older cells are left out
     */
    static <C extends DayCell<C>> C[] plus(C[] countedIn, C cell, long correctable) {
        long newest = cell.day();
        for (C counted : countedIn) {
            newest = Math.max(newest, counted.day());
        }
        long oldest = newest - correctable;
        return Few.plus(Few.where(countedIn, counted -> counted.day() >= oldest), cell);
    }
}
