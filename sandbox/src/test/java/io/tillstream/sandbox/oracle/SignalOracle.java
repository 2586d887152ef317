package io.tillstream.sandbox.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Judges when posts, views, sales and searches of a trend's subject have moved, by counting them
 * anew in the event files: distinct authors, sessions and receipts by the hour, of products that
 * the subject names, and sessions that search for it, as shares of all. A signal moves when in an
 * hour, a day (by its quarters) or a week (by the day) the tail of Poisson's distribution is below
 * one in ten thousand and the lift is 1.2 or more, against the mean of the 28 days before the
 * window and with the dispersion measured there, and is quiet again after 72 hours in which the
 * tail stayed above one in a hundred. So the windows and the thresholds are those of the job, and
 * all that comes between counts and scores is another way: agreement is not identity.
 */
public final class SignalOracle {
    private static final List<String> SIGNALS = List.of("posts", "views", "sales", "searches");
    private static final int DAY = 24;
    private static final int WARM_UP = 14 * DAY;
    private static final int USUAL = 28 * DAY;
    private static final int PATIENCE = 72;
    private static final double MOVED = 4;
    private static final double TOLD = 2;
    private static final double LIFT = 1.2;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final long begin;
    private final int hours;
    private final Map<String, Set<String>> names = new HashMap<>();

    /** By signal: who, by product (of posts and searches: by subject) and hour; as "" all. */
    private final Map<String, Map<String, double[]>> counts = new HashMap<>();

    private SignalOracle(Path events) throws IOException {
        SocialPosts posts = SocialPosts.read(events);
        begin = posts.begin();
        hours = (int) (posts.end() - begin);
        readNames(events);
        countPosts(events);
        countEvents(events);
    }

