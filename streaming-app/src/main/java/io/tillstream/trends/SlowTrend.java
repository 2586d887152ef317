package io.tillstream.trends;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Level, slope and season of what is counted by the week, and where it goes: a damped local linear
 * trend with two harmonics of the year, filtered by Kalman (Durbin and Koopman, Time Series
 * Analysis by State Space Methods, 2012, sections 3.2 and 4.3; damping after Gardner and McKenzie,
 * 1985).
 *
 * <p>Counts are seen through Anscombe's square root, in which their noise is the same at any level
 * and silence is a number. How fast level and slope move, and whether there is a slope and a season
 * at all, is what makes the weeks until now most likely, each foretold from those before it; the
 * noise is concentrated out of the likelihood, and never taken for less than that of counting.
 */
final class SlowTrend {
    /** Weeks without which nothing is said. */
    static final int LEAST_WEEKS = 8;

    /** Weeks from which on a season can be told from a trend. */
    static final int LEAST_SEASON = 65;

    private static final double WEEKS_OF_YEAR = 365.25 / 7;
    private static final int YEAR = 52;
    private static final double ANSCOMBE = 3.0 / 8;
    private static final int LEVEL = 0;
    private static final int SLOPE = 1;
    private static final int PLAIN = 2;
    private static final int SEASONAL = 6;
    private static final double[] LEVEL_MOVES = {0, 0.03, 0.15, 0.6};
    private static final double[] SLOPE_MOVES = {0, 0.001, 0.01, 0.06};

    /** Of a slope, the share that is left a week later. */
    private static final double[] DAMPING = {0.8, 0.9, 0.97};

    /** The same of weeks to come, chosen by {@code SlowTrendReport}. */
    private static final double AHEAD_DAMPING = 0.7;

    /** Variance of a level of which nothing is known. */
    private static final double UNKNOWN = 1e6;

    /** Of the level: how much it may change in a first week, and swing by the year. */
    private static final double LIKELY_SLOPE = 0.05;

    private static final double LIKELY_SWING = 0.2;

    /** What the season's four numbers must gain in log likelihood. */
    private static final double SEASON_PAYS = 6;

    /** What a slope must gain. */
    private static final double SLOPE_PAYS = 3;

    /** Deviations of a slope that is beyond chance: one in a hundred. */
    private static final double SURE = 2.33;

    /** Of one that goes on, so that a subject does not flap between growth and its end. */
    private static final double LIKELY = 1;

    /** Relative change a week below which a change is not worth a name. */
    private static final double NOTABLE = 0.01;

    /** Weeks within which what stands now has grown. */
    private static final int LATELY = 10;

    private static final double DECILE = 1.2815515655446004;

    private SlowTrend() {}

    /** The weeks until now, as the filter has left them. */
    static final class Fit {
        private final Model model;
        private final double[] state;
        private final double[][] covariance;
        private final double noise;
        private final double volume;
        private final int weeks;

        /** Weeks with posts. */
        private final int heard;

        private final double likelihood;

        /** Level, slope and the slope's deviation, by week. */
        private final List<double[]> path;

        private Fit(Model model, Filter filter, double volume, int weeks) {
            this.model = model;
            state = filter.state;
            covariance = filter.covariance;
            noise = filter.noise();
            this.volume = volume;
            this.weeks = weeks;
            heard = filter.heard;
            likelihood = filter.likelihood();
            path = filter.path;
        }

        /** Mentions a week without the season, at the usual number of posts. */
        double level() {
            return count(state[LEVEL]);
        }

        /** Relative change a week, beyond the season. */
        double slope() {
            return relative(path.get(path.size() - 1));
        }

        boolean isSeasonal() {
            return model.size() == SEASONAL;
        }

        /** Where the subject stands. */
        TrendPhase phase() {
            if (heard < LEAST_WEEKS) {
                return TrendPhase.NEW;
            }
            double[] now = path.get(path.size() - 1);
            if (grows(now, SURE) || (grewLately() && grows(now, LIKELY))) {
                return TrendPhase.EMERGING;
            }
            if (grewLately() && standsHigh(now)) {
                return TrendPhase.PEAKING;
            }
            if (-now[1] > SURE * now[2] && relative(now) < -NOTABLE) {
                return TrendPhase.FADING;
            }
            return isSeasonal() ? TrendPhase.SEASONAL : TrendPhase.STEADY;
        }

