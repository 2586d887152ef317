package io.tillstream.models.recommend;

import java.util.Random;

/**
 * Scores candidates by their features: a linear part plus one hidden layer, trained so that what
 * was bought stands above the rest of its list (softmax over the list, ListNet's top-one loss; Cao
 * et al., "Learning to Rank: From Pairwise Approach to Listwise Approach", ICML 2007).
 */
public final class Ranker {
    private static final int HIDDEN = 16;

    private final int width;
    private final float[] means;
    private final float[] scales;
    private final float[] parameters;

    /**
     * @param means of the features, taken off
     * @param scales of the features, divided by
     * @param parameters linear weights, then for each hidden unit its weights, bias and output
     */
    Ranker(float[] means, float[] scales, float[] parameters) {
        this.width = means.length;
        this.means = means.clone();
        this.scales = scales.clone();
        this.parameters = parameters.clone();
    }

    /** Parameters of a ranker that knows nothing yet. */
    static float[] initial(int width, Random random) {
        float[] parameters = new float[width + HIDDEN * (width + 2)];
        for (int i = width; i < parameters.length; i++) {
            parameters[i] = (float) (random.nextGaussian() / Math.sqrt(width));
        }
        return parameters;
    }

    /** The score of a candidate. */
    public double score(float[] features) {
        return forward(standardised(features), new float[HIDDEN]);
    }

    float[] standardised(float[] features) {
        float[] z = new float[width];
        for (int i = 0; i < width; i++) {
            z[i] = (features[i] - means[i]) / scales[i];
        }
        return z;
    }

    private double forward(float[] z, float[] hidden) {
        double score = dot(z, 0);
        for (int h = 0; h < HIDDEN; h++) {
            int at = unit(h);
            hidden[h] = Math.max(0, dot(z, at) + parameters[at + width]);
            score += hidden[h] * parameters[at + width + 1];
        }
        return score;
    }

    private float dot(float[] z, int at) {
        float sum = 0;
        for (int i = 0; i < width; i++) {
            sum += z[i] * parameters[at + i];
        }
        return sum;
    }

    private int unit(int h) {
        return width + h * (width + 2);
    }

    /**
     * Adds the gradient of a list's loss: minus the mean, over what was bought, of the logarithm of
     * its softmax.
     *
     * @param rows standardised
     * @return the loss
     */
    double addGradient(float[][] rows, boolean[] bought, double weight, float[] gradient) {
        double[] scores = new double[rows.length];
        float[][] hidden = new float[rows.length][HIDDEN];
        double best = Double.NEGATIVE_INFINITY;
        int positives = 0;
        for (int r = 0; r < rows.length; r++) {
            scores[r] = forward(rows[r], hidden[r]);
            best = Math.max(best, scores[r]);
            positives += bought[r] ? 1 : 0;
        }
        double sum = 0;
        for (double score : scores) {
            sum += Math.exp(score - best);
        }
        double loss = 0;
        for (int r = 0; r < rows.length; r++) {
            double target = bought[r] ? 1.0 / positives : 0;
            loss -= target * (scores[r] - best - Math.log(sum));
            double slope = weight * (Math.exp(scores[r] - best) / sum - target);
            backward(rows[r], hidden[r], (float) slope, gradient);
        }
        return loss;
    }

    private void backward(float[] z, float[] hidden, float slope, float[] gradient) {
        for (int i = 0; i < width; i++) {
            gradient[i] += slope * z[i];
        }
        for (int h = 0; h < HIDDEN; h++) {
            if (hidden[h] <= 0) {
                continue;
            }
            int at = unit(h);
            float through = slope * parameters[at + width + 1];
            for (int i = 0; i < width; i++) {
                gradient[at + i] += through * z[i];
            }
            gradient[at + width] += through;
            gradient[at + width + 1] += slope * hidden[h];
        }
    }

    float[] parameters() {
        return parameters;
    }
}
