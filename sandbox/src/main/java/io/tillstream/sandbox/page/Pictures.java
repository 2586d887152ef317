package io.tillstream.sandbox.page;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Pictures that the page may show, of products and of posts: those of {@code data:} addresses and
 * files of one folder. Web addresses are not fetched: the page works without a network, and nobody
 * who writes a record must be able to make this process call somewhere.
 */
final class Pictures {
    /** Bytes of a picture, and the type to serve it as. */
    record Picture(String contentType, byte[] bytes) {}

    private static final long MAX_PICTURE_BYTES = 1_000_000;
    private static final int MAX_URI = 300_000;
    private static final Map<String, String> PICTURE_TYPES =
            Map.of(
                    "png", "image/png",
                    "jpg", "image/jpeg",
                    "jpeg", "image/jpeg",
                    "gif", "image/gif",
                    "webp", "image/webp",
                    "svg", "image/svg+xml");

    private final Path folder;

    /**
     * @param folder of files that may be shown; null if there is none
     */
    Pictures(Path folder) {
        this.folder = folder;
    }

    /**
     * Tells the page that there is a picture, by a version that changes with it, so that browsers
     * may keep what they have.
     *
     * @param uri that {@link #mayShow may be shown}; empty if there is none
     */
    static void describe(String uri, ObjectNode target) {
        if (!uri.isEmpty()) {
            target.put("picture", Integer.toHexString(uri.hashCode()));
        }
    }

    /** Whether an address is of those that may be shown; what is behind it is not looked at. */
    boolean mayShow(String uri) {
        if (uri.length() > MAX_URI) {
            return false;
        }
        return uri.startsWith("data:")
                ? PICTURE_TYPES.containsValue(typeOf(uri))
                : folder != null && uri.startsWith("file:");
    }

    /** The picture of an address, if it may be shown. */
    Optional<Picture> read(String uri) {
        try {
            if (uri.startsWith("data:")) {
                return fromData(uri);
            }
            return uri.startsWith("file:") ? fromFile(uri) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            // A wrong address or a missing file is no picture, not an error.
            return Optional.empty();
        }
    }

    private static Optional<Picture> fromData(String uri) {
        String type = typeOf(uri);
        if (!PICTURE_TYPES.containsValue(type)) {
            return Optional.empty();
        }
        int comma = uri.indexOf(',');
        String body = uri.substring(comma + 1);
        byte[] content =
                uri.substring(0, comma).endsWith(";base64")
                        ? Base64.getDecoder().decode(body)
                        : URLDecoder.decode(body.replace("+", "%2B"), StandardCharsets.UTF_8)
                                .getBytes(StandardCharsets.UTF_8);
        return Optional.of(new Picture(type, content));
    }

    /** The type that a {@code data:} address names; empty for one that is broken. */
    private static String typeOf(String uri) {
        int comma = uri.indexOf(',');
        if (comma < 0) {
            return "";
        }
        String head = uri.substring("data:".length(), comma);
        int semicolon = head.indexOf(';');
        return (semicolon < 0 ? head : head.substring(0, semicolon)).toLowerCase(Locale.ROOT);
    }

    private Optional<Picture> fromFile(String uri) throws IOException {
        if (folder == null) {
            return Optional.empty();
        }
        Path file = Path.of(URI.create(uri)).toRealPath();
        String name = file.getFileName().toString();
        String type =
                PICTURE_TYPES.get(
                        name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
        // The real path: neither ".." nor a link leads out of the folder.
        if (type == null
                || !file.startsWith(folder.toRealPath())
                || !Files.isRegularFile(file)
                || Files.size(file) > MAX_PICTURE_BYTES) {
            return Optional.empty();
        }
        return Optional.of(new Picture(type, Files.readAllBytes(file)));
    }
}
