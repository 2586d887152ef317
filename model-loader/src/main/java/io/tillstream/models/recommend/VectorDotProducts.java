package io.tillstream.models.recommend;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * By the JDK's Vector API, whose module must be there: sums stay in registers. The build compiles
 * this class apart, since javac warns of modules that incubate.
 */
final class VectorDotProducts implements DotProducts {
    private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;

    @Override
    public void of(float[] block, float[] vector, int at, float[] into) {
        int lanes = LANES.length();
        for (int i = 0; i < BLOCK; i += 4 * lanes) {
            FloatVector a = FloatVector.zero(LANES);
            FloatVector b = a;
            FloatVector c = a;
            FloatVector e = a;
            for (int d = 0; d < ItemEncoder.WIDTH; d++) {
                FloatVector factor = FloatVector.broadcast(LANES, vector[at + d]);
                int from = d * BLOCK + i;
                a = factor.fma(FloatVector.fromArray(LANES, block, from), a);
                b = factor.fma(FloatVector.fromArray(LANES, block, from + lanes), b);
                c = factor.fma(FloatVector.fromArray(LANES, block, from + 2 * lanes), c);
                e = factor.fma(FloatVector.fromArray(LANES, block, from + 3 * lanes), e);
            }
            a.intoArray(into, i);
            b.intoArray(into, i + lanes);
            c.intoArray(into, i + 2 * lanes);
            e.intoArray(into, i + 3 * lanes);
        }
    }
}