    /**
     * What the job and this count say of the alerts of a replay.
     *
     * @param agreeing alerts of which both say that the same signal moved first
     * @param alerts with more signals than posts
     * @param hoursApart of each signal that both saw move, the job's less these
     * @param onlyJob signals that only the job saw move, by signal
     * @param onlyHere that only this count saw move
     * @param delays of planted trends: hours from their begin to what the job says, by signal
     * @param first alerts by the signal that the job says moved first
     */
    record Verdict(
            int agreeing,
            int alerts,
            Map<String, List<Long>> hoursApart,
            Map<String, Integer> onlyJob,
            Map<String, Integer> onlyHere,
            Map<String, List<Long>> delays,
            Map<String, Integer> first) {
        double agreement() {
            return (double) agreeing / alerts;
        }

        static long median(List<Long> values) {
            List<Long> sorted = values.stream().sorted().toList();
            return sorted.isEmpty() ? -1 : sorted.get(sorted.size() / 2);
        }

        String text() {
            StringBuilder text = new StringBuilder();
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%d alerts with more signals than posts, first %s; %d agree on it (%.0f"
                                    + " %%)%n",
                            alerts,
                            first,
                            agreeing,
                            100 * agreement()));
            for (String signal : SIGNALS) {
                List<Long> apart = hoursApart.getOrDefault(signal, List.of());
                text.append(
                        String.format(
                                Locale.ROOT,
                                "  %s: both %d (median %d h apart, %d within 24 h), only the job"
                                        + " %d, only here %d; planted: %d, median %d h after the"
                                        + " begin%n",
                                signal,
                                apart.size(),
                                median(apart),
                                apart.stream().filter(h -> Math.abs(h) <= DAY).count(),
                                onlyJob.getOrDefault(signal, 0),
                                onlyHere.getOrDefault(signal, 0),
                                delays.getOrDefault(signal, List.of()).size(),
                                median(delays.getOrDefault(signal, List.of()))));
            }
            return text.toString();
        }
    }

    static Verdict judge(Path events, Path export) throws IOException {
        SignalOracle oracle = new SignalOracle(events);
        Map<String, long[]> trends = new HashMap<>();
        for (JsonNode trend : JSON.readTree(events.resolve("truth.json").toFile()).path("trends")) {
            trends.put(
                    SocialPosts.key(trend.path("hashtag").asText()),
                    new long[] {day(trend.path("begin")), day(trend.path("end"))});
        }
        return oracle.judge(Csv.read(export.resolve("tables/trend_alert.csv")), trends);
    }

    /**
     * Shares of voices by region when alerts opened: those told, less those of different authors
     * who wrote of the subject in the day before. The job has a sample of 32 of these.
     */
    static List<Double> regions(Path events, Path export) throws IOException {
        List<JsonNode> posts = SocialPosts.records(events, "social.posts");
        List<Double> differences = new ArrayList<>();
        for (String line : Files.readAllLines(export.resolve("topics/retail.alerts.trend.jsonl"))) {
            JsonNode alert = JSON.readTree(line).path("value");
            if (!alert.path("state").asText().equals("opened")) {
                continue;
            }
            Map<String, Set<String>> authors =
                    authorsByRegion(
                            posts,
                            SocialPosts.key(alert.path("subject").asText()),
                            TrendOracle.hourOf(alert.path("raised_at").asText()));
            double all = authors.values().stream().mapToInt(Set::size).sum();
            for (JsonNode region : alert.path("regions")) {
                int there = authors.getOrDefault(region.path("region").asText(), Set.of()).size();
                differences.add(region.path("share").asDouble() - there / all);
            }
        }
        return differences;
    }

    private static Map<String, Set<String>> authorsByRegion(
            List<JsonNode> posts, String subject, long until) {
        Map<String, Set<String>> authors = new HashMap<>();
        for (JsonNode post : posts) {
            long hour = hourOrNone(post);
            if (hour >= until - DAY
                    && hour < until
                    && post.hasNonNull("region")
                    && SocialPosts.subjects(post).contains(subject)) {
                authors.computeIfAbsent(post.path("region").asText(), r -> new HashSet<>())
                        .add(post.path("platform").asText() + post.path("author_id").asText());
            }
        }
        return authors;
    }

    private static long day(JsonNode date) {
        return java.time.LocalDate.parse(date.asText()).toEpochDay() * DAY;
    }

    private Verdict judge(Csv alerts, Map<String, long[]> trends) throws IOException {
        int agreeing = 0;
        int judged = 0;
        Map<String, List<Long>> apart = new TreeMap<>();
        Map<String, Integer> onlyJob = new TreeMap<>();
        Map<String, Integer> onlyHere = new TreeMap<>();
        Map<String, List<Long>> delays = new TreeMap<>();
        Map<String, Integer> first = new TreeMap<>();
        for (Csv.Row row : alerts.rows()) {
            String subject = SocialPosts.key(row.get("subject"));
            int opened = (int) (TrendOracle.hourOf(row.get("opened_at")) - begin);
            JsonNode signals = JSON.readTree(row.get("signals"));
            if (opened < WARM_UP || signals.size() < 2) {
                continue;
            }
            int raised = (int) (TrendOracle.hourOf(row.get("raised_at")) - begin);
            long[] planted = trends.getOrDefault(subject, new long[2]);
            Map<String, Integer> here = new HashMap<>();
            for (JsonNode signal : signals) {
                String name = signal.path("signal").asText();
                int movedHere = moved(name, subject, opened, raised);
                here.put(name, movedHere);
                boolean told = signal.hasNonNull("moved_at");
                long moved =
                        told ? TrendOracle.hourOf(signal.path("moved_at").asText()) - begin : -1;
                if (told && movedHere >= 0) {
                    apart.computeIfAbsent(name, n -> new ArrayList<>()).add(moved - movedHere);
                } else if (told) {
                    onlyJob.merge(name, 1, Integer::sum);
                } else if (movedHere >= 0) {
                    onlyHere.merge(name, 1, Integer::sum);
                }
                if (told && opened + begin >= planted[0] && opened + begin <= planted[1]) {
                    delays.computeIfAbsent(name, n -> new ArrayList<>())
                            .add(moved + begin - planted[0]);
                }
            }
            judged++;
            String job = row.get("first_signal");
            first.merge(job, 1, Integer::sum);
            int earliest =
                    here.values().stream().filter(h -> h >= 0).min(Integer::compare).orElse(-1);
            agreeing += here.get(job) == earliest ? 1 : 0;
        }
        return new Verdict(agreeing, judged, apart, onlyJob, onlyHere, delays, first);
    }

    /** End of the first hour of the movement that goes on when an alert opens, or that comes. */
    private int moved(String signal, String subject, int opened, int raised) {
        double[] all = counts.get(signal).get("");
        double[] own = own(signal, subject);
        int movedIn = -1;
        int seenIn = -1;
        for (int hour = 2 * DAY; hour < Math.min(hours, raised); hour++) {
            double[] strongest = strongest(own, all, hour);
            if (movedIn >= 0 && hour - seenIn >= PATIENCE && hour < opened) {
                movedIn = -1;
            }
            if (movedIn < 0 && strongest[0] >= MOVED && strongest[1] >= LIFT) {
                movedIn = hour + 1;
                seenIn = hour;
            } else if (movedIn >= 0 && strongest[0] >= TOLD) {
                seenIn = hour;
            }
        }
        return movedIn < 0 && signal.equals("posts") ? opened : movedIn;
    }

    private double[] own(String signal, String subject) {
        if (signal.equals("posts") || signal.equals("searches")) {
            return counts.get(signal).getOrDefault(subject, new double[hours]);
        }
        double[] sum = new double[hours];
        for (String product : names.get(subject)) {
            double[] ofProduct = counts.get(signal).get(product);
            for (int hour = 0; ofProduct != null && hour < hours; hour++) {
                sum[hour] += ofProduct[hour];
            }
        }
        return sum;
    }

    /** Score and lift of the window that ends with an hour and says most. */
    private double[] strongest(double[] own, double[] all, int hour) {
        double[] best = {0, 0};
        int[][] scales = {{1, 1, 2 * DAY}, {DAY, 6, 2 * DAY}, {7 * DAY, DAY, 7 * DAY}};
        for (int[] scale : scales) {
            boolean isDue = (begin + hour + 1) % scale[1] == 0;
            int from = hour + 1 - scale[0];
            if (!isDue || from < scale[2]) {
                continue;
            }
            double[] said = score(own, all, from, hour + 1);
            if (said[0] > best[0]) {
                best = said;
            }
        }
        return best;
    }

    private double[] score(double[] own, double[] all, int from, int to) {
        int past = Math.max(0, from - USUAL);
        double usual = sum(own, past, from) + 1;
        double usualAll = sum(all, past, from);
        double expected = usual / usualAll * sum(all, from, to);
        double count = sum(own, from, to);
        int length = to - from;
        double squares = 0;
        int windows = 0;
        for (int at = from - length; at >= past; at -= length) {
            double mean = usual / usualAll * sum(all, at, at + length);
            if (mean > 0) {
                squares += Math.pow(sum(own, at, at + length) - mean, 2) / mean;
                windows++;
            }
        }
        double dispersion = Math.max(1, (squares + 3) / (windows + 3)) * (1 + expected / usual);
        return new double[] {
            tail(count / dispersion, expected / dispersion), count / Math.max(1e-9, expected)
        };
    }

    private static double sum(double[] values, int from, int to) {
        double sum = 0;
        for (int at = from; at < to; at++) {
            sum += values[at];
        }
        return sum;
    }

    /** Negative decimal logarithm of Poisson's chance of so many or more, term by term. */
    private static double tail(double count, double mean) {
        int least = (int) Math.round(count);
        if (least <= mean) {
            return 0;
        }
        double log = -mean;
        for (int i = 1; i <= least; i++) {
            log += Math.log(mean / i);
        }
        double sum = 1;
        double term = 1;
        for (int i = least + 1; term > 1e-12; i++) {
            term *= mean / i;
            sum += term;
        }
        return -(log + Math.log(sum)) / Math.log(10);
    }

    private void readNames(Path events) throws IOException {
        for (Map.Entry<String, JsonNode> product : SocialPosts.products(events).entrySet()) {
            JsonNode record = product.getValue();
            if (!record.path("active").asBoolean(true)) {
                continue;
            }
            Set<String> all = new HashSet<>();
            record.path("attributes").forEach(value -> all.add(value.asText()));
            List<String> words = Arrays.asList(record.path("title").asText().split(" "));
            all.addAll(words);
            for (int i = 1; i < words.size(); i++) {
                all.add(words.get(i - 1) + words.get(i));
            }
            all.add(record.path("title").asText());
            all.add(record.path("category").asText());
            all.add(record.path("brand").asText());
            for (String name : all) {
                names.computeIfAbsent(SocialPosts.key(name), n -> new HashSet<>())
                        .add(product.getKey());
            }
        }
    }

    private void countPosts(Path events) throws IOException {
        Map<String, Set<String>> seen = new HashMap<>();
        for (JsonNode post : SocialPosts.records(events, "social.posts")) {
            int hour = hour(post);
            if (hour < 0 || !post.hasNonNull("post_id")) {
                continue;
            }
            if (!seen.computeIfAbsent("", s -> new HashSet<>())
                    .add(post.path("post_id").asText())) {
                continue;
            }
            count("posts", "", hour);
            String author = hour + "|" + post.path("platform") + post.path("author_id");
            for (String subject : SocialPosts.subjects(post)) {
                if (seen.computeIfAbsent(subject, s -> new HashSet<>()).add(author)) {
                    count("posts", subject, hour);
                }
            }
        }
    }

    private void countEvents(Path events) throws IOException {
        Set<String> seen = new HashSet<>();
        for (String topic : List.of("pos.sales", "ecom.events")) {
            for (JsonNode event : SocialPosts.records(events, topic)) {
                int hour = hour(event);
                if (hour >= 0 && isOnce(event, seen)) {
                    countEvent(event, hour, seen);
                }
            }
        }
    }

    private static boolean isOnce(JsonNode event, Set<String> seen) {
        for (String id : List.of("sale_id", "event_id")) {
            if (event.hasNonNull(id)) {
                return seen.add(id + event.path(id).asText());
            }
        }
        return false;
    }

    private void countEvent(JsonNode event, int hour, Set<String> seen) {
        String type = event.path("type").asText("sale");
        if (type.equals("view") || type.equals("add_to_cart")) {
            String product = event.path("product_id").asText();
            String shopper =
                    "view" + hour + "|" + product + "|" + event.path("session_id").asText();
            if (event.hasNonNull("session_id") && seen.add(shopper)) {
                count("views", product, hour);
                count("views", "", hour);
            }
        } else if (type.equals("sale")
                || (type.equals("order") && seen.add("order" + event.path("order_id").asText()))) {
            Set<String> products = new HashSet<>();
            event.path("lines").forEach(line -> products.add(line.path("product_id").asText()));
            for (String product : products) {
                count("sales", product, hour);
                count("sales", "", hour);
            }
        } else if (type.equals("search") && event.hasNonNull("query")) {
            Set<String> subjects = SocialPosts.subjectsOfQuery(event.path("query").asText());
            subjects.add("");
            for (String subject : subjects) {
                String session = event.path("session_id").asText();
                if (seen.add("search" + hour + "|" + subject + "|" + session)) {
                    count("searches", subject, hour);
                }
            }
        }
    }

    private void count(String signal, String name, int hour) {
        counts.computeIfAbsent(signal, s -> new HashMap<>())
                .computeIfAbsent(name, n -> new double[hours])[hour]++;
    }

    /** Hours since the first; -1 for what has no time or is outside. */
    private int hour(JsonNode event) {
        long hour = hourOrNone(event) - begin;
        return hour >= 0 && hour < hours ? (int) hour : -1;
    }

    /** Hours since 1970; -1 for what has no time. */
    private static long hourOrNone(JsonNode event) {
        try {
            return TrendOracle.hourOf(event.path("occurred_at").asText());
        } catch (DateTimeException e) {
            return -1;
        }
    }

    /** Prints what it finds. Arguments: pairs of event files and exports. */
    public static void main(String[] args) throws IOException {
        if (args.length < 2 || args.length % 2 != 0) {
            System.err.println("usage: SignalOracle EVENTS_DIR EXPORT_DIR ...");
            System.exit(2);
        }
        for (int i = 0; i < args.length; i += 2) {
            Path events = Path.of(args[i]);
            Path export = Path.of(args[i + 1]);
            System.out.print(judge(events, export).text());
            List<Double> apart = regions(events, export).stream().map(Math::abs).sorted().toList();
            System.out.printf(
                    Locale.ROOT,
                    "  regions: %d told at openings, share %.2f apart (median)%n",
                    apart.size(),
                    apart.isEmpty() ? Double.NaN : apart.get(apart.size() / 2));
        }
    }
}
