package io.tillstream.models.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tillstream.models.images.ImageException.Reason;
import java.net.InetAddress;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostAddressesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.1.2.3",
                "100.100.100.200",
                "127.0.0.1",
                "127.255.0.9",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.192",
                "192.168.1.1",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "[::]",
                "[::1]",
                "[::ffff:127.0.0.1]",
                "[::ffff:10.0.0.1]",
                "[::127.0.0.1]",
                "[64:ff9b::a00:1]",
                "[2002:7f00:1::]",
                "[2001::1]",
                "[fc00::1]",
                "[fd00:ec2::254]",
                "[fe80::1]",
                "[ff02::1]"
            })
    void internalAddressesAreRefused(String host) {
        ImageException refused =
                catchThrowableOfType(
                        ImageException.class, () -> new HostAddresses(Set.of()).resolve(host));
        assertThat(refused.reason()).isEqualTo(Reason.FORBIDDEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "100.63.0.1",
                "172.32.0.1",
                "192.0.1.1",
                "223.255.255.1",
                "[2606:4700::1111]",
                "[2a00:1450::1]"
            })
    void publicAddressesAreTaken(String host) throws Exception {
        assertThat(new HostAddresses(Set.of()).resolve(host))
                .isEqualTo(InetAddress.getByName(host));
    }

    @Test
    void anInternalHostIsTakenByItsNameOnly() throws Exception {
        HostAddresses addresses = new HostAddresses(Set.of("localhost"));
        assertThat(addresses.resolve("LocalHost").isLoopbackAddress()).isTrue();
        assertThat(catchThrowableOfType(ImageException.class, () -> addresses.resolve("127.0.0.1")))
                .isNotNull();
    }
}
