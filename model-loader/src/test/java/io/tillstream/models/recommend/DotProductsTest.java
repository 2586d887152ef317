package io.tillstream.models.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DotProductsTest {
    private final Random random = new Random(1);
    private final float[] block = random(ItemEncoder.WIDTH * DotProducts.BLOCK);
    private final float[] vectors = random(3 * ItemEncoder.WIDTH);

    @Test
    void theVectorApiIsUsedWhereItIsThereAndGivesTheSameToTheBit() {
        assertThat(DotProducts.fastest()).isInstanceOf(VectorDotProducts.class);
        assertThat(products(DotProducts.fastest()))
                .containsExactly(products(new PlainDotProducts()));
    }

    @Test
    void aProductIsTheSumOverDimensions() {
        float[] products = products(new PlainDotProducts());
        for (int i = 0; i < DotProducts.BLOCK; i++) {
            double sum = 0;
            for (int d = 0; d < ItemEncoder.WIDTH; d++) {
                sum += (double) block[d * DotProducts.BLOCK + i] * vectors[ItemEncoder.WIDTH + d];
            }
            assertThat((double) products[i]).isCloseTo(sum, offset());
        }
    }

    private static org.assertj.core.data.Offset<Double> offset() {
        return org.assertj.core.api.Assertions.within(1e-4);
    }

    /** With the second of three vectors. */
    private float[] products(DotProducts dots) {
        float[] into = random(DotProducts.BLOCK);
        dots.of(block, vectors, ItemEncoder.WIDTH, into);
        return into;
    }

    private float[] random(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
