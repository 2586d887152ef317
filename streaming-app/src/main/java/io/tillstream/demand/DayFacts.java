package io.tillstream.demand;

/**
 * What a closed day says about a series. A day cut short (the last one of a replay) is not closed
 * and never becomes one.
 *
 * @param day epoch day (UTC)
 * @param value what was sold: gross units, or net revenue in major units (which returns may take
 *     below zero)
 * @param open whether the shop sold anything at all that day; nothing is learnt from a closed one
 * @param inStock whether the product could be bought all day; where it could not, the sales are a
 *     lower bound of the demand
 * @param effect the day's factor of holiday and promotion, 1 for an ordinary day
 */
public record DayFacts(long day, double value, boolean open, boolean inStock, double effect) {
    /** An ordinary open day with stock. */
    public static DayFacts of(long day, double value) {
        return new DayFacts(day, value, true, true, 1);
    }

    /** A day on which the shop was closed. */
    public static DayFacts closed(long day) {
        return new DayFacts(day, 0, false, true, 1);
    }

    /** The same with an effect of holiday or promotion. */
    public DayFacts with(double factor) {
        return new DayFacts(day, value, open, inStock, factor);
    }

    /** The same without stock. */
    public DayFacts outOfStock() {
        return new DayFacts(day, value, open, false, effect);
    }
}
