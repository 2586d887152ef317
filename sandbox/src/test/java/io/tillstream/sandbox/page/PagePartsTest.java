package io.tillstream.sandbox.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PagePartsTest {
    private static final long SECOND = 1_000_000_000L;
    @TempDir private Path folder;

    @Test
    void aRateIsTakenBetweenChangesOfTheCounter() {
        RateMeter meter = new RateMeter();

        assertThat(meter.rate(1_000, 0)).isZero();
        assertThat(meter.rate(21_000, 2 * SECOND)).isEqualTo(10_000);
        assertThat(meter.rate(21_000, 4 * SECOND)).as("not refreshed yet").isEqualTo(10_000);
        assertThat(meter.rate(21_000, 7 * SECOND)).as("standing still").isZero();
        assertThat(meter.rate(500, 8 * SECOND)).as("a job begun anew").isZero();
    }

    @Test
    void aFewSalesFromTillsAheadOfTimeDoNotMakeANewToday() {
        EventClock clock = new EventClock();
        long noon = 500 * EventClock.DAY + 12 * EventClock.HOUR;
        TreeMap<Long, Double> orders =
                new TreeMap<>(
                        Map.of(
                                noon - EventClock.HOUR,
                                900.0,
                                noon,
                                40.0,
                                noon + 20 * EventClock.HOUR,
                                2.0));

        clock.set(orders, JobStatus.UNKNOWN);

        assertThat(clock.hour()).isEqualTo(noon);
        assertThat(clock.dayStart()).isEqualTo(500 * EventClock.DAY);
    }

    @Test
    void picturesComeFromDataAndFromTheOneFolderOnly() throws Exception {
        Path pictures = Files.createDirectory(folder.resolve("pictures"));
        Path inside = Files.write(pictures.resolve("a.png"), new byte[] {1, 2});
        Path outside = Files.write(folder.resolve("secret.png"), new byte[] {3});
        Path link = Files.createSymbolicLink(pictures.resolve("link.png"), outside);
        Catalogue catalogue = new Catalogue(100, 1 << 20, new Pictures(pictures));
        put(catalogue, "data", "data:image/png;base64,AQI=");
        put(catalogue, "html", "data:text/html;base64,AQI=");
        put(catalogue, "broken", "data:image/png;base64,%%%");
        put(catalogue, "inside", inside.toUri().toString());
        put(catalogue, "outside", outside.toUri().toString());
        put(catalogue, "dots", pictures.toUri() + "../secret.png");
        put(catalogue, "link", link.toUri().toString());
        put(catalogue, "web", "http://169.254.169.254/picture.png");

        assertThat(catalogue.picture("data").orElseThrow().bytes()).containsExactly(1, 2);
        assertThat(catalogue.picture("inside").orElseThrow().contentType()).isEqualTo("image/png");
        for (String id :
                new String[] {"html", "broken", "outside", "dots", "link", "web", "unknown"}) {
            assertThat(catalogue.picture(id)).as(id).isEmpty();
        }
    }

    /** Who writes posts is trusted even less than who writes the catalogue. */
    @Test
    void picturesOfPostsAreShownByTheSameRulesAndTheNewestAreKept() throws Exception {
        Path pictures = Files.createDirectory(folder.resolve("pictures"));
        Path inside = Files.write(pictures.resolve("a.png"), new byte[] {1, 2});
        Path outside = Files.write(folder.resolve("secret.png"), new byte[] {3});
        SocialPosts posts = new SocialPosts(100, 1_000, new Pictures(pictures));
        post(posts, "outside", outside.toUri().toString());
        post(posts, "web", "http://169.254.169.254/picture.png");
        assertThat(posts.picture("outside")).isEmpty();
        assertThat(posts.picture("web")).isEmpty();
        post(posts, "inside", inside.toUri().toString());
        assertThat(posts.picture("inside").orElseThrow().bytes()).containsExactly(1, 2);
        ObjectNode told = PageJson.object();
        posts.describe("inside", told);
        assertThat(told.has("picture")).isTrue();

        for (int i = 0; i < 30; i++) {
            post(posts, "p" + i, "data:image/png;base64,AQI=");
        }
        assertThat(posts.picture("inside")).isEmpty();
        assertThat(posts.picture("p29").orElseThrow().bytes()).containsExactly(1, 2);
        post(posts, "p29", "");
        assertThat(posts.picture("p29")).isEmpty();
    }

    /** Others would take the places of those that can be shown. */
    @Test
    void ofPostsOnlyAddressesThatMayBeShownAreKept() {
        SocialPosts posts = new SocialPosts(100, 1_000, new Pictures(null));
        post(posts, "shown", "data:image/png;base64,AQI=");
        for (int i = 0; i < 5; i++) {
            post(posts, "web" + i, "https://example.com/" + "a".repeat(300));
            post(posts, "html" + i, "data:text/html;base64," + "A".repeat(300));
            post(posts, "file" + i, "file:///pictures/" + "a".repeat(300));
            post(posts, "x" + i, "x".repeat(300));
        }

        assertThat(posts.picture("shown")).isPresent();
        ObjectNode told = PageJson.object();
        posts.describe("web0", told);
        assertThat(told.has("text")).isTrue();
        assertThat(told.has("picture")).isFalse();
    }

    @Test
    void aPictureIsForgottenWithItsPost() {
        SocialPosts posts = new SocialPosts(1, 1_000, new Pictures(null));
        post(posts, "first", "data:image/png;base64,AQI=");
        post(posts, "second", "");

        assertThat(posts.picture("first")).isEmpty();
    }

    @Test
    void aPostWithAPhotoKeepsItsTextAndOneOfReasonableSizeThePhoto() {
        SocialPosts posts = new SocialPosts(100, 1 << 20, new Pictures(null));
        post(posts, "photo", "data:image/jpeg;base64," + "A".repeat(200_000));
        post(posts, "large", "data:image/jpeg;base64," + "A".repeat(900_000));
        ObjectNode told = PageJson.object();
        posts.describe("large", told);

        assertThat(posts.picture("photo")).isPresent();
        assertThat(posts.picture("large")).isEmpty();
        assertThat(told.path("text").asText()).isEqualTo("look");
    }

    private static void post(SocialPosts posts, String id, String image) {
        posts.put(id, PageData.post("look", image));
    }

    @Test
    void theCatalogueIsBoundedByProductsAndBytesAndForgetsTombstones() {
        Catalogue few = new Catalogue(3, 1 << 20, new Pictures(null));
        for (int i = 0; i < 10; i++) {
            put(few, "p" + i, "");
        }
        assertThat(few.size()).isEqualTo(3);
        few.put("p9", null);
        few.put("p8", "no json".getBytes(StandardCharsets.UTF_8));
        ObjectNode product = PageJson.object();
        few.describe("p9", product);
        assertThat(product).isEmpty();
        assertThat(few.size()).isEqualTo(1);

        Catalogue small = new Catalogue(1_000, 100_000, new Pictures(null));
        for (int i = 0; i < 100; i++) {
            put(small, "p" + i, "data:image/png;base64," + "A".repeat(10_000));
        }
        assertThat(small.size()).isBetween(1, 4);
    }

    @Test
    void aConfigurationThatCannotWorkIsRefusedAndNoneShowsItsPassword() {
        assertThatIllegalArgumentException().isThrownBy(() -> config(70_000, null));
        assertThatIllegalArgumentException().isThrownBy(() -> config(0, "javascript:alert(1)"));
        assertThat(config(0, "http://localhost:8081").toString()).doesNotContain("secret");
    }

    private static LivePageConfig config(int port, String flink) {
        return new LivePageConfig(
                port,
                "jdbc:postgresql://localhost/x",
                "user",
                "secret",
                null,
                flink,
                "",
                () -> JobStatus.UNKNOWN);
    }

    private static void put(Catalogue catalogue, String id, String image) {
        String json = "{\"title\":\"T\",\"category\":\"C\",\"image_uri\":\"" + image + "\"}";
        catalogue.put(id, json.getBytes(StandardCharsets.UTF_8));
    }
}
