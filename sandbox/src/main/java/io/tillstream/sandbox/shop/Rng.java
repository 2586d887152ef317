package io.tillstream.sandbox.shop;

/**
 * SplitMix64: fast, and the same on every machine and Java version. Each part of the shop has a
 * stream of its own, named by a salt.
 */
final class Rng {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    Rng(long seed, String salt) {
        this(seed, salt, 0);
    }

    Rng(long seed, String salt, long number) {
        long mixed = mix(seed + GAMMA);
        for (int i = 0; i < salt.length(); i++) {
            mixed = mix(mixed ^ salt.charAt(i));
        }
        state = mix(mixed + number * GAMMA);
    }

    long next() {
        state += GAMMA;
        return mix(state);
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Uniform in 0 to bound - 1. */
    int below(int bound) {
        return (int) (((next() >>> 32) * bound) >>> 32);
    }

    /** Uniform in low to high, both included. */
    int between(int low, int high) {
        return low + below(high - low + 1);
    }

    /** Uniform in low to high - 1. */
    long between(long low, long high) {
        return low + (long) (unit() * (high - low));
    }

    /** Uniform in [0, 1). */
    double unit() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    boolean chance(double probability) {
        return unit() < probability;
    }

    /** Exponential with mean 1. StrictMath, so that no platform's intrinsic changes a digit. */
    double exponential() {
        return -StrictMath.log(1 - unit());
    }

    /** About normal with mean 0 and deviation 1: the sum of twelve uniforms. */
    double gauss() {
        double sum = -6;
        for (int i = 0; i < 12; i++) {
            sum += unit();
        }
        return sum;
    }

    /** One more try as long as chance allows, up to a limit. */
    int geometric(double again, int limit) {
        int count = 0;
        while (count < limit && chance(again)) {
            count++;
        }
        return count;
    }

    /** A whole number with the given mean and about a Poisson's spread. */
    int count(double mean) {
        double noisy = mean < 1 ? mean : mean + gauss() * StrictMath.sqrt(mean);
        return noisy <= 0 ? 0 : (int) (noisy + unit());
    }

    <T> T of(T[] values) {
        return values[below(values.length)];
    }
}
