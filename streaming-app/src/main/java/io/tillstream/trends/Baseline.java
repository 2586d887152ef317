package io.tillstream.trends;

import io.tillstream.events.IdHash;
import java.util.Arrays;

/**
 * What is usual of every subject at one scale, in bounded memory over an unbounded vocabulary:
 * decayed mean and variance in a hash table, after SigniTrend (Schubert, Weiler and Kriegel, KDD
 * 2014). A subject has a cell in each of {@value #ROWS} rows and is read from the emptier one, so
 * that a rare subject is hidden only where it meets frequent ones in all.
 *
 * <p>Beyond the paper: counts are shares of all posts, whose number follows hour, weekday and
 * season; what is in the window is no part of the mean it is compared with; and the answer is a
 * chance instead of a number of deviations, which few counts make meaningless. The level of a
 * subject of which little is known is itself uncertain (Gamma, so that counts are negative
 * binomial), and the paper's bias is the mention that every subject has from the start, with which
 * the chance is that of the exact comparison of two Poisson counts.
 *
 * <p>A Flink POJO: fields are added, never changed.
 */
public class Baseline {
    static final int ROWS = 2;

    private static final int SEED = 66;

    /** Mentions that what is not known of a subject is taken for. */
    private static final double DISPERSION_WEIGHT = 10;

    /** Greatest weight of a mention, and what their dispersion is taken for at first. */
    static final double MOST_WEIGHT = 2;

    /** Deviations beyond which a count teaches no greater variance: it is a trend, not the rule. */
    private static final double ROBUST = 3;

    /** Cells of a row. */
    public int width;

    /** Counts of the panes in the window and of the open one: pane by pane, cell by cell. */
    public float[] counts = {};

    /** Decayed sum of counts before the window, by cell. */
    public float[] usual = {};

    /** Decayed sum of squared deviations from the mean then, by cell. */
    public float[] squares = {};

    /** Sum of the latest deviations before the window, by cell: what drifts adds up. */
    public float[] drifts = {};

    /** Decayed sum of the weights of mentions. */
    public double weights;

    /** Decayed sum of their squares. */
    public double squaredWeights;

    /** Posts in all, by pane. */
    public double[] volumes = {};

    /** Decayed sum of posts before the window. */
    public double usualVolume;

    /** Panes before the window. */
    public long past;

    /** The open pane. */
    public long pane = Long.MIN_VALUE;

    /** For Flink. */
    public Baseline() {}

    /**
     * Nothing known.
     *
     * @param width cells of a row
     */
    Baseline(Scale scale, int width) {
        this.width = width;
        int cells = ROWS * width;
        counts = new float[scale.panes * cells];
        usual = new float[cells];
        squares = new float[cells];
        drifts = new float[cells];
        volumes = new double[scale.panes];
    }

    /** A subject's cells, one in each row of so many. */
    static int[] cells(String subject, int width) {
        long hash = IdHash.of(SEED, subject);
        int[] cells = new int[ROWS];
        for (int row = 0; row < ROWS; row++) {
            cells[row] = row * width + (int) Long.remainderUnsigned(hash, width);
            hash = Long.rotateLeft(hash, Integer.SIZE);
        }
        return cells;
    }

    /**
     * Twice the cells: what two subjects shared and will not share any more is known of both, as it
     * was, and fades for the one of which it was not.
     */
    void widen() {
        counts = doubled(counts);
        usual = doubled(usual);
        squares = doubled(squares);
        drifts = doubled(drifts);
        width *= 2;
    }

    /**
     * Each row twice: a hash modulo twice a width is the one modulo that width, or so much more.
     */
    private float[] doubled(float[] rows) {
        float[] doubled = new float[2 * rows.length];
        for (int from = 0; from < rows.length; from += width) {
            System.arraycopy(rows, from, doubled, 2 * from, width);
            System.arraycopy(rows, from, doubled, 2 * from + width, width);
        }
        return doubled;
    }

    private int offset(long ofPane) {
        return (int) Math.floorMod(ofPane, (long) volumes.length) * usual.length;
    }

    /**
     * What was heard in an hour.
     *
     * @param volume in all: posts on every shelf, or what there was of another signal
     * @param loudness weighted mentions by cell: of the loudest of its subjects
     * @param weights sum over mentions
     * @param squaredWeights sum of their squares
     */
    record Heard(double volume, float[] loudness, double weights, double squaredWeights) {}

    /** Takes an hour's counts in. */
    void add(Scale scale, long hour, Heard heard) {
        open(scale, scale.paneOf(hour));
        int offset = offset(pane);
        for (int cell = 0; cell < usual.length; cell++) {
            counts[offset + cell] += heard.loudness[cell];
        }
        volumes[(int) Math.floorMod(pane, (long) volumes.length)] += heard.volume;
        weights += heard.weights;
        squaredWeights += heard.squaredWeights;
    }

