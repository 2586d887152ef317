package io.tillstream.models.recommend;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dot products of a vector with a block of vectors. All implementations give the same to the bit:
 * each sums one product's dimensions in their order, with fused multiply-adds.
 */
interface DotProducts {
    /** Vectors of a block. */
    int BLOCK = 256;

    /**
     * Multiplies.
     *
     * @param block {@link ItemEncoder#WIDTH} rows, one a dimension, of {@link #BLOCK} vectors
     * @param vector that is multiplied with each, from {@code at} on
     * @param into {@link #BLOCK} long
     */
    void of(float[] block, float[] vector, int at, float[] into);

    /** The fastest that this JVM has. */
    static DotProducts fastest() {
        return Fastest.DOTS;
    }

    /** Looked for once. */
    final class Fastest {
        private static final Logger LOG = LoggerFactory.getLogger(DotProducts.class);
        private static final DotProducts DOTS = find();

        private Fastest() {}

        /** By name: without the module its class cannot be loaded. */
        private static DotProducts find() {
            if (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
                try {
                    return Class.forName(DotProducts.class.getPackageName() + ".VectorDotProducts")
                            .asSubclass(DotProducts.class)
                            .getDeclaredConstructor()
                            .newInstance();
                } catch (ReflectiveOperationException | LinkageError e) {
                    LOG.warn("this JVM's Vector API is another one: {}", e.toString());
                }
            }
            LOG.info("scoring without the Vector API; --add-modules jdk.incubator.vector adds it");
            return new PlainDotProducts();
        }
    }
}
