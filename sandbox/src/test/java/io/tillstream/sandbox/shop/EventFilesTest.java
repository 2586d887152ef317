package io.tillstream.sandbox.shop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFilesTest {
    private static final ShopConfig CONFIG = ShopConfig.of(4, 80, 30, 21).withEventsPerDay(800);

    @TempDir Path dir;

    @Test
    void equalShopsGiveEqualFiles() throws IOException {
        ShopConfig config = CONFIG.withImagesAt(URI.create("file:///shop/images/"));
        EventFiles.write(ShopSimulator.bounded(config), dir.resolve("a"));
        EventFiles.write(ShopSimulator.bounded(config), dir.resolve("b"));
        for (String topic : Topics.ALL) {
            Path name = Path.of(topic + ".jsonl.gz");
            assertThat(dir.resolve("a").resolve(name))
                    .hasSameBinaryContentAs(dir.resolve("b").resolve(name));
        }
        assertThat(dir.resolve("a/truth.json")).hasSameBinaryContentAs(dir.resolve("b/truth.json"));
    }

    @Test
    void truthCountsWhatTheFilesHold() throws IOException {
        EventFiles.Summary summary = EventFiles.write(CONFIG, dir);
        JsonNode truth = new ObjectMapper().readTree(dir.resolve("truth.json").toFile());
        for (String topic : Topics.ALL) {
            long lines = lines(dir.resolve(topic + ".jsonl.gz"));
            assertThat(lines).isPositive().isEqualTo(summary.records().get(topic));
            assertThat(truth.path("records").path(topic).asLong()).isEqualTo(lines);
        }
        assertThat(truth.path("records").path("total").asLong()).isEqualTo(summary.total());
        assertThat(truth.path("customers")).hasSize(CONFIG.customers());
        assertThat(truth.path("styles")).hasSize(CONFIG.products());
        for (String list : new String[] {"trends", "demand_shocks", "stock_outs"}) {
            assertThat(truth.path(list)).as(list).isNotEmpty();
        }
    }

    @Test
    void everyPictureThatARecordNamesIsThere() throws IOException {
        EventFiles.write(CONFIG, dir);
        int pictures = 0;
        for (String topic : new String[] {Topics.CATALOG_PRODUCTS, Topics.SOCIAL_POSTS}) {
            for (String line : text(dir.resolve(topic + ".jsonl.gz")).lines().toList()) {
                int at = line.indexOf("\"image_uri\":\"");
                if (at >= 0 && line.endsWith("}")) {
                    String uri = line.substring(at + 13, line.indexOf('"', at + 13));
                    assertThat(ImageIO.read(Path.of(URI.create(uri)).toFile())).isNotNull();
                    pictures++;
                }
            }
        }
        assertThat(pictures).isGreaterThan(CONFIG.products());
    }

    private static long lines(Path file) throws IOException {
        return text(file).chars().filter(c -> c == '\n').count();
    }

    private static String text(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
