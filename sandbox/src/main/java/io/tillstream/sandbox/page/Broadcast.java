package io.tillstream.sandbox.page;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the same frames to every connected browser. A browser that does not keep up is dropped when
 * its short queue is full: it reconnects by itself and begins with a fresh snapshot, which is
 * better for it than old frames and for the server than a queue without bound.
 */
final class Broadcast implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Broadcast.class);

    private final int queueFrames;
    private final int maxBrowsers;
    private final Set<Browser> browsers = ConcurrentHashMap.newKeySet();

    /** Guards the order of snapshot and frames: no frame is lost or doubled between the two. */
    private final Object order = new Object();

    private boolean closed;

    Broadcast(int queueFrames, int maxBrowsers) {
        this.queueFrames = queueFrames;
        this.maxBrowsers = maxBrowsers;
    }

    /** A server-sent event. The data is one line of JSON, so it needs no splitting. */
    static byte[] frame(String event, String json) {
        return ("event: " + event + "\ndata: " + json + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    int size() {
        return browsers.size();
    }

    /**
     * Changes the state and sends the change, as one step to whoever connects meanwhile.
     *
     * @param change applied under the lock that {@link #serve} takes its snapshot under
     */
    void send(Supplier<byte[]> change) {
        synchronized (order) {
            byte[] frame = change.get();
            for (Browser browser : browsers) {
                if (!browser.frames.offer(frame)) {
                    browser.drop();
                }
            }
        }
    }

    /** Reads the state under the lock that it is changed under. */
    <T> T locked(Supplier<T> reading) {
        synchronized (order) {
            return reading.get();
        }
    }

    /** Keeps the calling thread until the browser goes, is dropped, or the page closes. */
    void serve(HttpExchange exchange, Supplier<byte[]> snapshot) throws IOException {
        Browser browser = new Browser(queueFrames);
        synchronized (order) {
            if (closed || browsers.size() >= maxBrowsers) {
                exchange.getResponseHeaders().set("Retry-After", "5");
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            browser.frames.add(snapshot.get());
            browsers.add(browser);
        }
        try {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            out.write("retry: 1000\n\n".getBytes(StandardCharsets.UTF_8));
            while (true) {
                out.write(browser.frames.take());
                out.flush();
            }
        } catch (InterruptedException e) {
            // Dropped or closing. The interrupt stands until the connection is closed, so that the
            // closing words cannot block on a browser that does not read.
            Thread.currentThread().interrupt();
        } finally {
            browsers.remove(browser);
            exchange.close();
            browser.done();
        }
    }

    @Override
    public void close() {
        synchronized (order) {
            closed = true;
            browsers.forEach(Browser::drop);
        }
    }

    private static final class Browser {
        private final BlockingQueue<byte[]> frames;
        private Thread writer = Thread.currentThread();

        Browser(int queueFrames) {
            frames = new ArrayBlockingQueue<>(queueFrames);
        }

        /**
         * Ends a writer even in the middle of a blocked write: the server's sockets are
         * interruptible channels, which close themselves.
         */
        synchronized void drop() {
            if (writer != null) {
                writer.interrupt();
            }
        }

        /** From here on the thread belongs to the pool again and must not be interrupted. */
        synchronized void done() {
            if (Thread.interrupted()) {
                LOG.debug("A browser was dropped");
            }
            writer = null;
        }
    }
}
