package io.tillstream.models.images;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import io.tillstream.models.inference.TorchEngine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;

/**
 * The style encoder while it learns: a TorchScript skeleton whose weights DJL trains and writes
 * back. Not thread-safe.
 */
final class TrainableNetwork implements AutoCloseable {
    private static final String SKELETON = "style-encoder-skeleton.pt";

    private final Model model;
    private final TorchEngine engine = TorchEngine.start();
    private final Trainer trainer;
    private final Loss loss = Loss.softmaxCrossEntropyLoss();

    /**
     * @param steps how many there will be; the rate falls to zero by then, on a cosine
     */
    TrainableNetwork(long seed, float rate, int steps) throws IOException {
        model = loadSkeleton();
        initialise(new Random(seed));
        Tracker rates =
                Tracker.cosine().setBaseValue(rate).optFinalValue(0).setMaxUpdates(steps).build();
        Optimizer adam = Optimizer.adam().optLearningRateTracker(rates).build();
        engine.train(model);
        trainer = model.newTrainer(new DefaultTrainingConfig(loss).optOptimizer(adam));
    }

    private static Model loadSkeleton() throws IOException {
        Path folder = Files.createTempDirectory("style-encoder");
        Path file = folder.resolve(SKELETON);
        Model model = Model.newInstance("style-encoder", "PyTorch");
        try (InputStream skeleton = TrainableNetwork.class.getResourceAsStream(SKELETON)) {
            Files.copy(skeleton, file);
            model.load(folder, SKELETON, Map.of("trainParam", "true"));
            return model;
        } catch (MalformedModelException e) {
            model.close();
            throw new IOException("the skeleton cannot be loaded: " + e.getMessage(), e);
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }

    /** Kaiming's normal initialisation: deviation sqrt(2 / inputs); scales 1, biases 0. */
    private void initialise(Random random) {
        for (Parameter parameter : model.getBlock().getParameters().values()) {
            NDArray array = parameter.getArray();
            long[] shape = array.getShape().getShape();
            float[] values = new float[(int) array.size()];
            double deviation = Math.sqrt(2.0 * shape[0] / values.length);
            boolean isScale = shape.length == 1 && parameter.getName().endsWith("weight");
            for (int i = 0; i < values.length; i++) {
                double weight = shape.length == 1 ? 0 : deviation * random.nextGaussian();
                values[i] = isScale ? 1 : (float) weight;
            }
            array.set(FloatBuffer.wrap(values));
        }
    }

    /**
     * One step.
     *
     * @param images picture x channel x row x column
     * @param labels a row of labels for each task
     * @param classes how many classes each task has
     * @return mean loss of a picture, all tasks together
     */
    float step(float[] images, int side, int[][] labels, int[] classes) {
        try (NDManager manager = model.getNDManager().newSubManager()) {
            Shape shape = new Shape(labels[0].length, 3, side, side);
            NDArray input = manager.create(FloatBuffer.wrap(images), shape, DataType.FLOAT32);
            float value;
            try (GradientCollector gradients = trainer.newGradientCollector()) {
                NDArray logits = trainer.forward(new NDList(input)).singletonOrThrow();
                logits.attach(manager);
                NDArray sum = loss(manager, logits, labels, classes);
                gradients.backward(sum);
                value = sum.getFloat();
            }
            trainer.step();
            return value;
        }
    }

    private NDArray loss(NDManager manager, NDArray logits, int[][] labels, int[] classes) {
        NDArray sum = null;
        int from = 0;
        for (int t = 0; t < classes.length; t++) {
            NDArray mine = logits.get(new NDIndex(":, {}:{}", from, from + classes[t]));
            NDArray truth = manager.create(labels[t]);
            NDArray part = loss.evaluate(new NDList(truth), new NDList(mine));
            sum = sum == null ? part : sum.add(part);
            from += classes[t];
        }
        return sum;
    }

    /** The network with what it has learnt so far, as TorchScript that evaluates. */
    byte[] torchScript() {
        byte[] written = engine.write(model);
        engine.train(model);
        return written;
    }

    @Override
    public void close() {
        trainer.close();
        model.close();
    }
}
