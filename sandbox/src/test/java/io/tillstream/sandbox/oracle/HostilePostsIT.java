package io.tillstream.sandbox.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.JobOptions;
import io.tillstream.events.Topic;
import io.tillstream.sandbox.replay.Replay;
import io.tillstream.sandbox.stack.EmbeddedStack;
import io.tillstream.trends.TrendsOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Posts that somebody made to do harm are bounded, counted, and the job goes on. */
class HostilePostsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant FIRST = Instant.parse("2026-03-01T00:30:00Z");
    private static final int HOURS = 90;
    private static final String RTL = "\u0641\u0633\u062A\u0627\u0646 \u05E9\u05DE\u05DC\u05D4";

    @TempDir Path folder;
    private final List<String> lines = new ArrayList<>();

    private void post(long minute, String text, List<String> tags, String image)
            throws IOException {
        Map<String, Object> post = new HashMap<>();
        post.put("post_id", "p" + lines.size());
        post.put("platform", "x");
        post.put("author_id", "a" + lines.size());
        post.put("occurred_at", FIRST.plusSeconds(60 * minute).toString());
        post.put("text", text);
        post.put("hashtags", tags);
        post.put("image_uri", image);
        lines.add(JSON.writeValueAsString(post));
    }

    /** Ordinary posts, of which one subject rises in the last hours. */
    private void ordinary() throws IOException {
        for (int hour = 0; hour < HOURS; hour++) {
            for (int i = 0; i < 6; i++) {
                boolean rises = hour >= HOURS - 8 && i > 0;
                post(
                        60L * hour + i,
                        "coat number" + lines.size(),
                        List.of(rises ? "tartan" : "tag" + i),
                        null);
            }
        }
    }

    @Test
    void areBoundedAndCountedAndTheJobGoesOn() throws Exception {
        ordinary();
        long last = 60L * (HOURS - 1) + 10;
        // Those are refused: a text, signs that no table stores, tags without end.
        post(last, "x".repeat(1 << 20), List.of(), null);
        post(last, "\u0000".repeat(15_000), List.of(), null);
        post(last, "tags", Collections.nCopies(5_000, "tag"), null);
        int refused = 3;
        post(last, "word ".repeat(3_999), Collections.nCopies(199, "#tag"), null);
        post(last, "\uD83D\uDE0D".repeat(9_000), List.of("\uD83D\uDE0D"), null);
        post(
                last,
                RTL + " \u202E\u200B\u200D\uFEFF\u0007",
                List.of("\u202Etag\u202C", "\u200B"),
                null);
        post(last, "broken", List.of(), "data:image/png;base64,AAAA");
        post(last, "internal", List.of(), "http://169.254.169.254/latest/meta-data");
        post(last, "a file of the machine", List.of(), "file:///etc/passwd");
        post(last + 180, "the hours before are over", List.of(), null);
        Path events = Files.createDirectory(folder.resolve("events"));
        Files.write(events.resolve(Topic.SOCIAL_POSTS.topicName() + ".jsonl"), lines);

        Path export = folder.resolve("export");
        try (EmbeddedStack stack =
                EmbeddedStack.start(EmbeddedStack.Settings.in(folder.resolve("stack"), 2))) {
            Replay replay =
                    new Replay(
                            stack,
                            Map.of(
                                    JobOptions.PIPELINES.key(), "pictures;trends",
                                    TrendsOptions.FALSE_ALARMS.key(), "1",
                                    JobOptions.PARALLELISM.key(), "2"));
            Replay.Summary summary = replay.run(events);
            replay.export(export);
            assertThat(summary.records()).isEqualTo(lines.size());
            assertThat(summary.dead()).isEqualTo(refused);
        }
        assertThat(Csv.read(export.resolve("tables/data_quality.csv")).rows())
                .filteredOn(row -> row.get("rule").equals("picture-refused"))
                .extracting(row -> row.get("violations"))
                .contains("3");
        assertThat(Csv.read(export.resolve("tables/trend_alert.csv")).rows())
                .anyMatch(row -> row.get("subject").equals("tartan"));
    }
}
