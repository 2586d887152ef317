package io.tillstream.sandbox.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.schemas.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page in a real browser, on a real database and a real broker. */
@Timeout(120)
class LivePageIT {
    private static final JobStatus RUNNING =
            new JobStatus(
                    "RUNNING",
                    12_345,
                    4_000_000,
                    77,
                    PageData.NOW_HOUR + 60_000,
                    640,
                    212_000_000,
                    9,
                    0);

    @TempDir private static Path folder;
    private static EmbeddedPostgres postgres;
    private static Broker broker;
    private static String url;
    private static Chromium chromium;

    @BeforeAll
    static void start() throws Exception {
        Optional<Path> program = Chromium.installed();
        assumeTrue(
                program.isPresent(),
                "No Chromium here: install one (apt-get install chromium) or name it in CHROMIUM");
        postgres = EmbeddedPostgres.start();
        url = postgres.getJdbcUrl("postgres", "postgres");
        Database.open(url, "postgres", "").migrate();
        broker = new Broker(folder.resolve("broker"));
        broker.createTopics(
                KafkaFeed.SEGMENTS,
                KafkaFeed.PRODUCTS,
                KafkaFeed.POSTS,
                Storefront.EVENTS,
                Storefront.LISTS);
        chromium = Chromium.start(program.get(), folder.resolve("chromium"));
    }

    @AfterAll
    static void close() throws Exception {
        if (chromium != null) {
            chromium.close();
        }
        if (broker != null) {
            broker.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"1440, 900, light", "390, 844, dark"})
    void theNumbersOfTheDatabaseStandOnThePage(int width, int height, String scheme)
            throws Exception {
        emptyTables();
        chromium.size(width, height, width < 500);
        chromium.scheme(scheme);
        int complaintsBefore = chromium.complaints().size();
        try (LivePage page = LivePage.start(config())) {
            chromium.open(page.url());
            waitForText("#state", "Waiting for first events");
            for (String panel : List.of("forecast", "alerts", "orders", "anomalies")) {
                waitForText("#" + panel + " .empty:not([hidden])", "No day has closed yet");
            }

            PageData.fill(Database.open(url, "postgres", ""));
            for (int i = 0; i < PageData.products(); i++) {
                broker.send(KafkaFeed.PRODUCTS, PageData.productId(i), PageData.catalogueRecord(i));
            }
            broker.send(KafkaFeed.SEGMENTS, "C-1", PageData.move(1));
            broker.send(KafkaFeed.POSTS, "T-1", PageData.post("so boho <b>today</b>"));
            broker.send(KafkaFeed.POSTS, "T-2", PageData.post("fringes!", PageData.SWATCH));

            waitForText("#state", "Live");
            waitForText("#events-per-second", "12,345");
            waitForText("#customers", count(Arrays.stream(PageData.CUSTOMERS).sum()));
            waitForText("#revenue-today", count(query("SELECT round(sum(net_revenue))" + TODAY)));
            waitForText("#units-today", count(query("SELECT sum(units)" + TODAY)));
            waitForText("#event-time", "15:01");
            for (int i = 0; i < PageData.CUSTOMERS.length; i++) {
                String row = ".bars li[data-key='" + PageData.SEGMENTS.get(i) + "'] .number";
                waitForText(row, count(PageData.CUSTOMERS[i]));
            }
            waitForText(".products li:first-child .number", count(query(BEST_PRODUCT)));
            waitForText(".products li:first-child .title", "Silk scarf, paisley");
            waitForText(".ticker", "C-10437");
            waitForText(".ranking", "Köln Ehrenfeld");
            waitForText("#quality tr[data-key='pos.sales']", "412");
            waitForText(".letters", "lines[2].quantity must be more than 0, is -1");
            // Data that looks like markup stays text.
            waitForText(".letters", "<img src=x onerror=alert(1)> is no time");
            assertThat(number("document.querySelectorAll('.letters img').length")).isZero();
            Waiting.until(
                    "pictures of products are loaded",
                    () ->
                            number(
                                            "[...document.querySelectorAll('img.thumb')]"
                                                    + ".filter(i => i.naturalWidth > 0).length")
                                    > 2);
            assertThat(number("document.querySelectorAll('#sales .areas .line').length"))
                    .isEqualTo(2);
            demandStandsOnThePage();
            trendsStandOnThePage();

            assertThat(number("document.documentElement.scrollWidth"))
                    .as("no sideways scrolling at %d px", width)
                    .isLessThanOrEqualTo(width);
            assertThat(number(OUTSIDE)).as("elements beyond the right edge").isZero();
            assertThat(chromium.complaints()).hasSize(complaintsBefore);
        }
        waitForText("#state", "Connection lost");
        waitForText("#banner", "the last ones received");
    }

