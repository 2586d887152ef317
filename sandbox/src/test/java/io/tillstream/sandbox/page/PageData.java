package io.tillstream.sandbox.page;

import io.tillstream.schemas.Database;
import io.tillstream.schemas.RowWriter;
import io.tillstream.schemas.rows.CustomerRow;
import io.tillstream.schemas.rows.DailySalesRow;
import io.tillstream.schemas.rows.DataQualityRow;
import io.tillstream.schemas.rows.DeadLetterRow;
import io.tillstream.schemas.rows.ForecastRow;
import io.tillstream.schemas.rows.HourlySalesRow;
import io.tillstream.schemas.rows.InventoryRow;
import io.tillstream.schemas.rows.LowStockAlertRow;
import io.tillstream.schemas.rows.Row;
import io.tillstream.schemas.rows.SalesAnomalyRow;
import io.tillstream.schemas.rows.SegmentChangeRow;
import io.tillstream.schemas.rows.SubjectTrendRow;
import io.tillstream.schemas.rows.TrendAlertRow;
import io.tillstream.schemas.rows.WorldRow;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** A plausible shop in the tables: two days of sales, customers in every segment, bad records. */
final class PageData {
    static final long HOUR = EventClock.HOUR;
    static final long DAY = EventClock.DAY;

    /** The event-time day that the page shows as today; sales stand until its hour 15. */
    static final long TODAY = Instant.parse("2026-03-14T00:00:00Z").toEpochMilli();

    static final long NOW_HOUR = TODAY + 15 * HOUR;
    static final List<String> SEGMENTS =
            List.of(
                    "Champions",
                    "Loyal",
                    "Potential Loyalist",
                    "New Customer",
                    "Promising",
                    "Need Attention",
                    "Cannot Lose",
                    "At Risk",
                    "Hibernating",
                    "Lost",
                    "Others");
    static final int[] CUSTOMERS = {312, 447, 268, 131, 96, 208, 41, 187, 390, 522, 17};
    private static final String[] TITLES = {
        "Linen shirt, sage stripe",
        "Merino crew neck, ink",
        "Wide corduroy trousers, rust",
        "Pleated midi skirt, moss",
        "Quilted jacket, oat",
        "Silk scarf, paisley",
        "Oxford shirt, sky",
        "Ribbed tank top, chalk",
        "Denim overshirt, washed black",
        "Cashmere beanie, camel"
    };
    private static final String[] CATEGORIES = {
        "Shirts",
        "Knitwear",
        "Trousers",
        "Skirts",
        "Jackets",
        "Accessories",
        "Shirts",
        "Tops",
        "Shirts",
        "Accessories"
    };
    private static final double[] UNITS = {55, 50, 45, 42, 40, 150, 36, 30, 28, 24};
    private static final String[] STORES = {
        "Berlin Mitte", "Hamburg Altona", "Köln Ehrenfeld", "München Au", "Leipzig Süd", "online"
    };

    /** A picture as an address. */
    static final String SWATCH =
            "data:image/svg+xml;base64,"
                    + Base64.getEncoder()
                            .encodeToString(
                                    ("<svg xmlns='http://www.w3.org/2000/svg' width='8' height='8'>"
                                                    + "<rect width='8' height='8'/></svg>")
                                            .getBytes(StandardCharsets.UTF_8));

    private PageData() {}

    static void fill(Database database) {
        List<Row> rows = new ArrayList<>();
        customers(rows);
        sales(rows);
        quality(rows);
        demand(rows);
        trends(rows);
        try (RowWriter writer = database.newWriter()) {
            writer.write(rows);
        }
    }

    private static void customers(List<Row> rows) {
        for (int segment = 0; segment < CUSTOMERS.length; segment++) {
            for (int i = 0; i < CUSTOMERS[segment]; i++) {
                String id = "C-" + (10_000 * (segment + 1) + i);
                rows.add(
                        new CustomerRow(
                                id,
                                TODAY - 90 * DAY,
                                TODAY - DAY,
                                3,
                                1_234_500,
                                3,
                                3,
                                3,
                                SEGMENTS.get(segment),
                                null,
                                TODAY,
                                1));
                if (i < CUSTOMERS[segment] / 12) {
                    String previous = SEGMENTS.get((segment * 7 + i) % SEGMENTS.size());
                    rows.add(new SegmentChangeRow(id, TODAY, SEGMENTS.get(segment), previous, 1));
                }
            }
        }
        rows.add(new WorldRow(TODAY, 1));
    }

