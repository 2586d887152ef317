package io.tillstream.models.recommend;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import io.tillstream.models.inference.TorchEngine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Random;
import java.util.zip.GZIPInputStream;

/** The two-tower network as TorchScript: made of the skeleton, written back when it is trained. */
final class TowerModule implements AutoCloseable {
    private static final String NAME = "two-tower";
    private static final String SKELETON = "two-tower-skeleton.pt.gz";
    private static final double EMBEDDING_DEVIATION = 0.1;

    private final Model model;

    private TowerModule(Model model) {
        this.model = model;
    }

    /** A module to train, its weights drawn by the seed. */
    static TowerModule fresh(long seed) {
        try (InputStream zipped = TowerModule.class.getResourceAsStream(SKELETON);
                InputStream skeleton = new GZIPInputStream(zipped)) {
            TowerModule module = new TowerModule(Torch.load(NAME, skeleton.readAllBytes()));
            Random random = new Random(seed);
            module.model
                    .getBlock()
                    .getParameters()
                    .forEach(named -> initialise(named.getKey(), named.getValue(), random));
            return module;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Ids start at zero, so that a product that was never sold in training is told by its other
     * facts alone; so do biases and the towers' last layers, which then start as plain sums.
     */
    private static void initialise(String name, Parameter parameter, Random random) {
        NDArray values = parameter.getArray();
        float[] drawn = new float[(int) values.size()];
        double deviation = deviation(name, values);
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = (float) (deviation * random.nextGaussian());
        }
        values.set(drawn);
    }

    private static double deviation(String name, NDArray values) {
        if (name.contains("bias") || name.contains("id_table") || name.contains("_out")) {
            return 0;
        }
        return name.contains("_table")
                ? EMBEDDING_DEVIATION
                : 1 / Math.sqrt((double) values.getShape().get(1));
    }

    Model model() {
        return model;
    }

    /** The module as TorchScript. */
    byte[] write() {
        return TorchEngine.start().write(model);
    }

    @Override
    public void close() {
        model.close();
    }
}