    private static void demandStandsOnThePage() throws Exception {
        waitForText("#forecast .note", "as of Fri 13 Mar");
        assertThat(
                        number(
                                "document.querySelectorAll('#forecast select:first-of-type option').length"))
                .as("the whole shop and five products")
                .isEqualTo(6);
        waitForText("#forecast .legend li:first-child", compact(ACTUAL_UNITS) + " in 28 d");
        waitForText("#forecast .legend li:last-child", compact(EXPECTED_UNITS) + " in 30 d");
        for (String line : List.of(".actual", ".expected", ".band")) {
            assertThat(number("document.querySelector('#forecast " + line + "').getTotalLength()"))
                    .as(line)
                    .isGreaterThan(100);
        }
        waitForText("#forecast option:nth-child(2)", "Silk scarf, paisley");
        chromium.evaluate(
                "(() => { const [series, unit] = document.querySelectorAll('#forecast select');"
                        + " series.selectedIndex = 1; unit.value = 'revenue';"
                        + " unit.dispatchEvent(new Event('change')); return 1; })()");
        waitForText("#forecast .legend li:last-child", compact(EXPECTED_SCARVES) + " in 30 d");

        waitForText("#alerts .note", "2 open");
        waitForText("#alerts li:first-child", "München Au");
        waitForText("#alerts li:first-child .risk", "92%");
        waitForText("#alerts li:first-child .more", "2.4 d of cover · out about 17 Mar · order 48");
        waitForText("#alerts li:last-child .risk", "34%");

        waitForText("#orders .note", "220 units in 8 lines");
        waitForText("#orders li:first-child", "Berlin Mitte");
        waitForText("#orders li:nth-child(2) .title", "Linen shirt, sage stripe");
        waitForText("#orders li:nth-child(2) .number", "24");

        waitForText("#anomalies li:first-child .title", "Category <i>Shirts</i>");
        waitForText("#anomalies li:first-child .sub", "Fri 13 Mar · far less than expected");
        waitForText(
                "#anomalies li:nth-child(2) .sub", "Köln Ehrenfeld · nothing sold: 8.4 expected");
        waitForText("#anomalies li:last-child .title", "Whole shop");
    }

    private static void trendsStandOnThePage() throws Exception {
        waitForText("#trends .note", "1 open");
        String first = "#trends .trends:not(.slow) li:first-child ";
        waitForText(first + ".title", "<i>Boho</i>");
        waitForText(first + ".lift", "× 3.4");
        waitForText(first + ".sub", "style · in Lima (45% of voices) · within a day");
        waitForText(
                first + ".signals",
                "views moved first, 24 h ahead: posts × 3.4, views × 1.4, sales as usual,"
                        + " searches × 1.9");
        waitForText(first + "q:first-child", "so boho <b>today</b>");
        waitForText(first + "q:last-child", "fringes!");
        assertThat(number("document.querySelectorAll('#trends .fits .thumb').length")).isEqualTo(3);
        Waiting.until(
                "the picture of a post is loaded",
                () -> number("document.querySelector('#trends .posts img').naturalWidth") > 0);
        waitForText(first + ".fits .sub", "19 in stock");
        String last = "#trends .trends:not(.slow) li:last-child ";
        waitForText(last + ".title", "pattern: checks");
        waitForText(last + ".sub", "attribute seen in pictures · within a week");
        waitForText("#trends .slow li:first-child .sub", "emerging, +6 % a week");
        waitForText("#trends .slow li:last-child .sub", "fading, −4 % a week");
        assertThat(number("document.querySelectorAll('#trends .slow li').length")).isEqualTo(2);
        assertThat(
                        number(
                                "document.querySelector('#trends .slow"
                                        + " .spark-line').getAttribute('d').length"))
                .isGreaterThan(100);
    }

    @Test
    void aNewForecastAndAResolvedAlertMoveThePage() throws Exception {
        emptyTables();
        Database database = Database.open(url, "postgres", "");
        PageData.fill(database);
        chromium.size(1440, 900, false);
        try (LivePage page = LivePage.start(config())) {
            chromium.open(page.url());
            waitForText("#forecast .note", "as of Fri 13 Mar");
            waitForText("#alerts .note", "2 open");

            database.jdbi()
                    .useHandle(
                            handle -> {
                                handle.execute(
                                        "UPDATE forecast_issue SET issued_on = '2026-03-14'");
                                handle.execute(
                                        "UPDATE low_stock_alert SET state = 'resolved',"
                                                + " resolved_at = now()");
                            });

            waitForText("#forecast .note", "as of Sat 14 Mar");
            waitForText("#alerts .empty:not([hidden])", "None open");
        }
    }