    private static void sales(List<Row> rows) {
        Random random = new Random(7);
        for (long hour = NOW_HOUR - 60 * HOUR; hour <= NOW_HOUR; hour += HOUR) {
            int ofDay = (int) (hour % DAY / HOUR);
            for (int product = 0; product < TITLES.length; product++) {
                for (String store : STORES) {
                    boolean online = store.equals("online");
                    double open =
                            online
                                    ? 0.3 + Math.sin((ofDay - 6) * Math.PI / 17)
                                    : Math.sin((ofDay - 8) * Math.PI / 12);
                    double mean =
                            open
                                    * (13 - product)
                                    * (online ? 1.8 : 1)
                                    * (0.7 + 0.6 * random.nextDouble());
                    long units = Math.max(0, Math.round(mean));
                    if (units == 0 || (!online && (ofDay < 9 || ofDay > 19))) {
                        continue;
                    }
                    long revenue = units * (199_000 + product * 43_000L);
                    rows.add(
                            new HourlySalesRow(
                                    productId(product),
                                    store,
                                    online ? "online" : "store",
                                    hour,
                                    units,
                                    units / 9,
                                    revenue,
                                    revenue - units / 9 * 199_000,
                                    units,
                                    1));
                }
            }
        }
        // A till whose clock is most of a day ahead: two sales that are no new today.
        rows.add(
                new HourlySalesRow(
                        productId(0),
                        STORES[0],
                        "store",
                        NOW_HOUR + 20 * HOUR,
                        2,
                        0,
                        400_000,
                        400_000,
                        2,
                        1));
        rows.add(
                new DailySalesRow(
                        productId(0),
                        STORES[0],
                        "store",
                        NOW_HOUR / DAY,
                        2,
                        0,
                        400_000,
                        400_000,
                        2,
                        1));
    }

    private static void quality(List<Row> rows) {
        String[] sources = {"pos.sales", "ecom.events", "inventory.levels", "catalog.products"};
        long[] records = {41_210, 186_344, 9_120, 240};
        long[][] bad = {{412, 37, 9}, {1_903, 118, 44}, {0, 3, 0}, {0, 0, 1}};
        String[] rules = {"duplicate", "late", "dead-letter"};
        for (int source = 0; source < sources.length; source++) {
            for (int rule = 0; rule < rules.length; rule++) {
                rows.add(
                        new DataQualityRow(
                                sources[source],
                                rules[rule],
                                TODAY,
                                records[source] * 2,
                                bad[source][rule] * 2,
                                1));
                rows.add(
                        new DataQualityRow(
                                sources[source],
                                rules[rule],
                                TODAY + DAY,
                                records[source],
                                bad[source][rule],
                                1));
            }
        }
        String[][] letters = {
            {
                "pos.sales",
                "io.tillstream.events.BadRecord: lines[2].quantity must be more than 0, is -1",
                "validate"
            },
            {
                "ecom.events",
                "io.tillstream.events.BadRecord: type 'purchase' is none of the contract's",
                "validate"
            },
            {
                "ecom.events",
                "com.fasterxml.jackson.core.JsonParseException: Unexpected end of input at byte 118",
                "decode"
            },
            {
                "pos.sales",
                "io.tillstream.events.TooLarge: record has 1,310,720 bytes, at most 1,048,576 are read",
                "decode"
            },
            {
                "pos.sales",
                "io.tillstream.events.BadRecord: <img src=x onerror=alert(1)> is no time",
                "validate"
            },
            {"catalog.products", "io.tillstream.events.BadRecord: title is missing", "validate"}
        };
        for (int i = 0; i < 54; i++) {
            String[] letter = letters[i % letters.length];
            rows.add(
                    new DeadLetterRow(
                            letter[0],
                            i % 4,
                            51_877 + i * 13L,
                            letter[1],
                            letter[2],
                            TODAY + 15 * HOUR - i * 61_000L));
        }
    }

