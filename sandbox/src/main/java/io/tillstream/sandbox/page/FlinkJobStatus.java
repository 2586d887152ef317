package io.tillstream.sandbox.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Asks Flink's REST API for the figures of the newest job. Which metrics the sources have is asked
 * anew only when the job changes or has begun lately; a turn is then three to four small requests.
 *
 * <p>Flink's own web server refreshes metrics every {@code metrics.fetcher.update-interval} (10 s
 * by default; the sandbox sets it to a second), so the rate is taken between the two last changes
 * of the counter, not between two turns.
 */
public final class FlinkJobStatus implements Supplier<JobStatus> {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Pattern WANTED =
            Pattern.compile("Source.*\\.(numRecordsIn|pendingRecords|currentOutputWatermark)");
    private static final long LOOK_AGAIN_NANOS = 10_000_000_000L;

    private record Metrics(String vertex, List<String> sums, List<String> watermarks) {}

    private final String rest;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(TIMEOUT)
                    .build();
    private final RateMeter meter = new RateMeter();
    private final Map<String, Metrics> metrics = new HashMap<>();
    private String job = "";
    private long nextLook;

    /**
     * @param rest the address of Flink's REST API, which is that of its web UI
     */
    public FlinkJobStatus(String rest) {
        this.rest = rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest;
    }

    /** The figures now; {@link JobStatus#UNKNOWN} when Flink does not answer. */
    @Override
    public synchronized JobStatus get() {
        try {
            return ask();
        } catch (IOException e) {
            return JobStatus.UNKNOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return JobStatus.UNKNOWN;
        }
    }

    private JobStatus ask() throws IOException, InterruptedException {
        JsonNode newest = newestJob(json("/jobs/overview"));
        if (newest == null) {
            return JobStatus.UNKNOWN;
        }
        String id = newest.path("jid").asText();
        String state = newest.path("state").asText("UNKNOWN");
        long now = System.nanoTime();
        if (!id.equals(job) || now - nextLook >= 0) {
            lookForMetrics(id);
            nextLook = now + LOOK_AGAIN_NANOS;
        }
        long records = -1;
        long pending = -1;
        long watermark = Long.MIN_VALUE;
        for (Metrics source : metrics.values()) {
            for (JsonNode metric : sums(source)) {
                long sum = (long) metric.path("sum").asDouble();
                if (metric.path("id").asText().endsWith(".numRecordsIn")) {
                    records = Math.max(0, records) + sum;
                } else {
                    pending = Math.max(0, pending) + Math.max(0, sum);
                }
            }
            // A source that is told once a day keeps the watermark of its last record, so that the
            // furthest source counts.
            watermark = Math.max(watermark, leastWatermark(source));
        }
        double perSecond = records < 0 ? -1 : meter.rate(records, now);
        JsonNode checkpoints = json("/jobs/" + id + "/checkpoints");
        JsonNode last = checkpoints.path("latest").path("completed");
        return new JobStatus(
                state,
                state.equals("RUNNING") ? perSecond : Math.min(perSecond, 0),
                records,
                pending,
                watermark,
                last.path("end_to_end_duration").asLong(-1),
                last.path("state_size").asLong(-1),
                checkpoints.path("counts").path("completed").asLong(-1),
                isNewer(checkpoints.path("latest").path("failed"), last)
                        ? checkpoints.path("counts").path("failed").asLong(-1)
                        : 0);
    }

    /** Of the subtasks that have one: one stray clock in a partition must not be the time. */
    private long leastWatermark(Metrics source) throws IOException, InterruptedException {
        long least = Long.MAX_VALUE;
        String path = vertexPath(source.vertex()) + "/metrics?get=";
        for (JsonNode metric : ask(path, source.watermarks())) {
            long watermark = metric.path("value").asLong(Long.MIN_VALUE);
            if (watermark > 0 && watermark < JobStatus.END) {
                least = Math.min(least, watermark);
            }
        }
        return least == Long.MAX_VALUE ? Long.MIN_VALUE : least;
    }

    private static boolean isNewer(JsonNode checkpoint, JsonNode other) {
        return checkpoint.path("id").asLong(-1) > other.path("id").asLong(-1);
    }

    private static JsonNode newestJob(JsonNode overview) {
        JsonNode newest = null;
        for (JsonNode job : overview.path("jobs")) {
            if (newest == null
                    || job.path("start-time").asLong() > newest.path("start-time").asLong()) {
                newest = job;
            }
        }
        return newest;
    }

    private void lookForMetrics(String id) throws IOException, InterruptedException {
        if (!id.equals(job)) {
            metrics.clear();
            meter.reset();
            job = id;
        }
        for (JsonNode vertex : json("/jobs/" + id).path("vertices")) {
            String vertexId = vertex.path("id").asText();
            if (!vertex.path("name").asText().startsWith("Source")) {
                continue;
            }
            List<String> sums = new ArrayList<>();
            List<String> watermarks = new ArrayList<>();
            for (JsonNode metric : json(metricsPath(vertexId))) {
                String name = metric.path("id").asText();
                if (!WANTED.matcher(name).matches()) {
                    continue;
                }
                if (name.endsWith("Watermark")) {
                    for (int i = 0; i < vertex.path("parallelism").asInt(); i++) {
                        watermarks.add(i + "." + name);
                    }
                } else {
                    sums.add(name);
                }
            }
            metrics.put(vertexId, new Metrics(vertexId, sums, watermarks));
        }
    }

    /** Sums over subtasks. */
    private JsonNode sums(Metrics source) throws IOException, InterruptedException {
        return ask(metricsPath(source.vertex()) + "?agg=sum&get=", source.sums());
    }

    private JsonNode ask(String path, List<String> names) throws IOException, InterruptedException {
        return names.isEmpty()
                ? PageJson.array()
                : json(path + URLEncoder.encode(String.join(",", names), StandardCharsets.UTF_8));
    }

    private String metricsPath(String vertex) {
        return vertexPath(vertex) + "/subtasks/metrics";
    }

    private String vertexPath(String vertex) {
        return "/jobs/" + job + "/vertices/" + vertex;
    }

    private JsonNode json(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(rest + path)).timeout(TIMEOUT).build();
        HttpResponse<byte[]> response =
                client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IOException(path + " answered " + response.statusCode());
        }
        return PageJson.readOrMissing(response.body());
    }
}
