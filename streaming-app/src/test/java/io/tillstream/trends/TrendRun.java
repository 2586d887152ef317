package io.tillstream.trends;

import io.tillstream.events.IdHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Shelves and desk without Flink: posts by the hour, and what is told of them. */
final class TrendRun {
    private static final int VOCABULARY = 64 * 512;

    private final List<SubjectShelf> shelves = new ArrayList<>();
    private final TrendDesk desk = new TrendDesk();
    private final List<TrendAlert> told = new ArrayList<>();
    private final double falseAlarms;
    private long tests;
    private long posts;
    private long number;

    TrendRun(double falseAlarms) {
        this.falseAlarms = falseAlarms;
        for (int i = 0; i < Mention.SHELVES; i++) {
            shelves.add(new SubjectShelf(VOCABULARY / Mention.SHELVES));
        }
    }

    /** A post of an author with a text of its own. */
    void post(long hour, String author, List<String> subjects, double weight) {
        post(hour, author, "text" + number, subjects, weight);
    }

    void post(long hour, String author, String text, List<String> subjects, double weight) {
        posts++;
        String id = "p" + number++;
        for (String subject : subjects) {
            Mention mention =
                    Mention.of(
                            subject,
                            hour,
                            Mention.author("x", author),
                            IdHash.of(3, text),
                            weight,
                            id,
                            0);
            shelves.get(mention.shelf()).add(hour, mention);
        }
    }

    /** Closes an hour; what shelves say of it is for other desks, too. */
    ShelfHour close(long hour) {
        ShelfHour all = new ShelfHour(0, hour);
        for (int shelf = 0; shelf < Mention.SHELVES; shelf++) {
            if (posts > 0) {
                shelves.get(shelf).add(hour, Mention.volume(shelf, hour, posts));
            }
            all.add(shelves.get(shelf).close(shelf, hour));
        }
        posts = 0;
        tests += all.tests;
        told.addAll(desk.close(all, falseAlarms));
        return all;
    }

    /** Alerts that opened. */
    List<TrendAlert> opened() {
        return told.stream().filter(a -> a.state.equals("opened")).toList();
    }

    List<TrendAlert> told() {
        return told;
    }

    long tests() {
        return tests;
    }

    SubjectShelf shelfOf(String subject) {
        return shelves.get(Mention.of(subject, 0, 0, 0, 1, "p", 0).shelf());
    }

    /** Posts of many authors with words of a vocabulary by Zipf's law, by the hour of the day. */
    static final class Noise {
        static final int WORDS = 20_000;
        private static final int OF_A_POST = 5;

        private final Random random;
        private final double[] cumulated = new double[WORDS];
        private final double perHour;

        Noise(long seed, double perHour) {
            this.random = new Random(seed);
            this.perHour = perHour;
            double sum = 0;
            for (int i = 0; i < WORDS; i++) {
                sum += 1.0 / (i + 3);
                cumulated[i] = sum;
            }
        }

        void hour(TrendRun run, long hour) {
            double level = perHour * (1 + 0.7 * Math.sin(hour % 24 * Math.PI / 12));
            level *= hour / 24 % 7 >= 5 ? 1.5 : 1;
            for (long n = poisson(level); n > 0; n--) {
                List<String> subjects = new ArrayList<>();
                for (int i = 0; i < OF_A_POST; i++) {
                    String word = word();
                    if (!subjects.contains(word)) {
                        subjects.add(word);
                    }
                }
                run.post(hour, author(), subjects, 1 + random.nextDouble() * random.nextDouble());
            }
        }

        String author() {
            return "a" + random.nextInt(100_000);
        }

        private String word() {
            double at = random.nextDouble() * cumulated[WORDS - 1];
            int found = java.util.Arrays.binarySearch(cumulated, at);
            return "w" + (found >= 0 ? found : -found - 1);
        }

        /** Poisson's distribution, by Gauss's where it is large. */
        long poisson(double mean) {
            if (mean > 60) {
                return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
            }
            double product = random.nextDouble();
            long count = 0;
            for (double limit = Math.exp(-mean); product > limit; count++) {
                product *= random.nextDouble();
            }
            return count;
        }
    }
}
