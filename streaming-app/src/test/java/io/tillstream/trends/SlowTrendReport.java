package io.tillstream.trends;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * How near {@link SlowTrend} comes, 12 and 24 weeks ahead, on what a retailer sold: subjects are
 * the words of titles, counted by basket line and week. Forecasts are made every fourth week from
 * week 16 on of what came before alone, beside the simple ways that are hard to beat.
 *
 * <pre>SlowTrendReport FOLDER, with a catalogue and sales or orders</pre>
 */
final class SlowTrendReport {
    private static final long WEEK = 7 * 86_400_000L;
    private static final int FIRST = 16;
    private static final int EVERY = 4;
    private static final int[] AHEAD = {12, 24};

    /** Lines a week, on average, of a word that is looked at. */
    private static final int LEAST = 5;

    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, Set<String>> words = new HashMap<>();
    private final Map<String, double[]> counts = new HashMap<>();
    private double[] volumes = {};
    private long first = Long.MAX_VALUE;
    private long last;

    private interface Lines {
        void read(JsonNode record) throws IOException;
    }

    private void each(Path folder, String topic, Lines lines) throws IOException {
        Path file = folder.resolve(topic + ".jsonl.gz");
        if (!Files.exists(file)) {
            return;
        }
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(file)),
                                StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.read(json.readTree(line));
            }
        }
    }

    private void readTitle(JsonNode product) {
        Set<String> said = new HashSet<>();
        for (String word :
                product.path("title").asText().toLowerCase(Locale.ROOT).split("[^a-z]+", -1)) {
            if (word.length() > 2) {
                said.add(word);
            }
        }
        words.put(product.path("product_id").asText(), said);
    }

    private void frame(JsonNode sale) {
        long at = Instant.parse(sale.path("occurred_at").asText()).toEpochMilli();
        first = Math.min(first, at);
        last = Math.max(last, at);
    }

    private void count(JsonNode sale) {
        long at = Instant.parse(sale.path("occurred_at").asText()).toEpochMilli();
        int week = (int) ((at - first) / WEEK);
        if (week >= volumes.length || "return".equals(sale.path("type").asText())) {
            return;
        }
        for (JsonNode line : sale.path("lines")) {
            volumes[week]++;
            for (String word : words.getOrDefault(line.path("product_id").asText(), Set.of())) {
                counts.computeIfAbsent(word, w -> new double[volumes.length])[week]++;
            }
        }
    }

    private void run(Path folder) throws IOException {
        each(folder, "catalog.products", this::readTitle);
        for (String topic : List.of("pos.sales", "ecom.events")) {
            each(folder, topic, this::frame);
        }
        // The week that is not over is left out.
        volumes = new double[(int) ((last - first) / WEEK)];
        for (String topic : List.of("pos.sales", "ecom.events")) {
            each(folder, topic, this::count);
        }
        counts.values().removeIf(c -> Arrays.stream(c).sum() < LEAST * volumes.length);
        System.out.printf("%d weeks, %d subjects%n", volumes.length, counts.size());
        for (int ahead : AHEAD) {
            judge(ahead);
        }
    }

    private void judge(int ahead) {
        Map<String, double[]> errors = new LinkedHashMap<>();
        double[] actuals = new double[1];
        int[] covered = new int[2];
        List<String> subjects = new ArrayList<>(counts.keySet());
        subjects.sort(null);
        for (String subject : subjects) {
            double[] all = counts.get(subject);
            for (int now = FIRST; now + ahead <= all.length; now += EVERY) {
                double[] past = Arrays.copyOf(all, now);
                double[] posts = Arrays.copyOf(volumes, now);
                int week = now + ahead - 1;
                double actual = all[week];
                SlowTrend.Fit fit = SlowTrend.fit(past, posts);
                ExpectedVoices expected = fit.expected(ahead, volumes[week]);
                actuals[0] += actual;
                covered[0]++;
                covered[1] += actual >= expected.p10() && actual <= expected.p90() ? 1 : 0;
                add(errors, "slow trend", expected.median() - actual);
                add(errors, "last week", share(past, posts, 1) * volumes[week] - actual);
                add(errors, "last 4 weeks", share(past, posts, 4) * volumes[week] - actual);
                add(errors, "last 12 weeks", share(past, posts, 12) * volumes[week] - actual);
                add(errors, "all weeks", share(past, posts, now) * volumes[week] - actual);
                add(errors, "line of 12 weeks", line(past, posts, ahead) * volumes[week] - actual);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%n%d weeks ahead, %d forecasts, 80 %% cover %.1f %%%n",
                ahead,
                covered[0],
                100.0 * covered[1] / covered[0]);
        errors.forEach(
                (method, sums) ->
                        System.out.printf(
                                Locale.ROOT,
                                "%-18s WAPE %.3f  bias %+.1f %%%n",
                                method,
                                sums[0] / actuals[0],
                                100 * sums[1] / actuals[0]));
    }

    private static void add(Map<String, double[]> errors, String method, double error) {
        double[] sums = errors.computeIfAbsent(method, m -> new double[2]);
        sums[0] += Math.abs(error);
        sums[1] += error;
    }

    private static double share(double[] counts, double[] posts, int weeks) {
        double mentions = 0;
        double all = 0;
        for (int week = counts.length - weeks; week < counts.length; week++) {
            mentions += counts[week];
            all += posts[week];
        }
        return mentions / all;
    }

    /** A straight line through the shares of the last weeks. */
    private static double line(double[] counts, double[] posts, int ahead) {
        int n = 12;
        double xs = 0;
        double ys = 0;
        double xx = 0;
        double xy = 0;
        for (int i = 0; i < n; i++) {
            int week = counts.length - n + i;
            double y = posts[week] > 0 ? counts[week] / posts[week] : 0;
            xs += i;
            ys += y;
            xx += i * i;
            xy += i * y;
        }
        double slope = (n * xy - xs * ys) / (n * xx - xs * xs);
        return Math.max(0, ys / n + slope * (n - 1 + ahead - xs / n));
    }

    /** Reads a folder and prints the comparison. */
    public static void main(String[] folder) throws IOException {
        new SlowTrendReport().run(Path.of(folder[0]));
    }
}
