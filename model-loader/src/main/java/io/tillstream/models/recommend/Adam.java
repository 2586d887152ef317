package io.tillstream.models.recommend;

/** Adam with decoupled weight decay (Kingma and Ba 2015; Loshchilov and Hutter 2019). */
final class Adam {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final double weightDecay;
    private final double[] first;
    private final double[] second;
    private int steps;

    Adam(int parameters, double weightDecay) {
        this.weightDecay = weightDecay;
        this.first = new double[parameters];
        this.second = new double[parameters];
    }

    /** Moves the parameters against the gradient. */
    void step(float[] parameters, float[] gradient, double rate) {
        steps++;
        double unbias1 = 1 - Math.pow(BETA1, steps);
        double unbias2 = 1 - Math.pow(BETA2, steps);
        for (int i = 0; i < parameters.length; i++) {
            first[i] = BETA1 * first[i] + (1 - BETA1) * gradient[i];
            second[i] = BETA2 * second[i] + (1 - BETA2) * gradient[i] * gradient[i];
            double direction = first[i] / unbias1 / (Math.sqrt(second[i] / unbias2) + EPSILON);
            parameters[i] -= (float) (rate * (direction + weightDecay * parameters[i]));
        }
    }
}