    @Test
    void aCorrectionInTheDatabaseMovesThePage() throws Exception {
        emptyTables();
        PageData.fill(Database.open(url, "postgres", ""));
        chromium.size(1440, 900, false);
        try (LivePage page = LivePage.start(config())) {
            chromium.open(page.url());
            waitForText(".bars li[data-key='Lost'] .number", "522");

            Database.open(url, "postgres", "")
                    .jdbi()
                    .useHandle(
                            handle ->
                                    handle.execute(
                                            "UPDATE customer_profile SET segment = 'Champions'"
                                                    + " WHERE segment = 'Lost'"));

            waitForText(".bars li[data-key='Lost'] .number", "0");
            waitForText(".bars li[data-key='Champions'] .number", "834");
        }
    }

    @Test
    void aClickGoesToTheWebShopAndTheListThatAnswersSaysWhy() throws Exception {
        emptyTables();
        chromium.size(1440, 900, false);
        int complaintsBefore = chromium.complaints().size();
        for (int i = 0; i < PageData.products(); i++) {
            broker.send(KafkaFeed.PRODUCTS, PageData.productId(i), PageData.catalogueRecord(i));
        }
        Set<String> read = new HashSet<>();
        try (LivePage page = LivePage.start(config())) {
            chromium.open(page.url());
            waitForText("#storefront .empty:not([hidden])", "Look at a product");
            Waiting.until(
                    "products to look at",
                    () -> number("document.querySelectorAll('#storefront .shelf li').length") > 3);

            click("#storefront .shelf .product");
            JsonNode view = next(read);
            assertThat(view.get("type").asText()).isEqualTo("view");
            assertThat(view.has("customer_id")).isFalse();
            assertThat(view.get("occurred_at").asText()).startsWith("2026-03-14T15:0");
            String session = view.get("session_id").asText();
            answer("session:" + session, view, "list-1", "P-1006", "because you viewed <b>it</b>");

            waitForText("#storefront .picks li:first-child .title", "Silk scarf, paisley");
            waitForText("#storefront .picks .why", "because you viewed <b>it</b>");
            waitForText("#storefront .controls .sub", "ms after the click");
            JsonNode shown = next(read);
            assertThat(shown.get("type").asText()).isEqualTo("recommendation_shown");
            assertThat(shown.get("recommendation_id").asText()).isEqualTo("list-1");

            click("#storefront .picks .product");
            JsonNode clicked = next(read);
            JsonNode viewed = next(read);
            assertThat(clicked.get("type").asText()).isEqualTo("recommendation_clicked");
            assertThat(clicked.get("recommendation_id").asText()).isEqualTo("list-1");
            assertThat(viewed.get("product_id").asText()).isEqualTo("P-1006");
            answer("session:" + session, viewed, "list-2", "P-1001", "popular now");
            waitForText("#storefront .picks .why", "popular now");
            assertThat(next(read).get("recommendation_id").asText()).isEqualTo("list-2");
            becomesACustomer(page.url(), session, read);

            assertThat(number(OUTSIDE)).as("elements beyond the right edge").isZero();
            assertThat(chromium.complaints()).hasSize(complaintsBefore);
            refusesOthers(page.url());
        }
    }

