package io.tillstream.models.images;

import io.tillstream.models.images.ImageException.Reason;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * Finds the address that a host is asked at, and refuses internal ones, so that nobody can have the
 * job ask the machines around it. The address that was judged is the one that is connected to: a
 * name that changes its address between the two gains nothing.
 *
 * @param internalHosts names, in lower case, that may have internal addresses
 */
record HostAddresses(Set<String> internalHosts) {
    InetAddress resolve(String host) throws ImageException {
        InetAddress[] all = lookUp(host);
        if (internalHosts.contains(host.toLowerCase(Locale.ROOT))) {
            return all[0];
        }
        // One internal address among several is enough to refuse the name.
        if (Arrays.stream(all).anyMatch(address -> !isPublic(address))) {
            throw new ImageException(
                    Reason.FORBIDDEN, host + " has an internal address, which is not allowed");
        }
        return all[0];
    }

    private static InetAddress[] lookUp(String host) throws ImageException {
        try {
            // Java keeps the brackets of an IPv6 address in a URI's host, and takes them here.
            return InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            throw new ImageException(Reason.UNREACHABLE, "the host " + host + " is unknown", e);
        }
    }

    /** Whether an address belongs to the open internet, by IANA's registries of special ones. */
    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address ? isPublic4(bytes) : isPublic6(bytes);
    }

    private static boolean isPublic4(byte[] address) {
        int a = address[0] & 0xFF;
        int b = address[1] & 0xFF;
        int c = address[2] & 0xFF;
        boolean isSpecial =
                a == 0
                        || a == 10
                        || a == 127
                        || (a == 100 && b >= 64 && b < 128) // carriers' NAT, and clouds' metadata
                        || (a == 169 && b == 254)
                        || (a == 172 && b >= 16 && b < 32)
                        || (a == 192 && b == 0 && (c == 0 || c == 2))
                        || (a == 192 && b == 88 && c == 99)
                        || (a == 192 && b == 168)
                        || (a == 198 && (b == 18 || b == 19))
                        || (a == 198 && b == 51 && c == 100)
                        || (a == 203 && b == 0 && c == 113)
                        || a >= 224;
        return !isSpecial;
    }

    /**
     * Global unicast (2000::/3) only, which leaves out unique local addresses, NAT64 and addresses
     * that hold an IPv4 address; and within it neither Teredo and other special ones (2001::/23),
     * nor documentation, nor 6to4.
     */
    private static boolean isPublic6(byte[] address) {
        int first = (address[0] & 0xFF) << 8 | (address[1] & 0xFF);
        int second = (address[2] & 0xFF) << 8 | (address[3] & 0xFF);
        boolean isSpecial =
                (first == 0x2001 && (second < 0x0200 || second == 0x0db8))
                        || first == 0x2002
                        || (first == 0x3fff && second < 0x1000);
        return first >>> 13 == 1 && !isSpecial;
    }
}
