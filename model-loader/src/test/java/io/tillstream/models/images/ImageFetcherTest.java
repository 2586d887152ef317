package io.tillstream.models.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tillstream.models.images.ImageException.Reason;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFetcherTest {
    private static final int MOST = 100;
    private static final byte[] PICTURE = "a picture".getBytes(StandardCharsets.UTF_8);

    @TempDir Path dir;

    @Test
    void dataIsInTheAddress() throws Exception {
        assertThat(fetcher().fetch(data("image/png", PICTURE))).isEqualTo(PICTURE);
        assertThat(fetcher().fetch(data("image/png", new byte[MOST]))).hasSize(MOST);
    }

    @Test
    void dataIsBounded() {
        assertThat(refused(data("image/png", new byte[MOST + 1]))).isEqualTo(Reason.TOO_LARGE);
        assertThat(refused(data("image/png", new byte[MOST * 2]))).isEqualTo(Reason.TOO_LARGE);
        assertThat(refused(data("text/html", PICTURE))).isEqualTo(Reason.WRONG_TYPE);
        assertThat(refused("data:image/png,raw")).isEqualTo(Reason.WRONG_TYPE);
        assertThat(refused("data:image/png;base64,%%%")).isEqualTo(Reason.MALFORMED_ADDRESS);
        assertThat(refused("data:" + "x".repeat(MOST))).isEqualTo(Reason.MALFORMED_ADDRESS);
    }

    @Test
    void filesAreReadBelowAllowedFoldersOnly() throws Exception {
        Path inside = write("allowed/p.png", PICTURE);
        Path outside = write("secret.png", PICTURE);
        Path link = Files.createSymbolicLink(dir.resolve("allowed/link.png"), outside);
        assertThat(fetcher().fetch(inside.toUri().toString())).isEqualTo(PICTURE);
        assertThat(refused(outside.toUri().toString())).isEqualTo(Reason.FORBIDDEN);
        assertThat(refused(link.toUri().toString())).isEqualTo(Reason.FORBIDDEN);
        assertThat(refused(dir.resolve("allowed").toUri() + "../secret.png"))
                .isEqualTo(Reason.FORBIDDEN);
        assertThat(refused("file:///etc/passwd")).isEqualTo(Reason.FORBIDDEN);
        assertThat(refused("file://host/p.png")).isEqualTo(Reason.NOT_SUPPORTED);
    }

    @Test
    void relativeFilesAreLookedForBelowAllowedFolders() throws Exception {
        write("allowed/images/p 1.png", PICTURE);
        write("secret.png", PICTURE);
        assertThat(fetcher().fetch("file:images/p%201.png")).isEqualTo(PICTURE);
        assertThat(refused("file:../secret.png")).isEqualTo(Reason.FORBIDDEN);
        assertThat(refused("file:images/none.png")).isEqualTo(Reason.NOT_FOUND);
        assertThat(refused("file:%00")).isEqualTo(Reason.MALFORMED_ADDRESS);
    }

    @Test
    void filesAreBounded() throws Exception {
        Path large = write("allowed/large.png", new byte[MOST + 1]);
        assertThat(refused(large.toUri().toString())).isEqualTo(Reason.TOO_LARGE);
        assertThat(refused(dir.resolve("allowed").toUri().toString())).isEqualTo(Reason.WRONG_TYPE);
        assertThat(refused(dir.resolve("allowed/none.png").toUri().toString()))
                .isEqualTo(Reason.NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://host/p.png",
                "jar:file:/x.jar!/p.png",
                "javascript:alert(1)",
                "s3://bucket/p.png"
            })
    void otherSchemesAreNotSupported(String uri) {
        assertThat(refused(uri)).isEqualTo(Reason.NOT_SUPPORTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "p.png",
                "http://",
                "http:///p.png",
                "http://user:word@example.com/p.png",
                "http://exa mple.com/p.png",
                "http://example.com/\r\nHost: inside"
            })
    void whatIsNoAddressIsMalformed(String uri) {
        assertThat(refused(uri)).isEqualTo(Reason.MALFORMED_ADDRESS);
    }

    @Test
    void anAddressWrittenAsANumberIsStillThatAddress() {
        assertThat(refused("http://2130706433/p.png")).isEqualTo(Reason.FORBIDDEN);
    }

    @Test
    void bucketsAreHostsOfTheEndpoint() throws Exception {
        BucketAddress buckets = new BucketAddress(URI.create("https://s3.example.com:9000"));
        assertThat(buckets.resolve(URI.create("s3://shop/a/p%201.png")))
                .hasToString("https://shop.s3.example.com:9000/a/p%201.png");
        assertThat(
                        catchThrowableOfType(
                                ImageException.class,
                                () -> buckets.resolve(URI.create("s3://user@host/p.png"))))
                .isNotNull();
    }

    @Test
    void messagesAreOneLine() {
        ImageException e = new ImageException(Reason.BROKEN, "a\r\nb".repeat(1_000));
        assertThat(e.getMessage()).hasSizeLessThan(400).doesNotContain("\n", "\r");
    }

    private ImageFetcher fetcher() {
        return new ImageFetcher(
                FetchSettings.DEFAULT
                        .withBounds(MOST, Duration.ofSeconds(2), 0)
                        .withFolders(List.of(dir.resolve("none"), dir.resolve("allowed"))));
    }

    private Reason refused(String uri) {
        return catchThrowableOfType(ImageException.class, () -> fetcher().fetch(uri)).reason();
    }

    private static String data(String type, byte[] bytes) {
        return "data:" + type + ";base64," + Base64.getEncoder().encodeToString(bytes);
    }

    private Path write(String name, byte[] bytes) throws IOException {
        Path file = dir.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }
}
