package io.tillstream.demand;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The ways in which the sales of new products run over their first weeks, as learnt from launches
 * up to a day, and how to tell which one a product will take.
 *
 * <p>Curves are shares of weeks under a square root, so that their distance is Hellinger's, in
 * which chance counts the same whether a week sells much or little. The number of profiles is that
 * whose silhouette is furthest above the one of the same curves with their weeks shuffled, each for
 * itself: what is left then is as uneven, but runs in no way. Clusters of few products do not
 * count, since a single outlier makes a silhouette of nearly 1. Where no number is clearly above
 * chance there is one profile: no structure.
 *
 * @param day the closed day up to which launches are known
 * @param centres profile x week: centre of the cluster, row by row; those that sell early come
 *     first
 * @param curves profile x week: mean share of the units, row by row
 * @param shares of the launches by profile
 * @param silhouette mean over the launches; 0 for a single profile
 * @param shuffled the silhouette of shuffled weeks
 * @param classifier null for a single profile
 * @param trusted whether the classifier has been found better than the shares
 */
public record SalesProfiles(
        long day,
        double[] centres,
        double[] curves,
        double[] shares,
        double silhouette,
        double shuffled,
        ProfileClassifier classifier,
        boolean trusted) {
    /** With fewer launches there is nothing to tell. */
    static final int LEAST_LAUNCHES = 30;

    private static final int MOST_PROFILES = 6;

    /** A profile of fewer launches is a handful of outliers. */
    private static final double LEAST_SHARE = 0.05;

    /** See {@link #LEAST_SHARE}; counts while there are few launches. */
    private static final double LEAST_OF_PROFILE = 10;

    /** How far a silhouette is above chance if there is structure. */
    private static final double LEAST_GAIN = 0.1;

    /** How much better another number must be, lest it change from week to week. */
    private static final double LEAST_CHANGE = 0.03;

    private static final int SHUFFLES = 3;
    private static final long SEED = 42;

    /**
     * Learns profiles.
     *
     * @param launches {@link #LEAST_LAUNCHES} or more, in an order that is always the same
     * @param trusted whether the classifier has been found better than the shares
     * @param before how many profiles there were the last time, 0 if it is the first
     */
    static SalesProfiles of(List<SeenLaunch> launches, long day, boolean trusted, int before) {
        double[][] points = launches.stream().map(SalesProfiles::point).toArray(double[][]::new);
        SplittableRandom random = new SplittableRandom(SEED);
        KMeans best = KMeans.of(points, 1, random);
        double gain = LEAST_GAIN;
        double chance = 0;
        double least = Math.max(LEAST_SHARE * points.length, LEAST_OF_PROFILE);
        for (int count = 2; count <= MOST_PROFILES; count++) {
            KMeans next = KMeans.of(points, count, random).withoutSmall(points, least);
            double shuffled = shuffledSilhouette(points, next.centres().length, random);
            double kept = next.centres().length == before ? LEAST_CHANGE : 0;
            double above = next.silhouette(points) - shuffled + kept;
            if (above > gain) {
                best = next;
                gain = above;
                chance = shuffled;
            }
        }
        return described(launches, points, inOrder(best), day, chance, trusted);
    }

    private static double[] point(SeenLaunch launch) {
        return Arrays.stream(launch.shares()).map(Math::sqrt).toArray();
    }

    private static double shuffledSilhouette(
            double[][] points, int count, SplittableRandom random) {
        double sum = 0;
        for (int i = 0; i < SHUFFLES; i++) {
            double[][] shuffled =
                    Arrays.stream(points)
                            .map(point -> shuffled(point, random))
                            .toArray(double[][]::new);
            sum += KMeans.of(shuffled, count, random).silhouette(shuffled);
        }
        return sum / SHUFFLES;
    }

    /** Fisher and Yates. */
    private static double[] shuffled(double[] point, SplittableRandom random) {
        double[] shuffled = point.clone();
        for (int i = shuffled.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            double swap = shuffled[i];
            shuffled[i] = shuffled[other];
            shuffled[other] = swap;
        }
        return shuffled;
    }

    private static KMeans inOrder(KMeans clusters) {
        double[][] centres = clusters.centres().clone();
        Arrays.sort(centres, Comparator.comparingDouble(SalesProfiles::middle));
        return new KMeans(centres);
    }

    /** The mean week of a curve, 0 for the first. */
    private static double middle(double[] centre) {
        double sum = 0;
        double weighted = 0;
        for (int week = 0; week < centre.length; week++) {
            sum += centre[week] * centre[week];
            weighted += week * centre[week] * centre[week];
        }
        return weighted / sum;
    }

    private static SalesProfiles described(
            List<SeenLaunch> launches,
            double[][] points,
            KMeans clusters,
            long day,
            double shuffled,
            boolean trusted) {
        int count = clusters.centres().length;
        int[] labels = Arrays.stream(points).mapToInt(clusters::nearest).toArray();
        double[] shares = new double[count];
        for (int label : labels) {
            shares[label] += 1.0 / labels.length;
        }
        List<CatalogFacts> facts = launches.stream().map(SeenLaunch::facts).toList();
        return new SalesProfiles(
                day,
                Arrays.stream(clusters.centres()).flatMapToDouble(Arrays::stream).toArray(),
                curves(launches, labels, count),
                shares,
                clusters.silhouette(points),
                shuffled,
                count == 1 ? null : ProfileClassifier.of(facts, labels, count),
                trusted);
    }

    private static double[] curves(List<SeenLaunch> launches, int[] labels, int count) {
        double[] curves = new double[count * LaunchCurve.WEEKS];
        int[] launched = new int[count];
        for (int label : labels) {
            launched[label]++;
        }
        for (int i = 0; i < labels.length; i++) {
            double[] weeks = launches.get(i).shares();
            for (int week = 0; week < weeks.length; week++) {
                curves[labels[i] * LaunchCurve.WEEKS + week] += weeks[week] / launched[labels[i]];
            }
        }
        return curves;
    }

    /** Mean share of each week in the units of a profile. */
    double[] curve(int profile) {
        return row(curves, profile);
    }

    private static double[] row(double[] rows, int at) {
        return Arrays.copyOfRange(rows, at * LaunchCurve.WEEKS, (at + 1) * LaunchCurve.WEEKS);
    }

    private KMeans clusters() {
        double[][] points = new double[count()][];
        Arrays.setAll(points, profile -> row(centres, profile));
        return new KMeans(points);
    }

    /** How many there are; a single one says that launches are all alike, or each is its own. */
    int count() {
        return shares.length;
    }

    /** The profile of a product by its sales. */
    int profileOf(SeenLaunch launch) {
        return clusters().nearest(point(launch));
    }

    /** How clearly a product has its profile and no other, 0 to 1. */
    double silhouetteOf(SeenLaunch launch) {
        return clusters().silhouette(point(launch));
    }

    /** How likely each profile is for a product that has not sold yet. */
    double[] foretold(ProductDemand product) {
        return trusted ? classified(product.traits, product.listPrice, product.look) : shares;
    }

    /** The same by the classifier, whatever it is worth. */
    double[] classified(CatalogFacts facts) {
        return classified(facts.traits(), facts.price(), facts.look());
    }

    private double[] classified(int[] traits, double price, Look look) {
        return classifier == null ? shares : classifier.probabilities(traits, price, look);
    }

    /** The curve to expect of a product that has not sold yet: that of each profile by its odds. */
    double[] expected(double[] probabilities) {
        double[] expected = new double[LaunchCurve.WEEKS];
        for (int i = 0; i < curves.length; i++) {
            expected[i % LaunchCurve.WEEKS] += probabilities[i / LaunchCurve.WEEKS] * curves[i];
        }
        return expected;
    }
}
