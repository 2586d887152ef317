package io.tillstream.sandbox.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * Judges trend alerts by the trends that the simulator planted ({@code truth.json}), beside two
 * plain ways to find trends on the same posts ({@link TrendBaselines}).
 *
 * <p>A trend is found if an alert of its own subject opens between its begin and its end. Every
 * alert is one of three:
 *
 * <ul>
 *   <li>own: its subject is that of a planted trend that is under way;
 *   <li>brought along: it is made by posts of something planted that is under way, a trend (posts
 *       with its hashtag), a product that went viral, or one that was launched up to 14 days ago
 *       (posts that name its garment and colour, and its brand if any). That is: of the posts that
 *       name the subject in the alert's window at least a third are such posts, and without them,
 *       in the window and in the 14 days before, its share of posts has not grown to 1.5 times;
 *   <li>false: all others.
 * </ul>
 *
 * <p>Left out are alerts of the first 14 days, in which a week's usual level is learnt, and trends
 * that are past their peak by then or begin in the last two days. Trends that pictures alone show,
 * and alerts of what is seen in pictures, are those of {@link PictureTrendOracle}.
 */
public final class TrendOracle {
    /** The name of the job's own alerts among the methods. */
    static final String STREAM = "tillstream";

    static final long DAY = 24;
    private static final long WARM_UP = 14 * DAY;
    private static final long USUAL = 14 * DAY;
    private static final long LAUNCH = 14 * DAY;
    private static final long LAST = 2 * DAY;
    private static final double LIFT = 1.5;
    private static final double PART = 1.0 / 3;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SocialPosts posts;
    private final List<Trend> trends;
    private final List<Planted> planted;

    TrendOracle(SocialPosts posts, List<Trend> trends, List<Planted> planted) {
        this.posts = posts;
        this.planted = new ArrayList<>(planted);
        long from = posts.begin() + WARM_UP;
        long to = posts.end() - LAST;
        this.trends = trends.stream().filter(t -> t.peak() >= from && t.begin() < to).toList();
        for (Trend trend : trends) {
            this.planted.add(
                    new Planted(
                            trend.begin(),
                            trend.end(),
                            post -> post.subjects().contains(trend.subject())));
        }
    }

    /**
     * A planted trend.
     *
     * @param subject key of the hashtag
     * @param begin hour since 1970, as peak and end
     */
    record Trend(String subject, long begin, long peak, long end) {}

    /** Something that brings posts of its own, from an hour up to another. */
    record Planted(long from, long to, Predicate<SocialPosts.Post> makes) {}

    /**
     * An alert.
     *
     * @param opened hour since 1970 at whose beginning it opened
     * @param window hours before that it is about
     */
    record Alert(String subject, long opened, long window) {}

    /**
     * What a way of finding trends is worth.
     *
     * @param trends judged
     * @param found of them
     * @param medianDelay days from begin to the first own alert
     * @param beforePeak of those found
     * @param own alerts
     * @param broughtAlong alerts
     * @param falseAlarms alerts
     * @param days judged
     */
    record Score(
            int trends,
            int found,
            double medianDelay,
            int beforePeak,
            int own,
            int broughtAlong,
            int falseAlarms,
            double days) {
        /** Of the alerts that are not brought along, those of planted trends. */
        double precision() {
            return own + falseAlarms == 0 ? Double.NaN : (double) own / (own + falseAlarms);
        }

        String line(String name) {
            return String.format(
                    Locale.ROOT,
                    "%-24s found %d of %d, delay %.1f days (median), %d before the peak;"
                            + " precision %.0f %%: %d own, %d brought along, %d false (%.2f a day)",
                    name,
                    found,
                    trends,
                    medianDelay,
                    beforePeak,
                    100 * precision(),
                    own,
                    broughtAlong,
                    falseAlarms,
                    falseAlarms / days);
        }
    }

    Score judge(List<Alert> all) {
        List<Alert> alerts =
                all.stream().filter(a -> a.opened() >= posts.begin() + WARM_UP).toList();
        List<Double> delays = new ArrayList<>();
        int beforePeak = 0;
        for (Trend trend : trends) {
            long first =
                    all.stream()
                            .filter(alert -> isOwn(alert, trend))
                            .mapToLong(Alert::opened)
                            .min()
                            .orElse(Long.MAX_VALUE);
            if (first < Long.MAX_VALUE) {
                delays.add((double) (first - trend.begin()) / DAY);
                beforePeak += first <= trend.peak() ? 1 : 0;
            }
        }
        int own = (int) alerts.stream().filter(this::isOwn).count();
        int falseAlarms = (int) alerts.stream().filter(this::isFalse).count();
        delays.sort(Comparator.naturalOrder());
        double median = delays.isEmpty() ? Double.NaN : delays.get(delays.size() / 2);
        double days = (double) (posts.end() - posts.begin() - WARM_UP) / DAY;
        return new Score(
                trends.size(),
                delays.size(),
                median,
                beforePeak,
                own,
                alerts.size() - own - falseAlarms,
                falseAlarms,
                days);
    }

    /** Whether it is one after the first days and neither own nor brought along. */
    boolean isFalse(Alert alert) {
        return alert.opened() >= posts.begin() + WARM_UP && !isOwn(alert) && !isBroughtAlong(alert);
    }

    private boolean isOwn(Alert alert) {
        return trends.stream().anyMatch(trend -> isOwn(alert, trend));
    }

    static boolean isOwn(Alert alert, Trend trend) {
        return alert.subject().equals(trend.subject())
                && alert.opened() >= trend.begin()
                && alert.opened() <= trend.end();
    }