        private static boolean grows(double[] week, double deviations) {
            return week[1] > deviations * week[2] && relative(week) > NOTABLE;
        }

        private boolean grewLately() {
            int from = Math.max(LEAST_WEEKS - 1, path.size() - LATELY);
            return path.subList(Math.min(from, path.size()), path.size()).stream()
                    .anyMatch(week -> grows(week, SURE));
        }

        /**
         * Not below its greatest level of the year by more than is likely by chance; what is said
         * of first weeks hangs on chance.
         */
        private boolean standsHigh(double[] now) {
            int from = Math.max(LEAST_WEEKS - 1, path.size() - YEAR);
            double greatest =
                    path.stream().skip(from).mapToDouble(week -> week[0]).max().orElse(now[0]);
            return now[0] > greatest - SURE * Math.sqrt(covariance[LEVEL][LEVEL] * noise);
        }

        private static double relative(double[] week) {
            return 2 * week[1] / Math.max(1, week[0]);
        }

        /**
         * What a coming week will have.
         *
         * @param ahead weeks, 1 or more
         * @param posts of that week in all
         */
        ExpectedVoices expected(int ahead, double posts) {
            double[] mean = state.clone();
            double[][] unsure = covariance;
            Model cautious = model.cautious();
            for (int step = 0; step < ahead; step++) {
                mean = cautious.next(mean);
                unsure = cautious.next(unsure);
            }
            double[] seen = model.seen(weeks - 1 + ahead);
            double root = dot(seen, mean);
            double deviation = Math.sqrt(noise * (dot(seen, times(unsure, seen)) + volume / posts));
            double share = posts / volume;
            return new ExpectedVoices(
                    share * count(root),
                    share * count(root - DECILE * deviation),
                    share * count(root + DECILE * deviation));
        }
    }

    /**
     * Fits the weeks until now.
     *
     * @param counts by week, 0 or more, the oldest first; one or more
     * @param volumes posts in all of these weeks; a week without any says nothing
     */
    static Fit fit(double[] counts, double[] volumes) {
        double volume = Arrays.stream(volumes).filter(v -> v > 0).average().orElse(1);
        double[] roots = new double[counts.length];
        for (int week = 0; week < roots.length; week++) {
            double alike = volumes[week] > 0 ? counts[week] * volume / volumes[week] : 0;
            roots[week] = 2 * Math.sqrt(alike + ANSCOMBE);
        }
        Fit plain = likeliest(PLAIN, roots, volumes, volume);
        if (counts.length < LEAST_SEASON) {
            return plain;
        }
        Fit seasonal = likeliest(SEASONAL, roots, volumes, volume);
        return seasonal.likelihood > plain.likelihood + SEASON_PAYS ? seasonal : plain;
    }

    private static Fit likeliest(int size, double[] roots, double[] volumes, double volume) {
        Filter best = null;
        double typical = Arrays.stream(roots).average().orElse(1);
        for (double levelMoves : LEVEL_MOVES) {
            Model still = new Model(size, levelMoves, 0, 0);
            best = better(best, new Filter(still, typical), roots, volumes, volume);
            for (double slopeMoves : SLOPE_MOVES) {
                for (double damping : DAMPING) {
                    Model moving = new Model(size, levelMoves, slopeMoves, damping);
                    best = better(best, new Filter(moving, typical), roots, volumes, volume);
                }
            }
        }
        return new Fit(best.model, best, volume, roots.length);
    }

    private static Filter better(
            Filter best, Filter other, double[] roots, double[] volumes, double volume) {
        other.run(roots, volumes, volume);
        return best == null || other.merit() > best.merit() ? other : best;
    }

    /** How the state goes on by a week, and what is seen of it. */
    private record Model(int size, double levelMoves, double slopeMoves, double damping) {
        /** For weeks to come: what grows now does so for weeks, not for half a year. */
        Model cautious() {
            return new Model(size, levelMoves, slopeMoves, Math.min(damping, AHEAD_DAMPING));
        }

