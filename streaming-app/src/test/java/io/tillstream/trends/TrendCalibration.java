package io.tillstream.trends;

import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How far the chances that subjects are told with are the share in which they come about, over
 * posts in which nothing rises ({@link TrendRun.Noise}): by window and by what was expected, scores
 * of 2, 3, ... that were found over those that were to be. Below 1 the rate of false alarms is
 * held. Arguments: seeds, the first of them, days, posts an hour.
 */
final class TrendCalibration {
    private static final long FIRST = 24 * 20_454L;
    private static final double[] EXPECTED = {0.1, 0.3, 1, 3, 10, 30, 100, Double.MAX_VALUE};
    private static final int GREATEST = 7;

    private final long[][][] found = new long[Scale.values().length][EXPECTED.length][GREATEST + 1];

    private TrendCalibration() {}

    /** Prints the table. */
    public static void main(String[] args) {
        long[] sizes = {5, 2_001, 24, 100};
        for (int i = 0; i < args.length; i++) {
            sizes[i] = Long.parseLong(args[i]);
        }
        TrendCalibration calibration = new TrendCalibration();
        for (long seed = sizes[1]; seed < sizes[1] + sizes[0]; seed++) {
            calibration.run(new TrendRun.Noise(seed, (double) sizes[3]), sizes[2]);
        }
        calibration.print();
    }

    private void run(TrendRun.Noise noise, long days) {
        TrendRun run = new TrendRun(1);
        for (long hour = FIRST; hour < FIRST + 24 * days; hour++) {
            noise.hour(run, hour);
            run.close(hour);
            for (int word = 0; word < TrendRun.Noise.WORDS; word++) {
                look(run.shelfOf("w" + word), "w" + word, hour);
            }
        }
    }

    private void look(SubjectShelf shelf, String subject, long hour) {
        Voices voices = shelf.recent.get(subject);
        if (voices == null) {
            return;
        }
        boolean now = IntStream.range(0, voices.size()).anyMatch(i -> voices.hour(i) == hour);
        for (Scale scale : Scale.values()) {
            Baseline baseline = shelf.baselines.get(scale.ordinal());
            boolean looked = scale == Scale.HOUR ? now : scale.endsWith(hour);
            if (looked && baseline.isWarm(scale)) {
                count(scale, baseline.find(scale, subject, Double.MAX_VALUE));
            }
        }
    }

    private void count(Scale scale, Baseline.Finding finding) {
        int row = 0;
        while (finding.expected() > EXPECTED[row]) {
            row++;
        }
        for (int score = 0; score <= Math.min(GREATEST, (int) finding.score()); score++) {
            found[scale.ordinal()][row][score]++;
        }
    }

    private void print() {
        for (Scale scale : Scale.values()) {
            for (int row = 0; row < EXPECTED.length; row++) {
                long[] scores = found[scale.ordinal()][row];
                StringBuilder line = new StringBuilder();
                for (int score = 2; score <= GREATEST && scores[0] > 0; score++) {
                    double ratio =
                            (double) scores[score] / ((double) scores[0] * Math.pow(10, -score));
                    line.append(String.format(Locale.ROOT, " %7.2f (%d)", ratio, scores[score]));
                }
                System.out.printf(
                        "%s up to %.1g, %,d tests:%s%n", scale, EXPECTED[row], scores[0], line);
            }
        }
    }
}
