package io.tillstream.sandbox.demo;

import io.tillstream.sandbox.replay.EventFile;
import io.tillstream.sandbox.replay.Feeder;
import io.tillstream.sandbox.replay.ReplayReader;
import io.tillstream.sandbox.replay.ReplayRecord;
import io.tillstream.sandbox.shop.ShopConfig;
import io.tillstream.sandbox.shop.ShopSimulator;
import io.tillstream.sandbox.shop.SimulatedRecord;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The thread that feeds a demo: a simulated shop at a rate, or event files at a speed. */
final class Feed implements AutoCloseable {
    private static final int CUSTOMERS = 5_000;
    private static final int PRODUCTS = 300;
    private static final int HISTORY_DAYS = 35;

    /**
     * A simulated day lasts this many seconds, so that a demo shows days close and customers move.
     */
    private static final int SECONDS_A_DAY = 60;

    private static final long FEWEST_A_DAY = 2_000;

    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;

    private Feed(FeedLoop loop) {
        thread =
                new Thread(
                        () -> {
                            try {
                                loop.run(this);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            } catch (IOException | RuntimeException e) {
                                if (!isStopped()) {
                                    System.err.println(
                                            "tillstream: the feed ended: " + e.getMessage());
                                }
                            }
                        },
                        "feed");
        thread.setDaemon(true);
    }

    private interface FeedLoop {
        void run(Feed feed) throws IOException, InterruptedException;
    }

    static Feed start(Demo.Settings settings, Feeder feeder) {
        Feed feed =
                new Feed(
                        settings.data() == null
                                ? f -> f.simulate(settings, feeder)
                                : f -> f.replay(settings, feeder));
        feed.thread.start();
        return feed;
    }

    /**
     * Five weeks of history as fast as they go, then the same at the rate. History is whole: with
     * less of it than of what comes then, feeds would rightly be told to bring too much.
     */
    private void simulate(Demo.Settings settings, Feeder feeder) throws InterruptedException {
        long eventsPerDay = Math.max(FEWEST_A_DAY, Math.round(settings.rate() * SECONDS_A_DAY));
        ShopSimulator shop =
                ShopSimulator.endless(
                        ShopConfig.of(365, CUSTOMERS, PRODUCTS, settings.seed())
                                .withEventsPerDay(eventsPerDay));
        long history = HISTORY_DAYS * eventsPerDay;
        for (long i = 0; i < history && !isStopped(); i++) {
            send(shop.next(), feeder);
        }
        feeder.flush();
        Pace pace = new Pace(settings.rate());
        while (!pace.await(stop)) {
            send(shop.next(), feeder);
        }
    }

    private static void send(SimulatedRecord record, Feeder feeder) {
        feeder.send(record.topic(), record.key(), record.value(), record.arrivalTime());
    }

    private void replay(Demo.Settings settings, Feeder feeder)
            throws IOException, InterruptedException {
        try (ReplayReader reader = new ReplayReader(EventFile.openAll(settings.data()))) {
            long firstTime = Long.MIN_VALUE;
            long start = System.nanoTime();
            for (ReplayRecord r = reader.next(); r != null && !isStopped(); r = reader.next()) {
                if (r.time() > 0 && firstTime == Long.MIN_VALUE) {
                    firstTime = r.time();
                }
                if (firstTime != Long.MIN_VALUE && settings.speed() != Double.POSITIVE_INFINITY) {
                    long due = Math.round((r.time() - firstTime) / settings.speed());
                    long wait = due - (System.nanoTime() - start) / 1_000_000;
                    if (wait > 0 && stop.await(wait, TimeUnit.MILLISECONDS)) {
                        return;
                    }
                }
                feeder.send(r.topic().topicName(), r.key(), r.value(), r.time());
            }
            feeder.flush();
            System.out.println("all " + feeder.sent() + " records are fed");
        }
    }

    private boolean isStopped() {
        return stop.getCount() == 0;
    }

    /** Ends the feed. */
    @Override
    public void close() {
        stop.countDown();
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
