package io.tillstream.sandbox.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Ports on loopback. */
public final class Ports {
    /** Free ports given away already, since those who got them may not have bound them yet. */
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

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
            if (chosen == 0 && !GIVEN.add(socket.getLocalPort())) {
                return resolve(0, what, option);
            }
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
