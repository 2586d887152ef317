package io.tillstream.models.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tillstream.models.images.ImageException.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PictureDownloadTest {
    private static final int MOST = 1_000;
    private static final byte[] PICTURE = "a picture".getBytes(StandardCharsets.UTF_8);
    private static final FetchSettings LOCAL =
            FetchSettings.DEFAULT
                    .withBounds(MOST, Duration.ofSeconds(20), 2)
                    .withInternalHosts(Set.of("localhost"));

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("localhost"), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void aPictureArrives() throws Exception {
        on("/p.png", exchange -> send(exchange, 200, "image/png", PICTURE, true));
        on("/chunked", exchange -> send(exchange, 200, "image/png", PICTURE, false));
        assertThat(fetch(LOCAL, "/p.png")).isEqualTo(PICTURE);
        assertThat(fetch(LOCAL, "/chunked")).isEqualTo(PICTURE);
    }

    @Test
    void internalHostsAreNotAskedUnlessAllowed() {
        on("/p.png", exchange -> send(exchange, 200, "image/png", PICTURE, true));
        assertThat(refused(FetchSettings.DEFAULT, "/p.png")).isEqualTo(Reason.FORBIDDEN);
    }

    @Test
    void aRedirectIsHeldToTheSameRules() throws Exception {
        on("/p.png", exchange -> send(exchange, 200, "image/png", PICTURE, true));
        redirect("/once", "/p.png");
        redirect("/inside", "http://127.0.0.1:" + server.getAddress().getPort() + "/p.png");
        redirect("/metadata", "http://169.254.169.254/latest/meta-data/");
        redirect("/file", "file:///etc/passwd");
        redirect("/round", "/round");
        assertThat(fetch(LOCAL, "/once")).isEqualTo(PICTURE);
        assertThat(refused(LOCAL, "/inside")).isEqualTo(Reason.FORBIDDEN);
        assertThat(refused(LOCAL, "/metadata")).isEqualTo(Reason.FORBIDDEN);
        assertThat(refused(LOCAL, "/file")).isEqualTo(Reason.FORBIDDEN);
        assertThat(refused(LOCAL, "/round")).isEqualTo(Reason.UNREACHABLE);
    }

    @Test
    void whatIsTooLargeIsRefusedWhetherItSaysSoOrNot() {
        on("/said", exchange -> send(exchange, 200, "image/png", new byte[MOST + 1], true));
        on("/unsaid", exchange -> send(exchange, 200, "image/png", new byte[MOST + 1], false));
        on("/endless", PictureDownloadTest::sendForEver);
        assertThat(refused(LOCAL, "/said")).isEqualTo(Reason.TOO_LARGE);
        assertThat(refused(LOCAL, "/unsaid")).isEqualTo(Reason.TOO_LARGE);
        assertThat(refused(LOCAL, "/endless")).isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void whatIsNoPictureIsRefused() {
        on("/page", exchange -> send(exchange, 200, "text/html", PICTURE, true));
        on("/broken", exchange -> send(exchange, 500, "image/png", PICTURE, true));
        assertThat(refused(LOCAL, "/page")).isEqualTo(Reason.WRONG_TYPE);
        assertThat(refused(LOCAL, "/missing")).isEqualTo(Reason.NOT_FOUND);
        assertThat(refused(LOCAL, "/broken")).isEqualTo(Reason.UNREACHABLE);
    }

    @Test
    void aServerThatDripsIsLeftAtTheEndOfTheTime() throws Exception {
        try (ServerSocket dripping = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
            threads.execute(() -> drip(dripping));
            String uri = "http://localhost:" + dripping.getLocalPort() + "/p.png";
            FetchSettings hasty = LOCAL.withBounds(MOST, Duration.ofMillis(500), 0);
            long start = System.nanoTime();
            assertThat(refused(new ImageFetcher(hasty), uri)).isEqualTo(Reason.TIMED_OUT);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(10));
        }
    }

    private interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }

    private void on(String path, Handler handler) {
        server.createContext(
                path,
                exchange -> {
                    try (exchange) {
                        handler.handle(exchange);
                    }
                });
    }

    private void redirect(String path, String to) {
        on(
                path,
                exchange -> {
                    exchange.getResponseHeaders().add("Location", to);
                    exchange.sendResponseHeaders(302, -1);
                });
    }

    private static void send(
            HttpExchange exchange, int status, String type, byte[] body, boolean withLength)
            throws IOException {
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(status, withLength ? body.length : 0);
        exchange.getResponseBody().write(body);
    }

    private static void sendForEver(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "image/png");
        exchange.sendResponseHeaders(200, 0);
        while (true) {
            // Ends when nobody listens any more.
            exchange.getResponseBody().write(new byte[MOST]);
            exchange.getResponseBody().flush();
        }
    }

    private static void drip(ServerSocket server) {
        try (Socket socket = server.accept();
                OutputStream out = socket.getOutputStream()) {
            while (true) {
                out.write('H');
                out.flush();
                Thread.sleep(20);
            }
        } catch (IOException | InterruptedException e) {
            // The other side is gone, which is what the test waits for.
            Thread.currentThread().interrupt();
        }
    }

    private byte[] fetch(FetchSettings settings, String path) throws ImageException {
        return new ImageFetcher(settings)
                .fetch("http://localhost:" + server.getAddress().getPort() + path);
    }

    private Reason refused(FetchSettings settings, String path) {
        return refused(
                new ImageFetcher(settings),
                "http://localhost:" + server.getAddress().getPort() + path);
    }

    private static Reason refused(ImageFetcher fetcher, String uri) {
        return catchThrowableOfType(ImageException.class, () -> fetcher.fetch(uri)).reason();
    }
}
