package io.tillstream.demand;

/**
 * A product whose first weeks of sale are over.
 *
 * @param facts what the catalogue says of it
 * @param startDay epoch day of its first sale
 * @param weeks units sold in each of the first {@link LaunchCurve#WEEKS} weeks
 */
public record SeenLaunch(CatalogFacts facts, long startDay, float[] weeks) {
    /** A product that the catalogue launched longer before was sold before anybody counted. */
    private static final int LONGEST_WAIT = 14;

    /** With fewer units a curve is mostly chance. */
    private static final double LEAST_UNITS = 20;

    /** Epoch day of the last of the weeks. */
    long endDay() {
        return startDay + LaunchCurve.DAYS - 1;
    }

    /** Whether it shows how the sales of a product run from its very start. */
    boolean isTelling() {
        boolean fromTheStart =
                facts.launchDay() == CatalogFacts.UNKNOWN
                        || startDay - facts.launchDay() <= LONGEST_WAIT;
        return fromTheStart && units() >= LEAST_UNITS;
    }

    private double units() {
        double sum = 0;
        for (float week : weeks) {
            sum += week;
        }
        return sum;
    }

    /** The share of each week in the units of all. */
    double[] shares() {
        double units = units();
        double[] shares = new double[weeks.length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = weeks[i] / units;
        }
        return shares;
    }
}
