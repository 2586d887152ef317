package io.tillstream.sandbox.oracle;

import io.tillstream.sandbox.oracle.TrendOracle.Alert;
import io.tillstream.sandbox.oracle.TrendOracle.Planted;
import io.tillstream.sandbox.oracle.TrendOracle.Trend;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Judges alerts of what is seen in pictures of posts, as {@link TrendOracle} does those of words:
 * event files of {@code simulate --picture-trends}, in which trends of colours and patterns show in
 * pictures alone, and what {@code truth.json} says that each picture shows. Posts are those with a
 * picture; what is planted beside are trends of hashtags, viral products and launches, here by how
 * these products look. No trend of a style (a cluster of looks) is planted as such: its alerts are
 * brought along or false.
 */
public final class PictureTrendOracle {
    private static final long USUAL = 14 * TrendOracle.DAY;

    private PictureTrendOracle() {}

    /**
     * A trend that pictures alone show, beside what was written.
     *
     * @param found hour at whose beginning its first alert opened; null if none did
     * @param word hour at whose beginning an alert of the word opened while it was under way; null
     *     if none did
     * @param growth of the share of posts that name it, from the two weeks before to the half
     *     around its peak
     */
    record Seen(Trend trend, Long found, Long word, double growth) {
        String line() {
            return String.format(
                    Locale.ROOT,
                    "    %-20s %s, peak after %d days, %s; posts that name it x%.2f",
                    trend.subject(),
                    found == null
                            ? "not found"
                            : String.format(Locale.ROOT, "found after %.1f days", days(found)),
                    (trend.peak() - trend.begin()) / TrendOracle.DAY,
                    word == null
                            ? "no alert of the word"
                            : String.format(Locale.ROOT, "the word after %.1f days", days(word)),
                    growth);
        }

        private double days(long hour) {
            return (double) (hour - trend.begin()) / TrendOracle.DAY;
        }
    }

    private static TrendOracle oracle(Path events, Path export) throws IOException {
        SocialPosts pictures = SocialPosts.readPictures(events, export);
        List<Planted> planted =
                new ArrayList<>(
                        TrendOracle.planted(events, pictures.begin(), SocialPosts.Post::pictures));
        for (Trend trend : TrendOracle.trends(events, false)) {
            planted.add(
                    new Planted(trend.begin(), trend.end(), post -> post.isAbout(trend.subject())));
        }
        return new TrendOracle(pictures, TrendOracle.trends(events, true), planted);
    }

    /** What became of each trend that pictures alone show, and of the word for it. */
    static List<Seen> seen(Path events, Path export) throws IOException {
        SocialPosts posts = SocialPosts.read(events);
        List<Alert> seen = TrendOracle.alerts(export, true);
        List<Alert> written = TrendOracle.alerts(export, false);
        List<Seen> all = new ArrayList<>();
        for (Trend trend : TrendOracle.trends(events, true)) {
            String word = trend.subject().replaceFirst("^(colour|pattern)", "");
            Trend named = new Trend(word, trend.begin(), trend.peak(), trend.end());
            all.add(
                    new Seen(
                            trend,
                            first(seen, trend),
                            first(written, named),
                            growth(posts, named)));
        }
        return all;
    }

    private static Long first(List<Alert> alerts, Trend trend) {
        return alerts.stream()
                .filter(alert -> TrendOracle.isOwn(alert, trend))
                .map(Alert::opened)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private static double growth(SocialPosts posts, Trend named) {
        long from = (named.begin() + named.peak()) / 2;
        long to = (named.peak() + named.end()) / 2;
        return share(posts, named.subject(), from, to)
                / share(posts, named.subject(), named.begin() - USUAL, named.begin());
    }

    private static double share(SocialPosts posts, String word, long from, long to) {
        List<SocialPosts.Post> all = posts.between(from, to);
        return (double) all.stream().filter(post -> post.names(word)).count() / all.size();
    }

    /** Prints a line a method and trend. Arguments: pairs of event files and exports. */
    public static void main(String[] args) throws IOException {
        if (args.length < 2 || args.length % 2 != 0) {
            System.err.println("usage: PictureTrendOracle EVENTS_DIR EXPORT_DIR ...");
            System.exit(2);
        }
        for (int i = 0; i < args.length; i += 2) {
            Path events = Path.of(args[i]);
            Path export = Path.of(args[i + 1]);
            System.out.println(events + " " + export);
            TrendOracle oracle = oracle(events, export);
            List<Alert> alerts = TrendOracle.alerts(export, true);
            List<Alert> attributes =
                    alerts.stream().filter(alert -> !alert.subject().startsWith("style")).toList();
            oracle.judgeAll(alerts)
                    .forEach((name, score) -> System.out.println("  " + score.line(name)));
            System.out.println("  " + oracle.judge(attributes).line("tillstream, attributes"));
            alerts.stream()
                    .filter(oracle::isFalse)
                    .forEach(alert -> System.out.println("    false: " + alert));
            seen(events, export).forEach(seen -> System.out.println(seen.line()));
        }
    }
}