    private static void becomesACustomer(String page, String session, Set<String> read)
            throws Exception {
        Database.open(url, "postgres", "")
                .jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        "INSERT INTO recommendation (customer_id,"
                                                + " recommendation_id, generated_at, emitted_at,"
                                                + " trigger_event_id, model_version, variant,"
                                                + " items, version) VALUES ('ada', 'list-0',"
                                                + " now(), now(), 'e', 'm', 'prior', '"
                                                + items("P-1002", "you looked at it")
                                                + "', 1)"));
        chromium.open(page);
        waitForText("#storefront #shopper", "ada");
        chromium.evaluate(
                "(() => { const who = document.querySelector('#shopper'); who.value = 'ada';"
                        + " who.dispatchEvent(new Event('change')); return 1; })()");
        waitForText("#storefront .picks .why", "you looked at it");
        JsonNode shown = next(read);
        assertThat(shown.get("customer_id").asText()).isEqualTo("ada");
        assertThat(shown.get("session_id").asText()).isNotEqualTo(session);
    }

    private static void click(String selector) throws Exception {
        chromium.evaluate("document.querySelector('" + selector + "').click(), 1");
    }

    private static JsonNode next(Set<String> read) throws Exception {
        return PageJson.readOrMissing(
                broker.next(Storefront.EVENTS, read).getBytes(StandardCharsets.UTF_8));
    }

    private static String items(String product, String reason) {
        return "[{\"product_id\":\"%s\",\"score\":0.5,\"rank\":1,\"reason\":\"%s\"}]"
                .formatted(product, reason);
    }

    /** As the job would. */
    private static void answer(
            String shopper, JsonNode trigger, String id, String product, String reason)
            throws Exception {
        String list =
                "{\"recommendation_id\":\"%s\",\"trigger_event_id\":\"%s\",\"items\":%s}"
                        .formatted(id, trigger.get("event_id").asText(), items(product, reason));
        broker.send(Storefront.LISTS, shopper, list.getBytes(StandardCharsets.UTF_8));
    }

    /** Nobody but the page's own visitors makes events, and none of what is not in the shop. */
    private static void refusesOthers(String page) throws Exception {
        String good = "{\"session\":\"s\",\"type\":\"view\",\"product\":\"P-1006\"}";
        assertThat(post(page, good, "application/json", null)).isEqualTo(202);
        assertThat(post(page, good, "application/json", "http://evil.example")).isEqualTo(403);
        assertThat(post(page, good, "text/plain", null)).isEqualTo(415);
        assertThat(post(page, good + " ".repeat(5_000), "application/json", null)).isEqualTo(413);
        for (String wrong :
                List.of(
                        "no JSON",
                        good.replace("P-1006", "none of ours"),
                        good.replace("view", "order"),
                        good.replace("view", "recommendation_clicked"),
                        good.replace("\"s\"", "\"\""))) {
            assertThat(post(page, wrong, "application/json", null)).as(wrong).isEqualTo(400);
        }
    }

    private static int post(String page, String body, String type, String origin) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(page + "api/shop/events"))
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        if (origin != null) {
            request.header("Origin", origin);
        }
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static final String TODAY =
            " FROM product_sales_hourly WHERE hour >= '2026-03-14T00:00Z'"
                    + " AND hour <= '2026-03-14T15:00Z'";
    private static final String BEST_PRODUCT =
            "SELECT round(max(revenue)) FROM (SELECT sum(net_revenue) AS revenue"
                    + TODAY
                    + " GROUP BY product_id) AS products";
    private static final String ACTUAL_UNITS =
            "SELECT sum(units) FROM product_sales_daily WHERE day <= '2026-03-13'";
    private static final String EXPECTED_UNITS =
            "SELECT sum(mean) FROM sales_forecast WHERE level = 'total' AND unit = 'units'";
    private static final String EXPECTED_SCARVES =
            "SELECT sum(mean) FROM sales_forecast WHERE id = 'P-1006' AND unit = 'revenue'";
    private static final String OUTSIDE =
            "[...document.querySelectorAll('main *')].filter(e =>"
                    + " e.getBoundingClientRect().right > innerWidth + 1).length";

    private static LivePageConfig config() {
        return new LivePageConfig(
                0,
                url,
                "postgres",
                "",
                broker.bootstrapServers(),
                "http://localhost:8081",
                "localhost:" + postgres.getPort(),
                () -> RUNNING);
    }

    private static void emptyTables() {
        Database.open(url, "postgres", "")
                .jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        "TRUNCATE customer_profile, customer_segment_history, world,"
                                                + " product_sales_hourly, product_sales_daily,"
                                                + " data_quality, dead_letter, forecast_issue,"
                                                + " low_stock_alert, inventory_position,"
                                                + " sales_anomaly, recommendation, trend_alert,"
                                                + " subject_trend"));
    }

    private static long query(String sql) {
        return Database.open(url, "postgres", "")
                .jdbi()
                .withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }

    /** Thousands as the page shortens them. */
    private static String compact(String sql) {
        double thousands = query("SELECT round((" + sql + ")::numeric)") / 1_000.0;
        return String.format(Locale.ROOT, "%.1fK", thousands).replace(".0K", "K");
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static int number(String expression) throws Exception {
        return chromium.evaluate(expression).asInt(-1);
    }

    private static void waitForText(String selector, String text) throws Exception {
        String expression = "document.querySelector(\"" + selector + "\")?.textContent ?? ''";
        JsonNode[] last = new JsonNode[1];
        try {
            Waiting.until(
                    selector + " says " + text,
                    () -> {
                        last[0] = chromium.evaluate(expression);
                        return last[0].asText().contains(text);
                    });
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + ", but says: " + last[0], e);
        }
    }
}