    private boolean isBroughtAlong(Alert alert) {
        long from = alert.opened() - alert.window();
        List<Planted> underWay =
                planted.stream().filter(p -> p.from() < alert.opened() && p.to() > from).toList();
        Share now = share(alert.subject(), from, alert.opened(), underWay);
        Share usual = share(alert.subject(), from - USUAL, from, underWay);
        return now.made() >= PART * (now.made() + now.left())
                && now.made() > 0
                && now.left() * usual.others() <= LIFT * usual.left() * now.others();
    }

    /**
     * Posts about a subject.
     *
     * @param made by what is planted
     * @param left other ones about the subject
     * @param others posts about whatever that are not made by it
     */
    private record Share(double made, double left, double others) {}

    private Share share(String subject, long from, long to, List<Planted> underWay) {
        double[] sums = new double[3];
        posts.between(from, to)
                .forEach(
                        post -> {
                            boolean made = underWay.stream().anyMatch(p -> p.makes().test(post));
                            boolean about = post.isAbout(subject);
                            sums[0] += made && about ? 1 : 0;
                            sums[1] += !made && about ? 1 : 0;
                            sums[2] += made ? 0 : 1;
                        });
        return new Share(sums[0], sums[1], sums[2]);
    }

    /** Judges what a replay of event files has exported. */
    public static Map<String, Score> judge(Path events, Path export) throws IOException {
        SocialPosts posts = SocialPosts.read(events);
        List<Planted> planted = planted(events, posts.begin(), SocialPosts.Post::shows);
        return new TrendOracle(posts, trends(events, false), planted)
                .judgeAll(alerts(export, false));
    }

    /** The job's alerts, beside plain methods. */
    Map<String, Score> judgeAll(List<Alert> alerts) {
        Map<String, Score> scores = new LinkedHashMap<>();
        scores.put(STREAM, judge(alerts));
        for (double deviations : new double[] {3, 6}) {
            scores.put(
                    "z-score of hours, " + deviations,
                    judge(TrendBaselines.zScore(posts, deviations)));
        }
        for (int most : new int[] {1, 5}) {
            scores.put("top " + most + " by growth", judge(TrendBaselines.topGrowth(posts, most)));
        }
        return scores;
    }

    /** Alerts of what is seen in pictures, or of what is written. */
    static List<Alert> alerts(Path export, boolean seen) {
        return Csv.read(export.resolve("tables/trend_alert.csv")).rows().stream()
                .filter(row -> (row.get("model_version") != null) == seen)
                .map(
                        row ->
                                new Alert(
                                        SocialPosts.key(subject(row, seen)),
                                        hourOf(row.get("opened_at")),
                                        hours(row.get("window"))))
                .toList();
    }

    /** Attribute and value of what is seen, of a style its cluster; else the name. */
    private static String subject(Csv.Row alert, boolean seen) {
        return seen
                ? alert.get("alert_id").replaceFirst("^([^:]*:[^:]*):.*", "$1")
                : alert.get("subject");
    }

    private static long hours(String window) {
        return Duration.parse(window).toHours();
    }

    static long hourOf(String time) {
        return ContractCheck.timeOf(time).toEpochMilli() / 3_600_000;
    }

    private static long hourOfDay(String date) {
        return LocalDate.parse(date).toEpochDay() * DAY;
    }

    /** Trends that pictures alone show, by what is seen, or the others, by their hashtags. */
    static List<Trend> trends(Path events, boolean seen) throws IOException {
        List<Trend> trends = new ArrayList<>();
        for (JsonNode trend : truth(events).path("trends")) {
            if (trend.path("in_pictures_alone").asBoolean() == seen) {
                String subject =
                        seen
                                ? trend.path("attribute").asText() + trend.path("subject").asText()
                                : trend.path("hashtag").asText();
                trends.add(
                        new Trend(
                                SocialPosts.key(subject),
                                hourOfDay(trend.path("begin").asText()),
                                hourOfDay(trend.path("peak").asText()),
                                hourOfDay(trend.path("end").asText())));
            }
        }
        return trends;
    }

    static JsonNode truth(Path events) throws IOException {
        return JSON.readTree(events.resolve("truth.json").toFile());
    }

    /**
     * What besides trends brings posts of its own: viral products and launches.
     *
     * @param shows whether a post is one of a product
     */
    static List<Planted> planted(
            Path events, long begin, BiPredicate<SocialPosts.Post, JsonNode> shows)
            throws IOException {
        Map<String, JsonNode> products = SocialPosts.products(events);
        List<Planted> planted = new ArrayList<>();
        for (JsonNode shock : truth(events).path("demand_shocks")) {
            JsonNode product = products.get(shock.path("product_id").asText());
            if (shock.path("kind").asText().equals("viral") && product != null) {
                long from = hourOfDay(shock.path("from").asText());
                long to = hourOfDay(shock.path("to").asText()) + DAY;
                planted.add(new Planted(from, to, post -> shows.test(post, product)));
            }
        }
        for (JsonNode product : products.values()) {
            long launched = hourOf(product.path("launched_at").asText());
            if (launched >= begin) {
                planted.add(
                        new Planted(
                                launched, launched + LAUNCH, post -> shows.test(post, product)));
            }
        }
        return planted;
    }

    /** Prints a line a method. Arguments: pairs of event files and exports, which are summed. */
    public static void main(String[] args) throws IOException {
        if (args.length < 2 || args.length % 2 != 0) {
            System.err.println("usage: TrendOracle EVENTS_DIR EXPORT_DIR ...");
            System.exit(2);
        }
        for (int i = 0; i < args.length; i += 2) {
            System.out.println(String.join(" ", Arrays.asList(args).subList(i, i + 2)));
            judge(Path.of(args[i]), Path.of(args[i + 1]))
                    .forEach((name, score) -> System.out.println("  " + score.line(name)));
        }
    }
}
