package io.tillstream.models.images;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One GET by HTTP/1.1 (RFC 9112) over a connection to an address that the caller chose, and what
 * comes back, within bounds.
 */
final class PlainHttp {
    private static final int LONGEST_LINE = 8_192;
    private static final int MOST_HEADERS = 100;
    private static final int BUFFER = 1 << 14;

    private PlainHttp() {}

    /**
     * What a server answers.
     *
     * @param headers by their names in lower case
     * @param body null if it is longer than it may be
     */
    record Response(int status, Map<String, String> headers, byte[] body) {
        boolean isRedirect() {
            return (status == 301
                            || status == 302
                            || status == 303
                            || status == 307
                            || status == 308)
                    && headers.containsKey("location");
        }

        String location() {
            return headers.get("location");
        }

        String type() {
            return headers.getOrDefault("content-type", "nothing said").toLowerCase(Locale.ROOT);
        }

        boolean isTooLarge() {
            return body == null;
        }
    }

    /**
     * Connects, and asks. For https the certificate must be the host's.
     *
     * @param socket not connected
     * @return what the answer is read from
     */
    static InputStream request(Socket socket, InetAddress at, URI address, int timeoutMillis)
            throws IOException {
        boolean secure = address.getScheme().equalsIgnoreCase("https");
        int port = address.getPort() < 0 ? (secure ? 443 : 80) : address.getPort();
        socket.connect(new InetSocketAddress(at, port), timeoutMillis);
        Socket speaking = secure ? secured(socket, address.getHost(), port) : socket;
        speaking.getOutputStream().write(head(address).getBytes(StandardCharsets.US_ASCII));
        speaking.getOutputStream().flush();
        return speaking.getInputStream();
    }

    private static SSLSocket secured(Socket socket, String host, int port) throws IOException {
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        SSLSocket secured = (SSLSocket) factory.createSocket(socket, host, port, true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private static String head(URI address) {
        // In ASCII, as a URI is parsed: it holds no line breaks.
        URI ascii = URI.create(address.toASCIIString());
        String path = ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
        String query = ascii.getRawQuery() == null ? "" : "?" + ascii.getRawQuery();
        String port = ascii.getPort() < 0 ? "" : ":" + ascii.getPort();
        return String.join(
                "\r\n",
                "GET " + path + query + " HTTP/1.1",
                "Host: " + ascii.getHost() + port,
                "User-Agent: tillstream",
                "Accept: image/png, image/jpeg, image/gif, image/bmp",
                "Accept-Encoding: identity",
                "Connection: close",
                "",
                "");
    }

    /** Reads an answer, and no more than {@code maxBytes} of its body. */
    static Response read(InputStream stream, int maxBytes) throws IOException {
        InputStream in = new BufferedInputStream(stream, BUFFER);
        int status = status(line(in));
        Map<String, String> headers = headers(in);
        if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
            return new Response(status, headers, chunks(in, maxBytes));
        }
        String length = headers.get("content-length");
        if (length == null) {
            byte[] body = in.readNBytes(maxBytes + 1);
            return new Response(status, headers, body.length > maxBytes ? null : body);
        }
        return new Response(status, headers, exactly(in, number(length, 10), maxBytes));
    }

    private static int status(String line) throws ProtocolException {
        String[] parts = line.split(" ", 3);
        if (!parts[0].startsWith("HTTP/1.") || parts.length < 2) {
            throw new ProtocolException("the answer is no HTTP/1.1");
        }
        return (int) Math.min(999, number(parts[1], 10));
    }

    private static Map<String, String> headers(InputStream in) throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (int i = 0; i <= MOST_HEADERS; i++) {
            String line = line(in);
            if (line.isEmpty()) {
                return headers;
            }
            int colon = line.indexOf(':');
            if (colon > 0) {
                String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
                headers.put(name, line.substring(colon + 1).strip());
            }
        }
        throw new ProtocolException("more than " + MOST_HEADERS + " headers");
    }

    private static byte[] exactly(InputStream in, long length, int maxBytes) throws IOException {
        if (length > maxBytes) {
            return null;
        }
        byte[] body = in.readNBytes((int) length);
        if (body.length < length) {
            throw new EOFException("the answer ends after " + body.length + " of " + length);
        }
        return body;
    }

    private static byte[] chunks(InputStream in, int maxBytes) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            String size = line(in).split(";", 2)[0].strip();
            byte[] chunk = exactly(in, number(size, 16), maxBytes - body.size());
            if (chunk == null) {
                return null;
            }
            if (chunk.length == 0) {
                return body.toByteArray();
            }
            body.write(chunk);
            line(in);
        }
    }

    private static long number(String text, int radix) throws ProtocolException {
        try {
            long number = Long.parseLong(text, radix);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, in one way.
        }
        throw new ProtocolException("the answer has a number that is none: " + text);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the answer ends within its head");
            }
            if (line.length() == LONGEST_LINE) {
                throw new ProtocolException("the answer has a line that is too long");
            }
            line.append((char) c);
        }
        int end = line.length() - 1;
        return end >= 0 && line.charAt(end) == '\r' ? line.substring(0, end) : line.toString();
    }
}