    /** Goes on to a pane: those that leave the window become the past. */
    private void open(Scale scale, long next) {
        if (pane == Long.MIN_VALUE) {
            pane = next;
        }
        // What lies longer ago than the memory does not count, nor does silence.
        pane = Math.max(pane, next - (long) (10 * scale.memory));
        while (pane < next) {
            pane++;
            settle(scale);
        }
    }

    /** The pane whose place the open one takes becomes the past. */
    private void settle(Scale scale) {
        int at = (int) Math.floorMod(pane, (long) volumes.length);
        int offset = offset(pane);
        double decay = Math.exp(-1 / scale.memory);
        for (int cell = 0; cell < usual.length; cell++) {
            double count = counts[offset + cell];
            squares[cell] = (float) (decay * squares[cell] + square(cell, count, volumes[at]));
            usual[cell] = (float) (decay * usual[cell] + count);
            counts[offset + cell] = 0;
        }
        weights *= decay;
        squaredWeights *= decay;
        usualVolume = decay * usualVolume + volumes[at];
        past += volumes[at] > 0 ? 1 : 0;
        volumes[at] = 0;
    }

    /**
     * How far counts are off, as the variance of a pane; within bounds, and less what was not known
     * of the level then. Deviations are added up over about a window, so that a window's variance
     * is that of what drifts for days, too: of independent counts their sum has the variance of
     * panes² / (2 panes - 1) counts.
     */
    private double square(int cell, double count, double volume) {
        if (past == 0 || volume == 0) {
            return 0;
        }
        double panes = volumes.length;
        double mean = mean(cell, volume);
        drifts[cell] = (float) (drifts[cell] * (1 - 1 / panes) + count - mean);
        double off = (double) drifts[cell] * drifts[cell] * (2 * panes - 1) / (panes * panes);
        double unsure = 1 + panes * mean / (usual[cell] + grain());
        double most = ROBUST * ROBUST * dispersion(cell) * Math.max(1, mean);
        return Math.min(off / unsure, most);
    }

    private double count(int cell) {
        double count = 0;
        for (int at = 0; at < volumes.length; at++) {
            count += counts[at * usual.length + cell];
        }
        return count;
    }

    /** What was to be expected; of a subject that was never mentioned, too, as if it had been. */
    private double mean(int cell, double volume) {
        return (usual[cell] + grain()) / usualVolume * volume;
    }

    /** Variance over mean of mentions that know nothing of each other: a compound Poisson's. */
    private double grain() {
        return (squaredWeights + MOST_WEIGHT * DISPERSION_WEIGHT) / (weights + DISPERSION_WEIGHT);
    }

    /**
     * Variance over mean of a subject's counts: what is measured, and no less than chance makes.
     */
    private double dispersion(int cell) {
        double grain = grain();
        double known = squares[cell] + grain * DISPERSION_WEIGHT;
        return Math.max(grain, known / (usual[cell] + DISPERSION_WEIGHT));
    }

    /** Weighted mentions of a subject lately, its window included; no less than there were. */
    double known(int[] cells) {
        double least = Double.MAX_VALUE;
        for (int cell : cells) {
            least = Math.min(least, usual[cell] + count(cell));
        }
        return least;
    }

    /** Whether enough is known to say anything. */
    boolean isWarm(Scale scale) {
        return past >= scale.warmUp;
    }

    /**
     * What the window says of a subject that was mentioned lately. Who is never mentioned is never
     * looked at: so the chance is that of so many if there is one at all.
     *
     * @param most that its mentions may count in all
     */
    Finding find(Scale scale, String subject, double most) {
        int[] cells = cells(subject, width);
        int emptier = usual[cells[1]] < usual[cells[0]] ? cells[1] : cells[0];
        return find(scale, emptier, Arrays.stream(volumes).sum(), most);
    }

    private Finding find(Scale scale, int cell, double volume, double most) {
        double heard = Math.min(count(cell), most);
        double mean = mean(cell, volume);
        if (heard <= mean) {
            return new Finding(heard, mean, 0);
        }
        double score = score(cell, heard, mean) - score(cell, grain(), mean * scale.lately());
        return new Finding(heard, mean, Math.max(0, score));
    }

    /**
     * Of a count with an expectation that is itself uncertain; in grains, of which there are about
     * as many as mentions that each weigh the same would be.
     */
    private double score(int cell, double count, double mean) {
        double grain = grain();
        double unsure = 1 + mean / (usual[cell] + grain);
        double variance = dispersion(cell) * mean * unsure;
        return Surprise.of(count / grain, mean / grain, variance / (grain * grain));
    }

    /**
     * What a window says of a subject.
     *
     * @param count weighted mentions
     * @param expected weighted mentions that were to be expected
     * @param score negative decimal logarithm of the chance of so many
     */
    record Finding(double count, double expected, double score) {}
}
