package io.tillstream.sandbox.shop;

/**
 * How often a real feed's faults are planted.
 *
 * @param duplicates share of sales and web-shop events that are delivered twice
 * @param disordered share that comes behind the watermark but within the allowed lateness
 * @param late share that comes after its day is closed
 * @param broken broken records, as a share of all records; they come in addition to sound ones
 * @param offlineTills whether now and then a store delivers its evening's receipts next morning
 * @param clockSkew whether the tills of two stores are a few minutes off
 */
public record FaultRates(
        double duplicates,
        double disordered,
        double late,
        double broken,
        boolean offlineTills,
        boolean clockSkew) {
    /** What an ordinary feed has. */
    public static final FaultRates ORDINARY =
            new FaultRates(0.005, 0.02, 0.0005, 0.001, true, true);

    /** A feed without any fault. */
    public static final FaultRates NONE = new FaultRates(0, 0, 0, 0, false, false);

    /** Checks that the shares are shares. */
    public FaultRates {
        for (double share : new double[] {duplicates, disordered, late, broken}) {
            if (!(share >= 0 && share <= 0.5)) {
                throw new IllegalArgumentException("a fault's share must be 0 to 0.5: " + share);
            }
        }
    }
}
