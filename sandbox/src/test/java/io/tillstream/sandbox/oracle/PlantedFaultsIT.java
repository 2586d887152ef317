package io.tillstream.sandbox.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.JobOptions;
import io.tillstream.sandbox.replay.Replay;
import io.tillstream.sandbox.shop.EventFiles;
import io.tillstream.sandbox.shop.ShopConfig;
import io.tillstream.sandbox.stack.EmbeddedStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong at a producer is told of, by source and rule and hour, and nothing else is. */
class PlantedFaultsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PARALLELISM = 2;

    /** From 1 March 2026 on; Easter Monday is its 36th day. */
    private static final ShopConfig SHOP = ShopConfig.of(41, 400, 60, 17).withEventsPerDay(3_000);

    /** Eight weeks and four more are what revenue is compared over. */
    private static final ShopConfig MONTHS =
            ShopConfig.of(113, 200, 40, 23).withEventsPerDay(400).withStores(3);

    @TempDir Path folder;

    @Test
    void eachFaultIsToldOfAndAShopWithoutNeverIs() throws Exception {
        Path events = folder.resolve("events");
        EventFiles.write(SHOP, events);
        Path planted = folder.resolve("planted");
        PlantedFaults.plant(events, SHOP.start(), planted);

        Path sound = replay(events);
        Path told = replay(planted);
        assertThat(alerts(sound)).isEmpty();
        assertThat(alerts(told))
                .containsExactlyInAnyOrder(
                        "2026-03-26 opened social.posts:missing.text",
                        "2026-03-29 resolved social.posts:missing.text",
                        "2026-03-27 opened pos.sales:price",
                        "2026-03-30 resolved pos.sales:price",
                        "2026-03-31 opened pos.sales:schema-drift"
                                + " new: payment_method, gone: payment_type",
                        "2026-04-03 opened ecom.events:volume all day: 0 of N",
                        "2026-04-04 resolved ecom.events:volume",
                        "2026-04-08 opened social.posts:volume all day: 0 of N",
                        "2026-04-09 opened feeds/social.posts:age_hours");
        assertThat(violations(told, "ecom.events", "volume", "2026-04-03")).isEqualTo(24);
        assertThat(violations(told, "pos.sales", "price", "2026-03-26")).isEqualTo(1);
        assertThat(violations(told, "pos.sales", "schema-drift", "2026-03-31")).isEqualTo(2);
        assertThat(violations(told, "social.posts", "missing.text", "2026-03-25"))
                .isBetween(10L, 40L);
    }

    /**
     * All stores at half as much again: no price is unlike the others', but the day's revenue is.
     */
    @Test
    void revenueThatMovesIsToldOfAndOneThatDoesNotNeverIs() throws Exception {
        Path events = folder.resolve("months");
        EventFiles.write(MONTHS, events);
        Path dearer = folder.resolve("dearer");
        PlantedFaults.raisePrices(events, MONTHS.start().plusDays(88), dearer);

        assertThat(alerts(replay(events))).filteredOn(alert -> alert.contains("drift")).isEmpty();
        assertThat(alerts(replay(dearer)))
                .filteredOn(alert -> alert.contains("drift"))
                .allSatisfy(alert -> assertThat(alert.substring(0, 10)).isGreaterThan("2026-05-28"))
                .extracting(alert -> alert.substring(11))
                .containsExactlyInAnyOrder(
                        "opened drift/sales:psi.revenue", "opened drift/sales:ks.revenue");
    }

    private Path replay(Path events) throws Exception {
        Path to = folder.resolve(events.getFileName() + "-exported");
        try (EmbeddedStack stack =
                EmbeddedStack.start(
                        EmbeddedStack.Settings.in(
                                folder.resolve(events.getFileName() + "-stack"), PARALLELISM))) {
            Replay replay =
                    new Replay(
                            stack,
                            Map.of(
                                    JobOptions.PARALLELISM.key(),
                                    Integer.toString(PARALLELISM),
                                    JobOptions.PIPELINES.key(),
                                    "products"));
            replay.run(events);
            replay.export(to);
        }
        return to;
    }

    /** The day after that which each alert is about, its state, metric and reason. */
    private static List<String> alerts(Path exported) throws IOException {
        List<String> alerts = new ArrayList<>();
        Path topic = exported.resolve("topics/retail.alerts.operations.jsonl");
        for (String line : Files.readAllLines(topic)) {
            JsonNode alert = JSON.readTree(line).get("value");
            String text =
                    alert.get("window_end").asText().substring(0, 10)
                            + " "
                            + alert.get("state").asText()
                            + " "
                            + alert.get("metric").asText()
                            + " "
                            + alert.path("reason").asText().replaceAll("of \\d+", "of N");
            alerts.add(text.strip());
        }
        return alerts;
    }

    private static long violations(Path exported, String source, String rule, String windowEnd) {
        Csv quality = Csv.read(exported.resolve("tables/data_quality.csv"));
        List<String> header = quality.header();
        return quality.values().stream()
                .filter(row -> row.get(header.indexOf("source")).equals(source))
                .filter(row -> row.get(header.indexOf("rule")).equals(rule))
                .filter(row -> row.get(header.indexOf("window_end")).startsWith(windowEnd))
                .mapToLong(row -> Long.parseLong(row.get(header.indexOf("violations"))))
                .findFirst()
                .orElseThrow();
    }
}
