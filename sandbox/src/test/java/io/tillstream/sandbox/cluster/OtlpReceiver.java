package io.tillstream.sandbox.cluster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Takes what Flink's reporters send by OTLP over HTTP, as an OpenTelemetry collector does, and
 * listens for some words: texts stand in protocol buffers as they are.
 */
final class OtlpReceiver implements AutoCloseable {
    private final HttpServer server;
    private final Set<String> missing = ConcurrentHashMap.newKeySet();

    private OtlpReceiver(HttpServer server, List<String> words) {
        this.server = server;
        missing.addAll(words);
    }

    /** Starts one on loopback. */
    static OtlpReceiver start(List<String> words) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        OtlpReceiver receiver = new OtlpReceiver(server, words);
        server.createContext("/v1", receiver::take);
        server.start();
        return receiver;
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body =
                    new String(
                            exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
            missing.removeIf(body::contains);
            exchange.sendResponseHeaders(200, -1);
        }
    }

    /**
     * Settings of both reporters that {@code config.yaml} names.
     *
     * @return arguments of a Flink process
     */
    List<String> settings() {
        String address = "http://localhost:" + server.getAddress().getPort() + "/v1/";
        return List.of(
                "-Dmetrics.reporter.otel.exporter.protocol=HTTP",
                "-Dmetrics.reporter.otel.exporter.endpoint=" + address + "metrics",
                "-Dmetrics.reporter.otel.interval=1 s",
                "-Dtraces.reporter.otel.exporter.protocol=HTTP",
                "-Dtraces.reporter.otel.exporter.endpoint=" + address + "traces",
                "-Dtraces.reporter.otel.interval=1 s");
    }

    /** Words that nobody has sent yet. */
    Set<String> missing() {
        return missing;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