    /** What is known once yesterday closed. */
    private static void demand(List<Row> rows) {
        Random random = new Random(11);
        long issuedOn = TODAY / DAY - 1;
        float[] factors = {0.8f, 1, 1.25f, 0.65f, 0.98f, 1.4f, 0.9f, 1, 1.1f};
        for (int product = 0; product < TITLES.length; product++) {
            for (long day = issuedOn - 27; day <= issuedOn; day++) {
                long units = Math.round(UNITS[product] * week(day) * random.nextDouble(0.8, 1.2));
                long revenue = units * (product + 20) * 10_000;
                rows.add(
                        new DailySalesRow(
                                productId(product),
                                STORES[1],
                                "store",
                                day,
                                units,
                                0,
                                revenue,
                                revenue,
                                units,
                                1));
            }
            rows.add(
                    forecast(
                            "product",
                            productId(product),
                            "units",
                            issuedOn,
                            UNITS[product],
                            factors,
                            product + 20.0));
        }
        rows.add(forecast("total", "all", "units", issuedOn, 400, factors, null));
        rows.add(forecast("total", "all", "revenue", issuedOn, 9_600, factors, null));
        rows.add(alert("a-1", "opened", 2, 5, 0.34, TODAY - 5 * HOUR, null));
        rows.add(alert("a-2", "changed", 3, 2, 0.92, TODAY, null));
        rows.add(alert("a-3", "resolved", 4, 1, 0.05, TODAY - DAY, TODAY));
        for (int i = 0; i < TITLES.length; i++) {
            rows.add(
                    new InventoryRow(
                            STORES[i % 5],
                            productId(i),
                            7 + i,
                            i % 2 == 0 ? null : 12L,
                            TODAY,
                            i == 3 ? null : 1.5 + i,
                            30L,
                            i < 8 ? 24L + i : 0L,
                            1));
        }
        rows.add(new SalesAnomalyRow("total", "all", issuedOn - 1, "spike", 812, 400, 300, 510, 1));
        rows.add(
                new SalesAnomalyRow(
                        "category", "<i>Shirts</i>", issuedOn, "drop", 31, 120, 80, 160, 1));
        rows.add(
                new SalesAnomalyRow(
                        "product_store",
                        productId(4) + "|" + STORES[2],
                        issuedOn,
                        "silent",
                        0,
                        8.4,
                        2,
                        15,
                        1));
    }

    private static String movement(String signal, long at, double score, double lift) {
        return String.format(
                Locale.ROOT,
                "{\"signal\":\"%s\",\"moved_at\":\"%s\",\"score\":%s,\"lift\":%s}",
                signal,
                Instant.ofEpochMilli(at),
                score,
                lift);
    }

    private static void trends(List<Row> rows) {
        rows.add(
                new TrendAlertRow(
                        "boho|1",
                        "changed",
                        "style",
                        "<i>Boho</i>",
                        14.2,
                        3.4,
                        "P1D",
                        List.of("T-1", "T-unknown", "T-2"),
                        List.of(productId(0), productId(5)),
                        "["
                                + movement("posts", TODAY - DAY, 14.2, 3.4)
                                + ","
                                + movement("views", TODAY - 3 * DAY, 6.1, 1.4)
                                + ",{\"signal\":\"sales\",\"moved_at\":null},"
                                + movement("searches", TODAY - 2 * DAY, 4.4, 1.9)
                                + "]",
                        "views",
                        "[{\"region\":\"Lima\",\"share\":0.45,\"lift\":6}]",
                        TODAY,
                        TODAY - DAY,
                        null,
                        null,
                        2));
        rows.add(
                new TrendAlertRow(
                        "pattern:checks:e/1|1",
                        "ended",
                        "attribute",
                        "pattern: checks",
                        7.5,
                        2,
                        "P7D",
                        List.of(),
                        List.of(productId(1)),
                        "[]",
                        null,
                        "[]",
                        TODAY - DAY,
                        TODAY - 3 * DAY,
                        TODAY - DAY,
                        "e/1",
                        3));
        rows.add(subject("boho", "style", "<i>Boho</i>", "emerging", 0.06));
        rows.add(subject("crochet", "tag", "crochet", "fading", -0.04));
        rows.add(subject("coat", "tag", "coat", "steady", 0));
    }

