package io.tillstream.recommendations;

import java.util.Arrays;
import java.util.List;

/**
 * Fits the weights of the blend to examples all at once: logistic regression with a ridge towards
 * the weights that it would have otherwise, by Newton's method (iteratively reweighted least
 * squares; Hastie, Tibshirani and Friedman, "The Elements of Statistical Learning", 4.4.1), whose
 * steps are halved where they would lead astray. A feature that no example has keeps its weight.
 */
final class BlendFit {
    private static final double RIDGE = 1;
    private static final int MOST_STEPS = 50;
    private static final double ENOUGH = 1e-9;

    /** Share of a loss that is no more than rounding. */
    private static final double ROUNDING = 1e-9;

    private final List<Example> examples;
    private final double[] priors;

    private BlendFit(List<Example> examples, double[] priors) {
        this.examples = examples;
        this.priors = priors;
    }

    /**
     * The weights by feature.
     *
     * @param priors that they stay near to
     */
    static double[] of(List<Example> examples, double[] priors) {
        return new BlendFit(examples, priors).run();
    }

    private double[] run() {
        double[] weights = priors.clone();
        double loss = loss(weights);
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] change = step(weights);
            double largest = Arrays.stream(change).map(Math::abs).max().orElse(0);
            double[] next = changed(weights, change, 1);
            double nextLoss = loss(next);
            for (double part = 0.5;
                    nextLoss > loss * (1 + ROUNDING) && largest * part > ENOUGH;
                    part /= 2) {
                next = changed(weights, change, part);
                nextLoss = loss(next);
            }
            weights = next;
            loss = nextLoss;
            if (largest < ENOUGH) {
                break;
            }
        }
        return weights;
    }

    private static double[] changed(double[] weights, double[] change, double part) {
        double[] next = weights.clone();
        for (int i = 0; i < next.length; i++) {
            next[i] -= part * change[i];
        }
        return next;
    }

    /** What the weights are to make small: the surprise at what was bought, and the ridge. */
    private double loss(double[] weights) {
        double loss = 0;
        for (int i = 0; i < weights.length; i++) {
            loss += RIDGE / 2 * (weights[i] - priors[i]) * (weights[i] - priors[i]);
        }
        for (Example example : examples) {
            int width = example.width();
            for (int row = 0; row < example.bought().length; row++) {
                double sum = Blend.sum(example.features(), row * width, width, weights);
                double against = example.bought()[row] ? -sum : sum;
                loss += Math.max(0, against) + Math.log1p(Math.exp(-Math.abs(against)));
            }
        }
        return loss;
    }

    /** Newton's step: the gradient divided by the Hessian. */
    private double[] step(double[] weights) {
        int width = weights.length;
        double[] gradient = new double[width];
        double[][] hessian = new double[width][width];
        for (int i = 0; i < width; i++) {
            gradient[i] = RIDGE * (weights[i] - priors[i]);
            hessian[i][i] = RIDGE;
        }
        for (Example example : examples) {
            for (int row = 0; row < example.bought().length; row++) {
                add(example, row, weights, gradient, hessian);
            }
        }
        return solve(hessian, gradient);
    }

    private static void add(
            Example example, int row, double[] weights, double[] gradient, double[][] hessian) {
        int width = example.width();
        int from = row * width;
        float[] features = example.features();
        double chance = Blend.chance(features, from, width, weights);
        double error = chance - (example.bought()[row] ? 1 : 0);
        for (int i = 0; i < width; i++) {
            gradient[i] += error * features[from + i];
            double slope = chance * (1 - chance) * features[from + i];
            for (int j = 0; j <= i; j++) {
                hessian[i][j] += slope * features[from + j];
            }
        }
    }

    /** Solves a positive definite system, of which the lower half is given, by Cholesky. */
    private static double[] solve(double[][] matrix, double[] right) {
        int size = right.length;
        double[] solution = right.clone();
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= matrix[i][k] * matrix[j][k];
                }
                matrix[i][j] = i == j ? Math.sqrt(sum) : sum / matrix[j][j];
            }
            for (int k = 0; k < i; k++) {
                solution[i] -= matrix[i][k] * solution[k];
            }
            solution[i] /= matrix[i][i];
        }
        for (int i = size - 1; i >= 0; i--) {
            for (int k = i + 1; k < size; k++) {
                solution[i] -= matrix[k][i] * solution[k];
            }
            solution[i] /= matrix[i][i];
        }
        return solution;
    }
}
