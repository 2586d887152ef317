package io.tillstream.demand;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tells from what the catalogue says of a product, its price and its picture, which sales profile
 * it will have: logistic regression with an L2 penalty, one profile against the rest, trained by
 * LIBLINEAR (Fan et al. 2008). The training draws no lots: equal launches give equal weights.
 *
 * @param profiles how many there are, two or more
 * @param traits that count, sorted; see {@link CatalogFacts#traits()}
 * @param encoder of the pictures that count, see {@link Look#encoder()}; with their {@code looks}
 *     dimensions, 0 if there are no pictures
 * @param price mean of the logarithm of the price
 * @param weights profile x feature, row by row: bias, price, traits, picture
 */
public record ProfileClassifier(
        int profiles, int[] traits, int encoder, int looks, double price, double[] weights) {
    /** Traits of fewer products say nothing of another one. */
    private static final int LEAST_PRODUCTS = 4;

    private static final int MOST_TRAITS = 300;

    /** What an error costs beside the squares of the weights; LIBLINEAR's C. */
    private static final double COST = 0.3;

    private static final double PRECISION = 1e-3;

    private static final int BIAS = 0;
    private static final int PRICE = 1;
    private static final int TRAITS = 2;

    /**
     * Trains.
     *
     * @param labels profile of each launch
     */
    static ProfileClassifier of(List<CatalogFacts> launches, int[] labels, int profiles) {
        Look look = newestLook(launches);
        ProfileClassifier untrained =
                new ProfileClassifier(
                        profiles,
                        frequentTraits(launches),
                        look.encoder(),
                        look.vector().length,
                        launches.stream()
                                .filter(facts -> facts.price() > 0)
                                .mapToDouble(facts -> Math.log(facts.price()))
                                .average()
                                .orElse(0),
                        new double[0]);
        Problem problem = new Problem();
        problem.l = labels.length;
        problem.n = untrained.features();
        problem.x =
                launches.stream()
                        .map(f -> nodes(untrained.features(f.traits(), f.price(), f.look())))
                        .toArray(Feature[][]::new);
        problem.y = Arrays.stream(labels).asDoubleStream().toArray();
        Linear.disableDebugOutput();
        Model model = Linear.train(problem, new Parameter(SolverType.L2R_LR, COST, PRECISION));
        return untrained.trained(model);
    }

    private static Look newestLook(List<CatalogFacts> launches) {
        for (int i = launches.size() - 1; i >= 0; i--) {
            Look look = launches.get(i).look();
            if (look != null && look.vector().length > 0) {
                return look;
            }
        }
        return Look.NONE;
    }

    private static int[] frequentTraits(List<CatalogFacts> launches) {
        Map<Integer, Integer> counts = new TreeMap<>();
        for (CatalogFacts facts : launches) {
            for (int trait : facts.traits()) {
                counts.merge(trait, 1, Integer::sum);
            }
        }
        List<Integer> frequent = new ArrayList<>(counts.keySet());
        frequent.removeIf(trait -> counts.get(trait) < LEAST_PRODUCTS);
        // Stable, so that of equals the smaller ones count.
        frequent.sort(Comparator.comparingInt(trait -> -counts.get(trait)));
        return frequent.stream().limit(MOST_TRAITS).mapToInt(t -> t).sorted().toArray();
    }

    /** A profile that no launch had keeps weights of zero. LIBLINEAR has one row for two. */
    private ProfileClassifier trained(Model model) {
        int features = features();
        double[] all = new double[profiles * features];
        double[] rows = model.getFeatureWeights();
        int[] labels = model.getLabels();
        int columns = labels.length == 2 ? 1 : labels.length;
        for (int label = 0; label < labels.length; label++) {
            for (int i = 0; i < features; i++) {
                double weight = rows[i * columns + label % columns];
                all[labels[label] * features + i] = label < columns ? weight : -weight;
            }
        }
        return new ProfileClassifier(profiles, traits, encoder, looks, price, all);
    }

    private int features() {
        return TRAITS + traits.length + looks;
    }

    private double[] features(int[] told, double toldPrice, Look look) {
        double[] features = new double[features()];
        features[BIAS] = 1;
        features[PRICE] = toldPrice > 0 ? Math.log(toldPrice) - price : 0;
        for (int trait : told) {
            int at = Arrays.binarySearch(traits, trait);
            if (at >= 0) {
                features[TRAITS + at] = 1;
            }
        }
        if (look != null
                && look.encoder() == encoder
                && look.vector().length == looks
                && look.length() > 0) {
            double length = look.length();
            for (int i = 0; i < looks; i++) {
                features[TRAITS + traits.length + i] = look.vector()[i] / length;
            }
        }
        return features;
    }

    private static Feature[] nodes(double[] features) {
        List<Feature> nodes = new ArrayList<>();
        for (int i = 0; i < features.length; i++) {
            if (features[i] != 0) {
                nodes.add(new FeatureNode(i + 1, features[i]));
            }
        }
        return nodes.toArray(Feature[]::new);
    }

    /**
     * How likely each profile is.
     *
     * @param look nullable
     * @return with a sum of 1
     */
    double[] probabilities(int[] told, double toldPrice, Look look) {
        double[] features = features(told, toldPrice, look);
        double[] probabilities = new double[profiles];
        double sum = 0;
        for (int profile = 0; profile < profiles; profile++) {
            double score = 0;
            for (int i = 0; i < features.length; i++) {
                score += weights[profile * features.length + i] * features[i];
            }
            probabilities[profile] = 1 / (1 + Math.exp(-score));
            sum += probabilities[profile];
        }
        for (int profile = 0; profile < profiles; profile++) {
            probabilities[profile] /= sum;
        }
        return probabilities;
    }
}
