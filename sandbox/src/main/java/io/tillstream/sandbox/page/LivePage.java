package io.tillstream.sandbox.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The live page's server, on the loopback address only.
 *
 * <p>One poller, whatever the number of browsers, reads the job's status, the database and the
 * ticker once a second, and sends the sections that changed. The state is an object of sections; a
 * message over {@code /events} is either {@code snapshot} (the whole state, when a browser comes)
 * or {@code delta}: {@code set} replaces sections, {@code append} lengthens the lists {@code rate}
 * and {@code moves}. {@code /api/state} gives the same state once, for scripts. The storefront's
 * panel asks by itself: {@code /api/shop}, {@code /api/shop/list}, and {@code /api/shop/events} to
 * act.
 */
public final class LivePage implements AutoCloseable {
    /** Points of the events-per-second curve that a new browser gets: three minutes. */
    static final int RATE_POINTS = 180;

    private static final int MOVES_KEPT = 24;
    private static final int QUEUE_FRAMES = 32;
    private static final int MAX_BROWSERS = 64;
    private static final int MAX_PRODUCTS = 50_000;
    private static final int MAX_POSTS = 20_000;
    private static final long MAX_CATALOGUE_BYTES = 64L << 20;
    private static final long MAX_POST_PICTURES = 32L << 20;
    private static final int IDLE_TURNS = 5;
    private static final String PICTURES = "/pictures/";
    private static final String POST_PICTURES = "/post-pictures/";
    private static final String WINDOW = "/api/shop";
    private static final String LIST = "/api/shop/list";
    private static final String ACTIONS = "/api/shop/events";
    private static final int LARGEST_ACTION = 4_096;

    /** Web-shop events come so far behind the newest ones: the job's bound on disorder. */
    private static final long BEHIND = 60_000;

    private static final Pattern LOOPBACK =
            Pattern.compile("(?i)(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d{1,5})?");
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'";
    private static final Logger LOG = LoggerFactory.getLogger(LivePage.class);

    private final LivePageConfig config;
    private final PageFiles files = new PageFiles();
    private final Catalogue catalogue;
    private final SocialPosts posts;
    private final EventClock clock = new EventClock();
    private final DatabaseReader database;
    private final KafkaFeed feed;
    private final Storefront storefront;
    private final Broadcast broadcast;
    private final HttpServer server;
    private final ExecutorService workers = Executors.newCachedThreadPool(threads("http"));
    private final Thread poller;

    /** The state below is read and changed under the broadcast's lock only. */
    private final Map<String, JsonNode> state = new HashMap<>();

    private final Deque<JsonNode> rate = new ArrayDeque<>();
    private final Deque<JsonNode> moves = new ArrayDeque<>();

    private volatile JobStatus status = JobStatus.UNKNOWN;
    private volatile boolean closed;

    private LivePage(LivePageConfig config, HttpServer server, int queueFrames) {
        this.config = config;
        this.server = server;
        Pictures pictures = new Pictures(config.pictures());
        catalogue = new Catalogue(MAX_PRODUCTS, MAX_CATALOGUE_BYTES, pictures);
        posts = new SocialPosts(MAX_POSTS, MAX_POST_PICTURES, pictures);
        database = new DatabaseReader(config, clock, Sections.all(() -> status, catalogue, posts));
        feed =
                config.bootstrapServers() == null
                        ? null
                        : new KafkaFeed(config.bootstrapServers(), catalogue, posts);
        storefront =
                config.bootstrapServers() == null
                        ? null
                        : new Storefront(config, catalogue, this::shopTime);
        broadcast = new Broadcast(queueFrames, MAX_BROWSERS);
        ObjectNode links = PageJson.object().put("database", config.databaseDescription());
        if (config.flinkUiUrl() != null) {
            links.put("flink", config.flinkUiUrl());
        }
        state.put("links", links);
        poller = threads("poller").newThread(this::poll);
    }

    /**
     * Starts the page and returns at once; the database and the job may come later.
     *
     * @throws BindException when the port is taken, with a message for the user
     * @throws IOException when the loopback address cannot be listened on
     */
    public static LivePage start(LivePageConfig config) throws IOException {
        return start(config, QUEUE_FRAMES);
    }

    /** For tests, which want a browser to be slow sooner. */
    static LivePage start(LivePageConfig config, int queueFrames) throws IOException {
        LivePage page = new LivePage(config, bind(config.port()), queueFrames);
        page.server.setExecutor(page.workers);
        page.server.createContext("/", page::handle);
        page.server.start();
        if (page.feed != null) {
            page.feed.start();
        }
        page.poller.start();
        return page;
    }

    /** The port that the page listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    InetAddress boundTo() {
        return server.getAddress().getAddress();
    }

    /** The page's address for a browser. */
    public String url() {
        return "http://localhost:" + port() + "/";
    }

    /** Connected browsers. */
    public int browsers() {
        return broadcast.size();
    }

