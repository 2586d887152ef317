package io.tillstream.models.recommend;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Trains the two towers on the purchases before a day. */
public final class TwoTowerTraining {
    private static final int BATCH = 128;
    private static final int TARGETS = 12;
    private static final int EPOCHS = 4;
    private static final float RATE = 2e-3f;
    private static final float LAST_RATE = 1e-4f;

    private final List<ProductFacts> products;
    private final ProductLooks looks;
    private final List<TowerExample> examples;
    private final double[] logQ;

    /** Takes the purchases of named customers before the day; nothing of the day or after. */
    public TwoTowerTraining(PurchaseLog log, ProductLooks looks, int day) {
        this(log.products(), looks, TowerExample.before(log, day));
    }

    TwoTowerTraining(List<ProductFacts> products, ProductLooks looks, List<TowerExample> examples) {
        this.products = products;
        this.looks = looks;
        this.examples = examples;
        this.logQ = logProbabilities(examples, products.size());
    }

    /**
     * How often each product is drawn as a target, which is less than its share where purchases are
     * longer than what is drawn of them.
     */
    private static double[] logProbabilities(List<TowerExample> examples, int products) {
        double[] expected = new double[products];
        double sum = 0;
        for (TowerExample example : examples) {
            int bought = example.bought().length;
            double each = (double) Math.min(bought, TARGETS) / bought;
            for (int item : example.bought()) {
                expected[item] += each;
            }
            sum += Math.min(bought, TARGETS);
        }
        double all = sum;
        return Arrays.stream(expected).map(e -> e > 0 ? Math.log(e / all) : 0).toArray();
    }

    /** Purchases to learn from. */
    public int size() {
        return examples.size();
    }

    /**
     * Trains.
     *
     * @param seed of weights and batches
     * @return the module as TorchScript
     */
    public byte[] train(long seed) {
        Random random = new Random(seed);
        List<TowerExample> order = new ArrayList<>(examples);
        int steps = EPOCHS * ((order.size() + BATCH - 1) / BATCH);
        try (TowerModule module = TowerModule.fresh(seed);
                Trainer trainer = module.model().newTrainer(config(steps))) {
            for (int epoch = 0; epoch < EPOCHS; epoch++) {
                Collections.shuffle(order, random);
                for (int at = 0; at < order.size(); at += BATCH) {
                    step(trainer, order.subList(at, Math.min(order.size(), at + BATCH)), random);
                }
            }
            return module.write();
        }
    }

    private static DefaultTrainingConfig config(int steps) {
        Tracker rate =
                Tracker.cosine()
                        .setBaseValue(RATE)
                        .optFinalValue(LAST_RATE)
                        .setMaxUpdates(steps)
                        .build();
        // The loss is computed here; the trainer wants one all the same.
        return new DefaultTrainingConfig(Loss.l2Loss())
                .optOptimizer(Optimizer.adam().optLearningRateTracker(rate).build());
    }

    private void step(Trainer trainer, List<TowerExample> batch, Random random) {
        Batch inputs = new Batch(batch, random);
        try (NDManager manager = trainer.getManager().newSubManager()) {
            try (GradientCollector gradients = trainer.newGradientCollector()) {
                NDList vectors = trainer.forward(inputs.arrays(manager));
                vectors.attach(manager);
                gradients.backward(inputs.loss(manager, vectors));
            }
            trainer.step();
        }
    }

    /** Purchases side by side, with every product that they mention once. */
    private final class Batch {
        private final List<TowerExample> examples;
        private final Map<Integer, Integer> rows = new LinkedHashMap<>();
        private final int[] baskets;
        private final int[] targets;

        Batch(List<TowerExample> examples, Random random) {
            this.examples = examples;
            List<int[]> pairs = new ArrayList<>();
            for (int basket = 0; basket < examples.size(); basket++) {
                for (int item : examples.get(basket).shopper().items()) {
                    row(item);
                }
                for (int item : drawn(examples.get(basket).bought(), random)) {
                    pairs.add(new int[] {basket, item});
                    row(item);
                }
            }
            baskets = pairs.stream().mapToInt(pair -> pair[0]).toArray();
            targets = pairs.stream().mapToInt(pair -> pair[1]).toArray();
        }

        private int row(int item) {
            return rows.computeIfAbsent(item, i -> rows.size());
        }

        NDList arrays(NDManager manager) {
            int n = rows.size();
            List<ProductFacts> mentioned = rows.keySet().stream().map(products::get).toList();
            float[] weights = new float[examples.size() * n];
            float[] facts = new float[examples.size() * ShopperInput.FACTS];
            for (int basket = 0; basket < examples.size(); basket++) {
                ShopperInput shopper = examples.get(basket).shopper();
                for (int i = 0; i < shopper.items().length; i++) {
                    weights[basket * n + row(shopper.items()[i])] = shopper.weights()[i];
                }
                System.arraycopy(
                        shopper.facts(), 0, facts, basket * ShopperInput.FACTS, ShopperInput.FACTS);
            }
            return new NDList(
                    manager.create(ItemEncoder.encode(mentioned), new Shape(n, ItemEncoder.FACTS)),
                    manager.create(
                            ProductLook.rows(looks.of(mentioned)), new Shape(n, ItemEncoder.WIDTH)),
                    manager.create(weights, new Shape(examples.size(), n)),
                    manager.create(facts, new Shape(examples.size(), ShopperInput.FACTS)));
        }

        NDArray loss(NDManager manager, NDList vectors) {
            long[] shopperRows = Arrays.stream(baskets).asLongStream().toArray();
            long[] itemRows = Arrays.stream(targets).mapToLong(this::row).toArray();
            int[][] bought = examples.stream().map(TowerExample::bought).toArray(int[][]::new);
            return InBatchSoftmax.loss(
                    vectors.get(0).get(manager.create(shopperRows)),
                    vectors.get(1).get(manager.create(itemRows)),
                    InBatchSoftmax.corrections(manager, baskets, targets, bought, logQ));
        }
    }

    /** At most {@link #TARGETS} of what was bought. */
    private static int[] drawn(int[] bought, Random random) {
        int[] items = bought.clone();
        int count = Math.min(items.length, TARGETS);
        for (int i = 0; i < count; i++) {
            int j = i + random.nextInt(items.length - i);
            int other = items[j];
            items[j] = items[i];
            items[i] = other;
        }
        return Arrays.copyOf(items, count);
    }
}
