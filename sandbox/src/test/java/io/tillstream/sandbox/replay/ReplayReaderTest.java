package io.tillstream.sandbox.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.events.EventTime;
import io.tillstream.events.Topic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayReaderTest {
    @TempDir Path folder;

    private static String post(String id, String time) {
        return "{\"post_id\":\"" + id + "\",\"occurred_at\":\"" + time + "\"}\n";
    }

    private List<ReplayRecord> read() throws IOException {
        List<ReplayRecord> records = new ArrayList<>();
        try (ReplayReader reader = new ReplayReader(EventFile.openAll(folder))) {
            for (ReplayRecord r = reader.next(); r != null; r = reader.next()) {
                records.add(r);
            }
        }
        return records;
    }

    @Test
    void placesOfSparseRecordsAreTheirOwnTimes() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int day = 1; day <= 25; day += 4) {
            lines.append(post("p" + day, String.format("2026-03-%02dT10:00:00Z", day)));
        }
        Files.writeString(folder.resolve("social.posts.jsonl"), lines);

        List<ReplayRecord> records = read();

        assertThat(records).hasSize(7);
        for (int i = 2; i < 7; i++) {
            String time = String.format("2026-03-%02dT10:00:00Z", 1 + 4 * i);
            assertThat(records.get(i).time()).isEqualTo(EventTime.parse(time));
        }
    }

    @Test
    void aWrongClockNeitherRunsAheadNorHoldsTheFileBack() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int minute = 10; minute < 30; minute++) {
            String year = minute == 15 ? "2099" : minute == 20 ? "2001" : "2026";
            lines.append(post("p" + minute, year + "-03-01T10:" + minute + ":00Z"));
        }
        Files.writeString(folder.resolve("social.posts.jsonl"), lines);

        List<ReplayRecord> records = read();

        assertThat(records)
                .allSatisfy(
                        r ->
                                assertThat(r.time())
                                        .isBetween(
                                                EventTime.parse("2026-03-01T10:10:00Z"),
                                                EventTime.parse("2026-03-01T10:29:00Z")))
                .extracting(r -> new String(r.key(), StandardCharsets.UTF_8))
                .containsExactlyElementsOf(IntStream.range(10, 30).mapToObj(i -> "p" + i).toList());
    }

    @Test
    void referenceDataComesFirstAndBrokenLinesKeepTheirPlace() throws IOException {
        Files.writeString(
                folder.resolve("social.posts.jsonl"),
                post("a", "2026-03-01T10:00:00Z") + "broken\n" + post("b", "2026-03-01T10:01:00Z"));
        Files.writeString(folder.resolve("catalog.products.jsonl"), "{\"product_id\":\"p\"}\r\n");

        List<ReplayRecord> records = read();

        assertThat(records)
                .extracting(ReplayRecord::topic)
                .containsExactly(
                        Topic.CATALOG_PRODUCTS,
                        Topic.SOCIAL_POSTS,
                        Topic.SOCIAL_POSTS,
                        Topic.SOCIAL_POSTS);
        assertThat(new String(records.get(0).value(), StandardCharsets.UTF_8))
                .isEqualTo("{\"product_id\":\"p\"}");
        assertThat(records.get(2).key()).isNull();
        assertThat(records.get(0).time())
                .as("not 1970")
                .isEqualTo(EventTime.parse("2026-03-01T10:00:00Z"));
    }
}
