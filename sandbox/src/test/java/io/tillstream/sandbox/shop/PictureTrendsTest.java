package io.tillstream.sandbox.shop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Trends that show in pictures of posts alone. */
class PictureTrendsTest {
    private static final ShopConfig CONFIG =
            ShopConfig.of(40, 300, 200, 7)
                    .withEventsPerDay(10_000)
                    .withImagesAt(URI.create("file:images/"))
                    .withPictureTrends();

    private final ShopSimulator shop = ShopSimulator.bounded(CONFIG);
    private final List<JsonNode> posts = new ArrayList<>();

    PictureTrendsTest() {
        Set<String> known = new HashSet<>();
        shop.forEachRemaining(
                record -> {
                    if (record.topic().equals(Topics.SOCIAL_POSTS)) {
                        JsonNode post = ShopRun.soundJson(record);
                        if (post != null && known.add(post.path("post_id").asText())) {
                            posts.add(post);
                        }
                    }
                });
    }

    private double share(double fromDay, double toDay, Predicate<JsonNode> about) {
        String from = time(fromDay);
        String to = time(toDay);
        List<JsonNode> then =
                posts.stream()
                        .filter(post -> post.path("occurred_at").asText().compareTo(from) >= 0)
                        .filter(post -> post.path("occurred_at").asText().compareTo(to) < 0)
                        .toList();
        assertThat(then).hasSizeGreaterThan(500);
        return (double) then.stream().filter(about).count() / then.size();
    }

    private static String time(double day) {
        return Instant.ofEpochMilli(CONFIG.startMillis() + Math.round(day * Clock.DAY)).toString();
    }

    @Test
    void whatIsInFashionIsShownMoreThanItIsTalkedOf() {
        List<Trends.Trend> seen =
                shop.trends().before(CONFIG.days()).stream()
                        .filter(trend -> trend.canBeSeen() && trend.peak() < CONFIG.days() - 3)
                        .toList();
        assertThat(seen).isNotEmpty();
        for (Trends.Trend trend : seen) {
            Predicate<JsonNode> shown =
                    post -> post.path("image_uri").asText().contains(trend.value());
            Predicate<JsonNode> named = post -> names(post, trend);
            double from = trend.peak() - 2;
            double to = trend.peak() + 2;
            double before = trend.begin();
            assertThat(share(from, to, shown)).isGreaterThan(1.4 * share(0, before, shown));
            assertThat(share(from, to, named)).isLessThan(1.4 * share(0, before, named));
        }
    }

    private static boolean names(JsonNode post, Trends.Trend trend) {
        String text = post.path("text").asText();
        boolean isTag = false;
        for (JsonNode tag : post.path("hashtags")) {
            isTag |= tag.asText().equals(trend.value());
        }
        return isTag
                || trend.value().equals(Phrases.colourIn(text, post.path("language").asText()));
    }
}
