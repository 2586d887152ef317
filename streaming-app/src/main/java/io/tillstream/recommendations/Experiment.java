package io.tillstream.recommendations;

import io.tillstream.events.IdHash;
import java.io.Serializable;
import java.util.SplittableRandom;

/**
 * Which variant a shopper gets. A share of the shoppers, chosen by a hash with a salt, is split
 * evenly and for good: they tell the variants apart without bias. For all others Thompson sampling
 * draws the click rate of each variant from its Beta posterior and takes the greatest; the draw is
 * a function of shopper, day and salt, so that a shopper keeps the variant for a day and a replay
 * draws the same.
 *
 * @param salt another one shuffles shoppers anew
 * @param control share of shoppers, 0 to 1, who are split evenly
 */
record Experiment(String salt, double control) implements Serializable {
    private static final double UNIT = 0x1.0p-53;

    Variant variantOf(String shopper, long day, RankerModel model) {
        long hash = IdHash.of(0, salt + "\n" + shopper);
        double place = (hash >>> 11) * UNIT;
        if (place < control) {
            return Variant.values()[(int) Math.floorMod(hash, (long) Variant.COUNT)];
        }
        SplittableRandom random = new SplittableRandom(hash + day);
        Variant best = null;
        double greatest = -1;
        for (Variant variant : Variant.values()) {
            double shown = model.shown(variant);
            double clicked = Math.min(shown, model.clicked(variant));
            double rate = beta(1 + clicked, 1 + shown - clicked, random);
            if (rate > greatest) {
                greatest = rate;
                best = variant;
            }
        }
        return best;
    }

    private static double beta(double a, double b, SplittableRandom random) {
        double x = gamma(a, random);
        double y = gamma(b, random);
        return x / (x + y);
    }

    /** A draw of Gamma(shape, 1), shape 1 or more (Marsaglia and Tsang, ACM TOMS 2000). */
    private static double gamma(double shape, SplittableRandom random) {
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double v = Math.pow(1 + c * x, 3);
            if (v > 0 && Math.log(random.nextDouble()) < x * x / 2 + d - d * v + d * Math.log(v)) {
                return d * v;
            }
        }
    }
}
