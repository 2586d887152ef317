package io.tillstream.recommendations;

/**
 * A click rate with its 95% interval (Wilson, JASA 1927).
 *
 * @param rate clicked of shown
 */
record ClickRate(double rate, double low, double high) {
    private static final double Z = 1.959964;

    static ClickRate of(double clicked, double shown) {
        if (shown <= 0) {
            return new ClickRate(0, 0, 1);
        }
        double rate = Math.min(1, clicked / shown);
        double n = shown;
        double centre = (rate + Z * Z / (2 * n)) / (1 + Z * Z / n);
        double half = Z * Math.sqrt(rate * (1 - rate) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n);
        return new ClickRate(rate, Math.max(0, centre - half), Math.min(1, centre + half));
    }
}