    private static SubjectTrendRow subject(
            String key, String type, String name, String phase, double slope) {
        float[] days = new float[56];
        for (int day = 0; day < days.length; day++) {
            days[day] = (float) (20 * Math.exp(slope * day / 7));
        }
        return new SubjectTrendRow(
                key,
                type,
                name,
                TODAY / DAY - 1,
                days,
                phase,
                140.0,
                slope,
                180.0,
                120.0,
                250.0,
                190.0,
                100.0,
                300.0,
                1);
    }

    /** A record of {@code social.posts}. */
    static byte[] post(String text) {
        return post(text, "");
    }

    /** The same with a picture. */
    static byte[] post(String text, String imageUri) {
        String json =
                "{\"platform\":\"x\",\"author_id\":\"a\",\"text\":\""
                        + text
                        + "\",\"image_uri\":\""
                        + imageUri
                        + "\"}";
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private static double week(long day) {
        return 1 + 0.3 * Math.sin(2 * Math.PI * day / 7);
    }

    private static ForecastRow forecast(
            String level,
            String id,
            String unit,
            long issuedOn,
            double usual,
            float[] factors,
            Double price) {
        float[] means = new float[91];
        for (int day = 0; day < means.length; day++) {
            means[day] = (float) (usual * week(issuedOn + 1 + day));
        }
        return new ForecastRow(level, id, unit, 1, issuedOn, means, factors, price, "m 1", 1);
    }

    private static LowStockAlertRow alert(
            String id,
            String state,
            int store,
            int product,
            double probability,
            long openedAt,
            Long resolvedAt) {
        return new LowStockAlertRow(
                id,
                state,
                STORES[store],
                productId(product),
                4,
                null,
                9.5,
                probability,
                TODAY + 3 * DAY,
                48,
                2.4,
                14,
                TODAY,
                openedAt,
                resolvedAt,
                1);
    }

    static String productId(int product) {
        return "P-" + (1_001 + product);
    }

    /** The catalogue's record of a product; every second one has a picture. */
    static byte[] catalogueRecord(int product) {
        String[] colours = {"#9db29a", "#2c3e57", "#b4552d", "#6b7a4b", "#d8c8a8"};
        String svg =
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 64 64'><rect width='64' height='64' fill='#f1ece2'/>"
                        + "<path d='M20 14l-12 9 5 9 6-4v24h26V28l6 4 5-9-12-9c-4 6-20 6-24 0z' fill='"
                        + colours[product % colours.length]
                        + "'/></svg>";
        String image =
                product % 3 == 2
                        ? "null"
                        : "\"data:image/svg+xml;base64,"
                                + Base64.getEncoder()
                                        .encodeToString(svg.getBytes(StandardCharsets.UTF_8))
                                + "\"";
        return ("{\"product_id\":\""
                        + productId(product)
                        + "\",\"title\":\""
                        + TITLES[product]
                        + "\",\"category\":\""
                        + CATEGORIES[product]
                        + "\",\"image_uri\":"
                        + image
                        + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    static int products() {
        return TITLES.length;
    }

    /** A segment change as the job writes it to {@code retail.segments}. */
    static byte[] move(int number) {
        String to = SEGMENTS.get(number * 5 % SEGMENTS.size());
        String from = SEGMENTS.get(number * 3 % SEGMENTS.size());
        return ("{\"customer_id\":\"C-"
                        + (10_400 + number * 37)
                        + "\",\"segment\":\""
                        + to
                        + "\",\"previous_segment\":"
                        + (number % 5 == 0 ? "null" : '"' + from + '"')
                        + ",\"valid_from\":\"2026-03-14T00:00:00Z\",\"r_score\":3,\"f_score\":2,\"m_score\":4}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
