package io.tillstream.models.recommend;

import io.tillstream.models.recommend.CandidateFeatures.Candidates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Trains a {@link Ranker} on the purchases of a slice of days: the candidates of each as they stood
 * before its day, what was bought against the rest. Each purchase gives a list for both tasks.
 */
public final class RankerTraining {
    private static final int EPOCHS = 8;
    private static final int BATCH = 16;
    private static final double RATE = 0.003;
    private static final double WEIGHT_DECAY = 1e-3;

    private final List<Example> lists = new ArrayList<>();
    private final int width;

    /**
     * A list and which of it was bought.
     *
     * @param rows features
     * @param weight of its loss
     */
    record Example(float[][] rows, boolean[] bought, double weight) {}

    /** Trains on lists that were collected elsewhere. */
    RankerTraining(List<Example> lists, int width) {
        this.lists.addAll(lists);
        this.width = width;
    }

    /**
     * Collects the lists.
     *
     * @param features of models that were trained on days before {@code from} only
     */
    public RankerTraining(PurchaseLog log, CandidateFeatures features, int from, int to) {
        width = features.width();
        new Evaluation(log, from).walk(to, question -> add(features, question));
    }

    private void add(CandidateFeatures features, Evaluation.Question question) {
        Basket basket = question.basket();
        for (Task task : Task.values()) {
            Candidates candidates =
                    features.of(
                            question.state(),
                            basket.customer(),
                            basket.day(),
                            question.candidates(task));
            BitSet wanted = new BitSet();
            Arrays.stream(question.bought(task)).forEach(wanted::set);
            boolean[] bought = new boolean[candidates.items().length];
            int positives = 0;
            for (int i = 0; i < bought.length; i++) {
                bought[i] = wanted.get(candidates.items()[i]);
                positives += bought[i] ? 1 : 0;
            }
            if (positives > 0) {
                lists.add(new Example(candidates.rows(), bought, Math.sqrt(positives)));
            }
        }
    }

    /** How many lists there are to learn from. */
    public int size() {
        return lists.size();
    }

    /** Trains; the same seed gives the same ranker. */
    public Ranker train(long seed) {
        Random random = new Random(seed);
        float[] means = new float[width];
        float[] scales = new float[width];
        moments(means, scales);
        Ranker ranker = new Ranker(means, scales, Ranker.initial(width, random));
        List<Example> order =
                new ArrayList<>(lists.stream().map(e -> standardised(ranker, e)).toList());
        Adam adam = new Adam(ranker.parameters().length, WEIGHT_DECAY);
        int steps = EPOCHS * ((order.size() + BATCH - 1) / BATCH);
        int step = 0;
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            Collections.shuffle(order, random);
            for (int at = 0; at < order.size(); at += BATCH) {
                float[] gradient = new float[ranker.parameters().length];
                List<Example> batch = order.subList(at, Math.min(order.size(), at + BATCH));
                for (Example e : batch) {
                    ranker.addGradient(e.rows(), e.bought(), e.weight() / batch.size(), gradient);
                }
                adam.step(ranker.parameters(), gradient, RATE * (1 - (double) step++ / steps));
            }
        }
        return ranker;
    }

    private static Example standardised(Ranker ranker, Example example) {
        float[][] rows =
                Arrays.stream(example.rows()).map(ranker::standardised).toArray(float[][]::new);
        return new Example(rows, example.bought(), example.weight());
    }

    private void moments(float[] means, float[] scales) {
        double[] sums = new double[width];
        double[] squares = new double[width];
        long n = 0;
        for (Example example : lists) {
            for (float[] row : example.rows()) {
                for (int i = 0; i < width; i++) {
                    sums[i] += row[i];
                    squares[i] += (double) row[i] * row[i];
                }
                n++;
            }
        }
        for (int i = 0; i < width; i++) {
            double mean = n == 0 ? 0 : sums[i] / n;
            double variance = n == 0 ? 0 : squares[i] / n - mean * mean;
            means[i] = (float) mean;
            scales[i] = variance > 1e-9 ? (float) Math.sqrt(variance) : 1;
        }
    }
}
