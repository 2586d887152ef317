package io.tillstream.sandbox.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A headless Chromium, driven by the DevTools protocol. It keeps what the console complained of.
 */
final class Chromium implements AutoCloseable {
    private static final List<String> PLACES =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
    private static final long SECONDS = 20;

    private final Process process;
    private final WebSocket socket;
    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    private Chromium(Process process, URI page) throws Exception {
        this.process = process;
        socket =
                HttpClient.newHttpClient()
                        .newWebSocketBuilder()
                        .buildAsync(page, new Listener())
                        .get(SECONDS, TimeUnit.SECONDS);
        for (String domain : List.of("Page", "Runtime", "Log")) {
            call(domain + ".enable", PageJson.object());
        }
    }

    /** Where Chromium is installed, if it is. */
    static Optional<Path> installed() {
        return Stream.concat(Stream.ofNullable(System.getenv("CHROMIUM")), PLACES.stream())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Chromium start(Path program, Path folder) throws Exception {
        Path port = folder.resolve("DevToolsActivePort");
        Files.createDirectories(folder);
        Process process =
                new ProcessBuilder(
                                program.toString(),
                                "--headless",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--disable-dev-shm-usage",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--hide-scrollbars",
                                "--user-data-dir=" + folder,
                                "--remote-debugging-port=0",
                                "about:blank")
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("chromium.log").toFile())
                        .start();
        try {
            Waiting.until("Chromium listens", () -> Files.exists(port) && lines(port).size() == 2);
            URI list = URI.create("http://127.0.0.1:" + lines(port).get(0) + "/json/list");
            Waiting.until("Chromium has a page", () -> pageOf(list).isPresent());
            return new Chromium(process, URI.create(pageOf(list).orElseThrow()));
        } catch (Exception | AssertionError e) {
            process.destroyForcibly();
            throw e;
        }
    }

    void size(int width, int height, boolean phone) throws Exception {
        ObjectNode metrics = PageJson.object().put("width", width).put("height", height);
        call(
                "Emulation.setDeviceMetricsOverride",
                metrics.put("deviceScaleFactor", 1).put("mobile", phone));
    }

    void scheme(String lightOrDark) throws Exception {
        ObjectNode media = PageJson.object();
        media.putArray("features")
                .addObject()
                .put("name", "prefers-color-scheme")
                .put("value", lightOrDark);
        call("Emulation.setEmulatedMedia", media);
    }

    void open(String url) throws Exception {
        call("Page.navigate", PageJson.object().put("url", url));
    }

    /** The value of a JavaScript expression, as JSON. */
    JsonNode evaluate(String expression) throws Exception {
        ObjectNode parameters = PageJson.object().put("expression", expression);
        JsonNode answer =
                call(
                        "Runtime.evaluate",
                        parameters.put("returnByValue", true).put("awaitPromise", true));
        if (answer.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + answer.get("exceptionDetails"));
        }
        return answer.path("result").path("value");
    }

    void screenshot(Path file, boolean whole) throws Exception {
        ObjectNode parameters = PageJson.object().put("format", "png");
        JsonNode answer =
                call("Page.captureScreenshot", parameters.put("captureBeyondViewport", whole));
        Files.write(file, Base64.getDecoder().decode(answer.path("data").asText()));
    }

    /** Errors, warnings and uncaught exceptions of the console. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public void close() {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().orTimeout(SECONDS, TimeUnit.SECONDS).join();
    }

    private JsonNode call(String method, ObjectNode parameters) throws Exception {
        int id = numbers.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        ObjectNode message = PageJson.object().put("id", id).put("method", method);
        message.set("params", parameters);
        socket.sendText(PageJson.write(message), true).get(SECONDS, TimeUnit.SECONDS);
        return answer.get(SECONDS, TimeUnit.SECONDS);
    }

    private static List<String> lines(Path file) {
        try {
            return new ArrayList<>(Files.readAllLines(file));
        } catch (IOException e) {
            return List.of();
        }
    }

    private static Optional<String> pageOf(URI list) {
        try {
            byte[] body =
                    HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(list).build(),
                                    HttpResponse.BodyHandlers.ofByteArray())
                            .body();
            for (JsonNode target : PageJson.readOrMissing(body)) {
                if (target.path("type").asText().equals("page")) {
                    return Optional.of(target.path("webSocketDebuggerUrl").asText());
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                take(PageJson.readOrMissing(text.toString().getBytes(StandardCharsets.UTF_8)));
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        private void take(JsonNode message) {
            if (message.has("id")) {
                CompletableFuture<JsonNode> answer = answers.remove(message.path("id").asInt());
                if (answer != null) {
                    answer.complete(message.path("result"));
                }
                return;
            }
            JsonNode parameters = message.path("params");
            switch (message.path("method").asText()) {
                case "Runtime.exceptionThrown" -> complaints.add(parameters.toString());
                case "Runtime.consoleAPICalled" -> {
                    if (List.of("error", "warning", "assert")
                            .contains(parameters.path("type").asText())) {
                        complaints.add(parameters.toString());
                    }
                }
                case "Log.entryAdded" -> {
                    if (List.of("error", "warning")
                            .contains(parameters.path("entry").path("level").asText())) {
                        complaints.add(parameters.toString());
                    }
                }
                default -> {}
            }
        }
    }
}