        double[] next(double[] state) {
            double[] next = state.clone();
            next[SLOPE] = damping * state[SLOPE];
            next[LEVEL] = state[LEVEL] + next[SLOPE];
            return next;
        }

        /** The covariance of the next state, whose level and slope move. */
        double[][] next(double[][] covariance) {
            double[][] next = new double[size][];
            for (int row = 0; row < size; row++) {
                next[row] = next(covariance[row]);
            }
            next = transposed(next);
            for (int row = 0; row < size; row++) {
                next[row] = next(next[row]);
            }
            next[LEVEL][LEVEL] += levelMoves;
            next[SLOPE][SLOPE] += slopeMoves;
            return next;
        }

        /** The level, and the harmonics of a week of the year. */
        double[] seen(int week) {
            double[] seen = new double[size];
            seen[LEVEL] = 1;
            for (int at = PLAIN; at < size; at += 2) {
                double angle = Math.PI * at * week / WEEKS_OF_YEAR;
                seen[at] = Math.cos(angle);
                seen[at + 1] = Math.sin(angle);
            }
            return seen;
        }
    }

    /** Kalman's filter; variances are in units of the noise of a usual week. */
    private static final class Filter {
        private final Model model;
        private final List<double[]> path = new ArrayList<>();
        private double[] state;
        private double[][] covariance;
        private double squares;
        private double logVariances;
        private int judged;
        private int heard;

        Filter(Model model, double typical) {
            this.model = model;
            state = new double[model.size()];
            covariance = new double[model.size()][model.size()];
            covariance[LEVEL][LEVEL] = UNKNOWN;
            covariance[SLOPE][SLOPE] =
                    model.damping == 0 ? 0 : square(LIKELY_SLOPE * Math.max(typical, 1));
            for (int at = PLAIN; at < model.size(); at++) {
                covariance[at][at] = square(LIKELY_SWING * Math.max(typical, 1));
            }
        }

        void run(double[] roots, double[] volumes, double volume) {
            for (int week = 0; week < roots.length; week++) {
                if (week > 0) {
                    state = model.next(state);
                    covariance = model.next(covariance);
                }
                if (volumes[week] > 0) {
                    see(model.seen(week), roots[week], volume / volumes[week]);
                }
                double deviation = Math.sqrt(Math.max(0, covariance[SLOPE][SLOPE]) * noise());
                path.add(new double[] {state[LEVEL], state[SLOPE], deviation});
            }
        }

        private void see(double[] seen, double root, double noise) {
            heard++;
            double[] gain = times(covariance, seen);
            double variance = dot(seen, gain) + noise;
            double off = root - dot(seen, state);
            if (variance < UNKNOWN) {
                squares += off * off / variance;
                logVariances += Math.log(variance);
                judged++;
            }
            for (int row = 0; row < gain.length; row++) {
                state[row] += gain[row] / variance * off;
            }
            for (int row = 0; row < gain.length; row++) {
                for (int column = 0; column < gain.length; column++) {
                    covariance[row][column] -= gain[row] * gain[column] / variance;
                }
            }
        }

        /** Variance of a usual week's root: 1 if mentions come by chance alone. */
        double noise() {
            return judged == 0 ? 1 : Math.max(1, squares / judged);
        }

        double merit() {
            return likelihood() - (model.damping > 0 ? SLOPE_PAYS : 0);
        }

        double likelihood() {
            double noise = noise();
            return -0.5 * (judged * Math.log(noise) + logVariances + squares / noise);
        }
    }

    private static double count(double root) {
        double positive = Math.max(0, root);
        return Math.max(0, positive * positive / 4 - ANSCOMBE);
    }

    private static double square(double x) {
        return x * x;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double[] times(double[][] matrix, double[] vector) {
        double[] product = new double[matrix.length];
        for (int row = 0; row < product.length; row++) {
            product[row] = dot(matrix[row], vector);
        }
        return product;
    }

    private static double[][] transposed(double[][] matrix) {
        double[][] transposed = new double[matrix.length][matrix.length];
        for (int row = 0; row < matrix.length; row++) {
            for (int column = 0; column < matrix.length; column++) {
                transposed[column][row] = matrix[row][column];
            }
        }
        return transposed;
    }
}
