package io.tillstream.models.recommend;

import java.util.Arrays;

/** Loops that the compiler makes vector instructions of where it can. */
final class PlainDotProducts implements DotProducts {
    @Override
    public void of(float[] block, float[] vector, int at, float[] into) {
        Arrays.fill(into, 0);
        for (int d = 0; d < ItemEncoder.WIDTH; d++) {
            float factor = vector[at + d];
            int from = d * BLOCK;
            for (int i = 0; i < BLOCK; i++) {
                into[i] = Math.fma(factor, block[from + i], into[i]);
            }
        }
    }
}
