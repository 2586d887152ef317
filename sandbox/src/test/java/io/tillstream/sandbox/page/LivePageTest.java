package io.tillstream.sandbox.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LivePageTest {
    private static final int QUEUE_FRAMES = 4;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private LivePage page;

    @BeforeEach
    void start() throws IOException {
        page = LivePage.start(config(0, () -> JobStatus.UNKNOWN), QUEUE_FRAMES);
    }

    @AfterEach
    void close() {
        page.close();
    }

    @Test
    void everyFileOfThePageIsServedWithItsTypeAndTheHeadersThatProtectIt() throws Exception {
        for (String name : PageFiles.NAMES) {
            HttpResponse<String> response = get("/" + name);

            assertThat(response.statusCode()).as(name).isEqualTo(200);
            assertThat(response.body()).as(name).isNotBlank();
            String type = response.headers().firstValue("Content-Type").orElse("");
            assertThat(type)
                    .as(name)
                    .matches("(text/(html|css|javascript); charset=utf-8|image/svg.xml)");
            assertThat(response.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(response.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        }
    }

    @Test
    void theListOfFilesIsTheFolder() throws Exception {
        Path folder = Path.of(PageFiles.class.getResource("/page").toURI());
        try (Stream<Path> files = Files.walk(folder)) {
            Set<String> found = new TreeSet<>();
            files.filter(Files::isRegularFile)
                    .forEach(
                            file ->
                                    found.add(
                                            folder.relativize(file).toString().replace('\\', '/')));
            assertThat(PageFiles.NAMES).containsExactlyInAnyOrderElementsOf(found);
        }
    }

    @Test
    void thePageLoadsNothingFromElsewhereAndNeverReadsTextAsMarkup() throws Exception {
        for (String name : PageFiles.NAMES) {
            String text = get("/" + name).body().replace("http://www.w3.org/2000/svg", "");
            assertThat(text).as(name).doesNotContain("http://", "https://");
            assertThat(text)
                    .as(name)
                    .doesNotContain(
                            "innerHTML",
                            "outerHTML",
                            "insertAdjacentHTML",
                            "document.write",
                            "eval(");
        }
    }

    @Test
    void aFileThatTheBrowserHasIsNotSentAgain() throws Exception {
        String etag = get("/style.css").headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> again =
                client.send(
                        request("/style.css").header("If-None-Match", etag).build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void pathsThatAreNoFilesOfThePageAreNotFound() throws Exception {
        for (String path :
                List.of(
                        "/nothing",
                        "/panels/",
                        "/../page/index.html",
                        "/%2e%2e/%2e%2e/etc/passwd",
                        "//etc/passwd",
                        "/page/index.html",
                        "/events/more",
                        "/pictures/",
                        "/pictures/..%2f..%2fetc%2fpasswd",
                        "/index.html%00.css")) {
            assertThat(status("GET " + path + " HTTP/1.1", "Host: localhost"))
                    .as(path)
                    .isEqualTo(404);
        }
    }

    @Test
    void otherMethodsThanReadingAreRefused() throws Exception {
        for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS")) {
            HttpResponse<String> response =
                    client.send(
                            request("/api/state")
                                    .method(method, HttpRequest.BodyPublishers.noBody())
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(method).isEqualTo(405);
            assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD");
        }
        assertThat(status("HEAD / HTTP/1.1", "Host: localhost")).isEqualTo(200);
    }

    @Test
    void onlyNamesOfThisMachineAreAnswered() throws Exception {
        for (String good : List.of("localhost", "LOCALHOST:80", "127.0.0.1:9999", "[::1]:8080")) {
            assertThat(status("GET / HTTP/1.1", "Host: " + good)).as(good).isEqualTo(200);
        }
        for (String bad :
                List.of(
                        "evil.example",
                        "localhost.evil.example",
                        "127.0.0.1.evil.example:80",
                        "192.168.1.7",
                        "")) {
            assertThat(status("GET /api/state HTTP/1.1", "Host: " + bad)).as(bad).isEqualTo(421);
        }
    }

    @Test
    void itListensOnTheLoopbackAddressOnly() {
        assertThat(page.url()).startsWith("http://localhost:" + page.port());
        assertThat(page.boundTo().isLoopbackAddress()).isTrue();
    }

    @Test
    void aTakenPortIsNamedInTheMessage() {
        assertThatThrownBy(() -> LivePage.start(config(page.port(), () -> JobStatus.UNKNOWN)))
                .isInstanceOf(BindException.class)
                .hasMessageContaining("Port " + page.port())
                .hasMessageContaining("is taken");
    }

    @Test
    void aBrowserGetsTheWholeStateAtOnceAndThenOnlyWhatChanged() throws Exception {
        JsonNode sales = PageJson.object().put("now", 7).put("text", "two\nlines");
        page.publish(Map.of("sales", sales), null, List.of());
        page.publish(Map.of(), null, List.of(PageJson.object().put("id", "0-1")));

        try (Events events = new Events()) {
            assertThat(events.header()).contains("200", "text/event-stream", "no-store");
            JsonNode snapshot = events.next("snapshot");
            assertThat(snapshot.path("sales")).isEqualTo(sales);
            assertThat(snapshot.path("moves").path(0).path("id").asText()).isEqualTo("0-1");
            assertThat(snapshot.path("links").path("database").asText()).isEqualTo("the database");

            page.publish(
                    Map.of("sales", sales, "stores", PageJson.array().add("one")),
                    PageJson.array().add(1).add(2),
                    List.of(PageJson.object().put("id", "0-2")));

            JsonNode delta = events.next("delta", json -> json.path("set").has("stores"));
            assertThat(delta.path("set").has("sales")).as("unchanged section").isFalse();
            assertThat(delta.path("append").path("rate")).hasSize(1);
            assertThat(delta.path("append").path("moves")).hasSize(1);
        }
    }

    @Test
    void aSectionThatIsGoneIsToldAsNull() throws Exception {
        page.publish(Map.of("sales", PageJson.object().put("now", 7)), null, List.of());
        try (Events events = new Events()) {
            events.next("snapshot");
            Map<String, JsonNode> gone = new HashMap<>();
            gone.put("sales", null);
            page.publish(gone, null, List.of());

            JsonNode delta = events.next("delta", json -> json.path("set").has("sales"));
            assertThat(delta.path("set").path("sales").isNull()).isTrue();
        }
    }

    @Test
    void thePollerSpeaksEverySecondWithoutADatabaseAndSaysSo() throws Exception {
        try (Events events = new Events()) {
            JsonNode delta =
                    events.next(
                            "delta",
                            json -> json.at("/set/job/problem").asText().contains("database"));
            assertThat(delta.at("/set/job/state").asText()).isEqualTo("UNKNOWN");
            assertThat(delta.toString()).doesNotContain("secret");
        }
    }

    @Test
    void aStatusThatThrowsDoesNotEndThePoller() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        Supplier<JobStatus> broken =
                () -> {
                    calls.incrementAndGet();
                    throw new IllegalStateException("no job");
                };
        try (LivePage other = LivePage.start(config(0, broken))) {
            Waiting.until("a second turn", () -> calls.get() >= 2);
            assertThat(other.browsers()).isZero();
        }
    }

    @Test
    void aBrowserThatDoesNotReadIsDroppedAndTheOthersGoOn() throws Exception {
        try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), page.port());
                Events quick = new Events()) {
            slow.setReceiveBufferSize(4096);
            send(slow, "GET /events HTTP/1.1", "Host: localhost");
            Waiting.until("both are connected", () -> page.browsers() == 2);
            quick.next("snapshot");

            // Far more than the two sockets and the queue hold; the quick one reads as it comes.
            String large = "x".repeat(1 << 20);
            for (int i = 0; i < 64 && page.browsers() == 2; i++) {
                int turn = i;
                page.publish(
                        Map.of("large", PageJson.object().put("turn", i).put("text", large)),
                        null,
                        List.of());
                quick.next("delta", json -> json.at("/set/large/turn").asInt(-1) == turn);
            }

            Waiting.until("the slow one is dropped", () -> page.browsers() == 1);
            page.publish(Map.of("large", PageJson.object()), null, List.of());
            quick.next("delta", json -> json.path("set").has("large"));
        }
    }

    @Test
    void aBrowserThatGoesIsForgotten() throws Exception {
        try (Events events = new Events()) {
            events.next("snapshot");
            assertThat(page.browsers()).isEqualTo(1);
        }
        Waiting.until("the browser is forgotten", () -> page.browsers() == 0);
    }

    @Test
    void closingEndsOpenConnections() throws Exception {
        try (Events events = new Events()) {
            events.next("snapshot");
            page.close();
            assertThat(events.ends()).isTrue();
        }
    }

    private static LivePageConfig config(int port, Supplier<JobStatus> status) {
        // Port 1 of the loopback address: nobody answers, at once.
        return new LivePageConfig(
                port,
                "jdbc:postgresql://127.0.0.1:1/none",
                "user",
                "secret",
                null,
                null,
                "the database",
                status);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + page.port() + path))
                .timeout(Duration.ofSeconds(10));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The answer's status code to a request as it is written here, which no client would send. */
    private int status(String... lines) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), page.port())) {
            socket.setSoTimeout(10_000);
            send(socket, lines);
            InputStream in = socket.getInputStream();
            String line =
                    new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                            .readLine();
            return Integer.parseInt(line.split(" ", -1)[1]);
        }
    }

    private static void send(Socket socket, String... lines) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** A reader of server-sent events that knows their framing and nothing more. */
    private final class Events implements AutoCloseable {
        private final HttpResponse<InputStream> response;
        private final BufferedReader reader;

        Events() throws Exception {
            response =
                    client.send(
                            request("/events").build(), HttpResponse.BodyHandlers.ofInputStream());
            reader =
                    new BufferedReader(
                            new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        }

        String header() {
            return response.statusCode() + " " + response.headers().map();
        }

        JsonNode next(String event) throws IOException {
            return next(event, json -> true);
        }

        JsonNode next(String event, Predicate<JsonNode> wanted) throws IOException {
            String name = "";
            String line = reader.readLine();
            while (line != null) {
                if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ") && name.equals(event)) {
                    JsonNode json =
                            PageJson.readOrMissing(
                                    line.substring(6).getBytes(StandardCharsets.UTF_8));
                    assertThat(reader.readLine()).as("end of the event").isEmpty();
                    if (wanted.test(json)) {
                        return json;
                    }
                } else {
                    assertThat(line).matches("|data: .*|retry: \\d+|: .*");
                }
                line = reader.readLine();
            }
            throw new AssertionError("The stream ended without the wanted " + event);
        }

        /** Whether the stream has an end, however rough. */
        boolean ends() {
            try {
                return reader.lines().count() >= 0;
            } catch (UncheckedIOException e) {
                return true;
            }
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }
}
