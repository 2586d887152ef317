package io.tillstream.models.images;

import io.tillstream.models.images.ImageException.Reason;
import io.tillstream.models.images.PlainHttp.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Downloads pictures by HTTP. It speaks the little HTTP that this takes itself: Java's client
 * cannot be told which address to connect to, so that a host name could change its address between
 * the check and the connection.
 */
final class PictureDownload {
    private static final ScheduledExecutorService CLOCK = clock();

    private final FetchSettings settings;
    private final HostAddresses addresses;

    PictureDownload(FetchSettings settings) {
        this.settings = settings;
        this.addresses = new HostAddresses(settings.internalHosts());
    }

    private static ScheduledExecutorService clock() {
        ScheduledThreadPoolExecutor clock =
                new ScheduledThreadPoolExecutor(
                        1,
                        task -> {
                            Thread thread = new Thread(task, "picture-downloads-end");
                            thread.setDaemon(true);
                            return thread;
                        });
        clock.setRemoveOnCancelPolicy(true);
        return clock;
    }

    byte[] get(URI address) throws ImageException {
        long end = System.nanoTime() + settings.timeout().toNanos();
        URI next = address;
        for (int redirects = 0; redirects <= settings.maxRedirects(); redirects++) {
            Response response = ask(next, end);
            if (!response.isRedirect()) {
                return picture(next, response);
            }
            next = target(next, response);
        }
        throw new ImageException(
                Reason.UNREACHABLE, "more than " + settings.maxRedirects() + " redirects");
    }

    /** One question and its answer. The clock closes the connection at the end of the time. */
    private Response ask(URI address, long end) throws ImageException {
        requireHttp(address);
        InetAddress at = addresses.resolve(address.getHost());
        long left = Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
        try (Socket socket = new Socket()) {
            ScheduledFuture<?> alarm =
                    CLOCK.schedule(() -> close(socket), left, TimeUnit.MILLISECONDS);
            try {
                InputStream in = PlainHttp.request(socket, at, address, (int) left);
                return PlainHttp.read(in, settings.maxBytes());
            } finally {
                alarm.cancel(false);
            }
        } catch (IOException e) {
            if (System.nanoTime() >= end) {
                throw new ImageException(
                        Reason.TIMED_OUT,
                        address.getHost() + " took longer than " + settings.timeout(),
                        e);
            }
            throw new ImageException(
                    Reason.UNREACHABLE, address.getHost() + ": " + e.getMessage(), e);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed then all the same, and whoever reads it is told.
            return;
        }
    }

    private static void requireHttp(URI address) throws ImageException {
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new ImageException(Reason.FORBIDDEN, "a redirect leads to " + scheme + ":");
        }
        if (address.getHost() == null || address.getUserInfo() != null) {
            throw new ImageException(
                    Reason.MALFORMED_ADDRESS, "an address is http://HOST[:PORT]/PATH");
        }
    }

    private static URI target(URI from, Response response) throws ImageException {
        try {
            URI to = from.resolve(response.location());
            if (from.getScheme().equalsIgnoreCase("https")
                    && "http".equalsIgnoreCase(to.getScheme())) {
                throw new ImageException(Reason.FORBIDDEN, "a redirect leads from https: to http:");
            }
            return to;
        } catch (IllegalArgumentException e) {
            throw new ImageException(
                    Reason.UNREACHABLE, "a redirect leads to no address: " + e.getMessage(), e);
        }
    }

    private byte[] picture(URI address, Response response) throws ImageException {
        int status = response.status();
        if (status == 401 || status == 403 || status == 404 || status == 410) {
            throw new ImageException(Reason.NOT_FOUND, address.getHost() + " answers " + status);
        }
        if (status != 200) {
            throw new ImageException(Reason.UNREACHABLE, address.getHost() + " answers " + status);
        }
        if (response.isTooLarge()) {
            throw new ImageException(
                    Reason.TOO_LARGE, "the picture is larger than " + settings.maxBytes());
        }
        String type = response.type();
        if (!type.startsWith("image/") && !type.endsWith("/octet-stream")) {
            throw new ImageException(
                    Reason.WRONG_TYPE, address.getHost() + " sends " + type + ", no picture");
        }
        return response.body();
    }
}
