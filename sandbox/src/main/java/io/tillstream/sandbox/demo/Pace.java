package io.tillstream.sandbox.demo;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets events pass at a rate, in small bursts where the rate is high. */
public final class Pace {
    private static final double BURST_SECONDS = 0.002;

    private final double rate;
    private final long start = System.nanoTime();
    private long passed;

    /**
     * A pace from now on.
     *
     * @param rate events a second
     */
    public Pace(double rate) {
        this.rate = rate;
    }

    /**
     * Waits for the next event's time.
     *
     * @return true if stopped meanwhile
     */
    public boolean await(CountDownLatch stop) throws InterruptedException {
        double ahead = passed / rate - (System.nanoTime() - start) / 1e9;
        passed++;
        if (ahead > BURST_SECONDS) {
            return stop.await(Math.round(ahead * 1e6), TimeUnit.MICROSECONDS);
        }
        return stop.getCount() == 0;
    }
}
