package io.tillstream.sandbox.oracle;

import io.tillstream.sandbox.oracle.SocialPosts.Post;
import io.tillstream.sandbox.oracle.TrendOracle.Alert;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Two plain ways to find trends, as alerts: of hashtags and words, not of their pairs. An alert is
 * open until a day has passed without its sign, so that a subject that goes on is not told again.
 */
final class TrendBaselines {
    private static final int WEEK = 7;
    private static final int LEAST_OF_HOUR = 5;
    private static final int LEAST_OF_DAY = 10;

    private TrendBaselines() {}

    /**
     * A subject whose count of an hour is so many standard deviations above the mean of the week's
     * hours before, and five or more.
     */
    static List<Alert> zScore(SocialPosts posts, double deviations) {
        Opened opened = new Opened();
        int hours = (int) (WEEK * TrendOracle.DAY);
        Map<String, double[]> sums = new HashMap<>();
        Deque<Map<String, Integer>> week = new ArrayDeque<>();
        for (long hour = posts.begin(); hour < posts.end(); hour++) {
            Map<String, Integer> counts = counts(posts.between(hour, hour + 1));
            for (Map.Entry<String, Integer> count : counts.entrySet()) {
                double[] sum = sums.getOrDefault(count.getKey(), new double[2]);
                double mean = sum[0] / hours;
                double deviation = Math.sqrt(Math.max(0, sum[1] / hours - mean * mean));
                if (week.size() == hours
                        && count.getValue() >= LEAST_OF_HOUR
                        && count.getValue() > mean + deviations * deviation) {
                    opened.sign(count.getKey(), hour + 1, 1);
                }
            }
            week.add(counts);
            add(sums, counts, 1);
            if (week.size() > hours) {
                add(sums, week.remove(), -1);
            }
        }
        return opened.alerts;
    }

    private static void add(Map<String, double[]> sums, Map<String, Integer> counts, int sign) {
        counts.forEach(
                (subject, count) -> {
                    double[] sum = sums.computeIfAbsent(subject, s -> new double[2]);
                    sum[0] += sign * count;
                    sum[1] += sign * (double) count * count;
                });
    }

    /**
     * Each midnight those that have grown most, by the posts of the day over the mean of the seven
     * days before, of ten posts or more and grown at all.
     */
    static List<Alert> topGrowth(SocialPosts posts, int most) {
        Opened opened = new Opened();
        Map<String, Integer> before = new HashMap<>();
        Deque<Map<String, Integer>> week = new ArrayDeque<>();
        long first = posts.begin() - Math.floorMod(posts.begin(), TrendOracle.DAY);
        for (long day = first; day < posts.end(); day += TrendOracle.DAY) {
            long midnight = day + TrendOracle.DAY;
            Map<String, Integer> counts = counts(posts.between(day, midnight));
            if (week.size() == WEEK) {
                growing(counts, before, most)
                        .forEach(s -> opened.sign(s, midnight, TrendOracle.DAY));
                week.remove().forEach((subject, n) -> before.merge(subject, -n, Integer::sum));
            }
            week.add(counts);
            counts.forEach((subject, n) -> before.merge(subject, n, Integer::sum));
        }
        return opened.alerts;
    }

    private static List<String> growing(
            Map<String, Integer> counts, Map<String, Integer> before, int most) {
        TreeMap<String, Double> growth = new TreeMap<>();
        counts.forEach(
                (subject, count) -> {
                    double usual = before.getOrDefault(subject, 0) / (double) WEEK;
                    if (count >= LEAST_OF_DAY && count > usual) {
                        growth.put(subject, (count + 1) / (usual + 1));
                    }
                });
        return growth.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(most)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Map<String, Integer> counts(List<Post> posts) {
        Map<String, Integer> counts = new HashMap<>();
        posts.forEach(post -> post.subjects().forEach(s -> counts.merge(s, 1, Integer::sum)));
        return counts;
    }

    /** Alerts, and when each subject was last told. */
    private static final class Opened {
        final List<Alert> alerts = new ArrayList<>();
        private final Map<String, Long> last = new HashMap<>();

        void sign(String subject, long at, long window) {
            Long before = last.put(subject, at);
            if (before == null || at - before > TrendOracle.DAY) {
                alerts.add(new Alert(subject, at, window));
            }
        }
    }
}
