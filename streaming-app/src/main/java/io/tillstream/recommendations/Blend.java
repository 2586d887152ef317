package io.tillstream.recommendations;

/** The logistic model that blends the features of a candidate into the chance of a purchase. */
final class Blend {
    private Blend() {}

    /** The chance of the row of features that begins at an index; what it lacks counts nothing. */
    static double chance(float[] features, int from, int width, double[] weights) {
        return 1 / (1 + Math.exp(-sum(features, from, width, weights)));
    }

    /** The weighted sum of which a chance is made. */
    static double sum(float[] features, int from, int width, double[] weights) {
        double sum = 0;
        for (int i = 0; i < Math.min(width, weights.length); i++) {
            sum += weights[i] * features[from + i];
        }
        return sum;
    }

    /** The chances of all candidates, times their boosts. */
    static double[] chances(Candidates candidates, double[] weights) {
        double[] chances = new double[candidates.size()];
        for (int i = 0; i < chances.length; i++) {
            chances[i] =
                    candidates.boosts()[i]
                            * chance(
                                    candidates.features(),
                                    i * candidates.width(),
                                    candidates.width(),
                                    weights);
        }
        return chances;
    }
}
