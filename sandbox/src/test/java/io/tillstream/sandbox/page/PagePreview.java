package io.tillstream.sandbox.page;

import io.tillstream.schemas.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.util.concurrent.CountDownLatch;

/**
 * Shows the page with made-up data, for whoever works on its looks: run main, open the address, end
 * it with Ctrl-C.
 */
final class PagePreview {
    private PagePreview() {}

    public static void main(String[] args) throws Exception {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 0;
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                Broker broker = new Broker(Files.createTempDirectory("page-preview"))) {
            String url = postgres.getJdbcUrl("postgres", "postgres");
            Database database = Database.open(url, "postgres", "");
            database.migrate();
            PageData.fill(database);
            broker.createTopics(KafkaFeed.SEGMENTS, KafkaFeed.PRODUCTS, KafkaFeed.POSTS);
            broker.send(
                    KafkaFeed.POSTS,
                    "T-1",
                    PageData.post("So boho: fringes and crochet all summer"));
            for (int i = 0; i < PageData.products(); i++) {
                broker.send(KafkaFeed.PRODUCTS, PageData.productId(i), PageData.catalogueRecord(i));
            }
            for (int i = 0; i < 14; i++) {
                broker.send(KafkaFeed.SEGMENTS, "C-" + i, PageData.move(i));
            }
            LivePageConfig config =
                    new LivePageConfig(
                            port,
                            url,
                            "postgres",
                            "",
                            broker.bootstrapServers(),
                            "http://localhost:8081/",
                            "psql -h localhost -p " + postgres.getPort() + " -U postgres postgres",
                            PagePreview::status);
            try (LivePage page = LivePage.start(config)) {
                System.out.println(page.url());
                new CountDownLatch(1).await();
            }
        }
    }

    private static JobStatus status() {
        double second = System.currentTimeMillis() / 1000.0;
        double rate = 12_400 + 2_600 * Math.sin(second / 9) + 900 * Math.sin(second / 2.3);
        return new JobStatus(
                "RUNNING",
                rate,
                48_211_904,
                1_204,
                PageData.NOW_HOUR + 41 * 60_000L,
                640,
                212_000_000,
                118,
                0);
    }
}
