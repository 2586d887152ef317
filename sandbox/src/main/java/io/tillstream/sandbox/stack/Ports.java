package io.tillstream.sandbox.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports on loopback. */
public final class Ports {
    private Ports() {}

    /**
     * The chosen port, or a free one for 0.
     *
     * @throws StackException if the chosen one is taken
     */
    public static int resolve(int chosen, String what, String option) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), chosen));
            return socket.getLocalPort();
        } catch (IOException e) {
            if (chosen == 0) {
                throw new UncheckedIOException(e);
            }
            throw new StackException(
                    "port "
                            + chosen
                            + " for "
                            + what
                            + " is taken: choose another with "
                            + option
                            + " PORT, or 0 for any free one");
        }
    }
}
