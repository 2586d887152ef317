package io.tillstream.sandbox.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void zeroStandsForAnyFreePort() throws IOException {
        int port = Ports.resolve(0, "Kafka", "--kafka-port");
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(socket.getLocalPort()).isEqualTo(port);
        }
    }

    @Test
    void aFreePortIsTaken() {
        int port = Ports.resolve(0, "Kafka", "--kafka-port");
        assertThat(Ports.resolve(port, "Kafka", "--kafka-port")).isEqualTo(port);
    }

    @Test
    void aTakenPortIsOneLineThatNamesTheWayOut() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = socket.getLocalPort();
            assertThatThrownBy(() -> Ports.resolve(port, "PostgreSQL", "--postgres-port"))
                    .isInstanceOf(StackException.class)
                    .hasMessage(
                            "port "
                                    + port
                                    + " for PostgreSQL is taken: choose another with"
                                    + " --postgres-port PORT, or 0 for any free one");
        }
    }
}