    @Override
    public void close() {
        closed = true;
        poller.interrupt();
        broadcast.close();
        if (feed != null) {
            feed.close();
        }
        if (storefront != null) {
            storefront.close();
        }
        server.stop(0);
        workers.shutdownNow();
        try {
            poller.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends a delta to every browser; the poller and tests do. */
    void publish(Map<String, JsonNode> fresh, JsonNode ratePoint, List<? extends JsonNode> news) {
        broadcast.send(
                () -> {
                    ObjectNode set = PageJson.object();
                    fresh.forEach(
                            (name, value) -> {
                                if (value == null
                                        ? state.remove(name) != null
                                        : changed(name, value)) {
                                    set.set(name, value);
                                }
                            });
                    ObjectNode delta = PageJson.object();
                    delta.set("set", set);
                    ObjectNode append = delta.putObject("append");
                    if (ratePoint != null) {
                        keep(rate, ratePoint, RATE_POINTS);
                        append.putArray("rate").add(ratePoint);
                    }
                    if (!news.isEmpty()) {
                        ArrayNode array = append.putArray("moves");
                        news.forEach(
                                move -> {
                                    keep(moves, move, MOVES_KEPT);
                                    array.add(move);
                                });
                    }
                    return Broadcast.frame("delta", PageJson.write(delta));
                });
    }

    private boolean changed(String name, JsonNode value) {
        return !value.equals(state.put(name, value));
    }

    private static void keep(Deque<JsonNode> list, JsonNode item, int length) {
        list.addLast(item);
        if (list.size() > length) {
            list.removeFirst();
        }
    }

    private ObjectNode snapshot() {
        ObjectNode snapshot = PageJson.object();
        state.forEach(snapshot::set);
        snapshot.putArray("rate").addAll(rate);
        snapshot.putArray("moves").addAll(moves);
        return snapshot;
    }

    private void poll() {
        long turn = 0;
        long next = System.nanoTime();
        try {
            while (!closed) {
                try {
                    // Nobody is looking: the database is left alone most of the time.
                    pollOnce(broadcast.size() > 0 || turn % IDLE_TURNS == 0);
                } catch (RuntimeException e) {
                    LOG.warn("The live page missed a turn", e);
                }
                turn++;
                long now = System.nanoTime();
                next = Math.max(next + TimeUnit.SECONDS.toNanos(1), now);
                TimeUnit.NANOSECONDS.sleep(next - now);
            }
        } catch (InterruptedException e) {
            LOG.debug("The live page's poller ends");
        } finally {
            database.close();
        }
    }

    private void pollOnce(boolean withDatabase) {
        status = askStatus();
        Map<String, JsonNode> fresh = new HashMap<>();
        if (withDatabase) {
            database.read(fresh);
        }
        fresh.put("job", job());
        long now = System.currentTimeMillis();
        ArrayNode point = PageJson.array().add(now).add(Math.max(0, status.eventsPerSecond()));
        publish(fresh, point, feed == null ? List.of() : feed.takeMoves());
    }

    private long shopTime() {
        JobStatus now = status;
        return now.hasWatermark() ? now.watermark() + BEHIND : System.currentTimeMillis();
    }

    private JobStatus askStatus() {
        try {
            JobStatus answer = config.status().get();
            return answer == null ? JobStatus.UNKNOWN : answer;
        } catch (RuntimeException e) {
            LOG.debug("The job's status is not known", e);
            return JobStatus.UNKNOWN;
        }
    }

    private ObjectNode job() {
        JobStatus now = status;
        ObjectNode job =
                PageJson.object()
                        .put("state", now.state())
                        .put("eventsPerSecond", now.eventsPerSecond())
                        .put("recordsIn", now.recordsIn())
                        .put("pending", now.pendingRecords())
                        .put("checkpointMillis", now.checkpointMillis())
                        .put("checkpointBytes", now.checkpointBytes())
                        .put("checkpoints", now.checkpointsCompleted())
                        .put("checkpointsFailed", now.checkpointsFailed())
                        .put("at", System.currentTimeMillis())
                        .put("problem", database.problem());
        if (now.hasWatermark()) {
            job.put("watermark", now.watermark());
        }
        if (feed != null) {
            job.put("moves", feed.moves());
        }
        return job;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Headers headers = exchange.getResponseHeaders();
            headers.set("Content-Security-Policy", POLICY);
            headers.set("X-Content-Type-Options", "nosniff");
            headers.set("Referrer-Policy", "no-referrer");
            headers.set("Cross-Origin-Resource-Policy", "same-origin");
            headers.set("Cross-Origin-Opener-Policy", "same-origin");
            String host = exchange.getRequestHeaders().getFirst("Host");
            // A foreign name that resolves to this address (DNS rebinding) would let another site's
            // scripts read the page. Other ports are fine: tunnels bring them.
            if (host == null || !LOOPBACK.matcher(host).matches()) {
                respond(exchange, 421, "This page answers to localhost only.\n");
                return;
            }
            if (exchange.getRequestMethod().equals("POST")
                    && exchange.getRequestURI().getPath().equals(ACTIONS)) {
                act(exchange, host);
                return;
            }
            if (!Set.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
                headers.set("Allow", "GET, HEAD");
                respond(exchange, 405, "GET and HEAD only.\n");
                return;
            }
            route(exchange, exchange.getRequestURI().getPath());
        }
    }

    private void route(HttpExchange exchange, String path) throws IOException {
        if (path.equals("/events") && exchange.getRequestMethod().equals("GET")) {
            broadcast.serve(
                    exchange, () -> Broadcast.frame("snapshot", PageJson.write(snapshot())));
        } else if (path.equals("/api/state")) {
            String json = broadcast.locked(() -> PageJson.write(snapshot()));
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            respond(exchange, 200, "application/json", json.getBytes(StandardCharsets.UTF_8));
        } else if (path.equals(WINDOW) && storefront != null) {
            json(exchange, 200, storefront.window(query(exchange, "category")));
        } else if (path.equals(LIST) && storefront != null) {
            list(exchange);
        } else if (path.startsWith(PICTURES)) {
            picture(exchange, catalogue.picture(path.substring(PICTURES.length())));
        } else if (path.startsWith(POST_PICTURES)) {
            picture(exchange, posts.picture(path.substring(POST_PICTURES.length())));
        } else {
            file(exchange, path);
        }
    }

    private void list(HttpExchange exchange) throws IOException {
        try {
            json(
                    exchange,
                    200,
                    storefront.list(query(exchange, "session"), query(exchange, "customer")));
        } catch (Storefront.Refused e) {
            respond(exchange, 400, e.getMessage() + "\n");
        }
    }

    /** Another site's scripts can send no JSON here unasked, and its origin would tell. */
    private void act(HttpExchange exchange, String host) throws IOException {
        String origin = exchange.getRequestHeaders().getFirst("Origin");
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (storefront == null) {
            respond(exchange, 404, "Without Kafka there is no storefront.\n");
        } else if (origin != null && !origin.equals("http://" + host)) {
            respond(exchange, 403, "This page takes events of its own visitors only.\n");
        } else if (type == null || !type.startsWith("application/json")) {
            respond(exchange, 415, "application/json is expected.\n");
        } else {
            byte[] body = exchange.getRequestBody().readNBytes(LARGEST_ACTION + 1);
            if (body.length > LARGEST_ACTION) {
                respond(exchange, 413, "That is too large.\n");
                return;
            }
            try {
                json(exchange, 202, storefront.act(PageJson.readOrMissing(body)));
            } catch (Storefront.Refused e) {
                respond(exchange, 400, e.getMessage() + "\n");
            }
        }
    }

    private static void json(HttpExchange exchange, int code, JsonNode json) throws IOException {
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        respond(
                exchange,
                code,
                "application/json",
                PageJson.write(json).getBytes(StandardCharsets.UTF_8));
    }

    /** A parameter of the query; empty if it is not there. */
    private static String query(HttpExchange exchange, String name) {
        String query = exchange.getRequestURI().getRawQuery();
        for (String part : query == null ? new String[0] : query.split("&", -1)) {
            if (part.startsWith(name + "=")) {
                return URLDecoder.decode(part.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    private static void picture(HttpExchange exchange, Optional<Pictures.Picture> picture)
            throws IOException {
        if (picture.isEmpty()) {
            respond(exchange, 404, "No picture.\n");
            return;
        }
        // An SVG opened on its own is a document of this origin: it may run nothing.
        exchange.getResponseHeaders()
                .set(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; sandbox");
        exchange.getResponseHeaders().set("Cache-Control", "private, max-age=3600");
        respond(exchange, 200, picture.get().contentType(), picture.get().bytes());
    }

    private void file(HttpExchange exchange, String path) throws IOException {
        Optional<PageFiles.PageFile> found = files.get(path);
        if (found.isEmpty()) {
            respond(exchange, 404, "Not found.\n");
            return;
        }
        PageFiles.PageFile file = found.get();
        exchange.getResponseHeaders().set("Cache-Control", "no-cache");
        exchange.getResponseHeaders().set("ETag", file.etag());
        if (file.etag().equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            exchange.sendResponseHeaders(304, -1);
            return;
        }
        respond(exchange, 200, file.contentType(), file.bytes());
    }

    private static void respond(HttpExchange exchange, int code, String text) throws IOException {
        respond(exchange, code, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    private static void respond(HttpExchange exchange, int code, String type, byte[] body)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
            exchange.sendResponseHeaders(code, -1);
        } else {
            exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static HttpServer bind(int port) throws IOException {
        InetAddress loopback = InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1});
        try {
            return HttpServer.create(new InetSocketAddress(loopback, port), 0);
        } catch (BindException e) {
            BindException clear =
                    new BindException(
                            "Port "
                                    + port
                                    + " for the live page is taken: stop the program that has it,"
                                    + " or choose another port (0 takes a free one)");
            clear.initCause(e);
            throw clear;
        }
    }

    private static ThreadFactory threads(String what) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "live-page-" + what + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
