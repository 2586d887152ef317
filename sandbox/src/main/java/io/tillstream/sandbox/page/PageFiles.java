package io.tillstream.sandbox.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The page's own files, all in memory. They are listed by name rather than looked up by what a
 * browser asks for, so no path leads anywhere else.
 */
final class PageFiles {
    /** A new file of the page is added here; a test compares the list with the folder. */
    static final List<String> NAMES =
            List.of(
                    "index.html",
                    "style.css",
                    "icon.svg",
                    "main.js",
                    "store.js",
                    "dom.js",
                    "format.js",
                    "charts.js",
                    "segments.js",
                    "panels/alerts.js",
                    "panels/anomalies.js",
                    "panels/dead-letters.js",
                    "panels/forecast.js",
                    "panels/headline.js",
                    "panels/links.js",
                    "panels/orders.js",
                    "panels/products.js",
                    "panels/quality.js",
                    "panels/sales.js",
                    "panels/segments.js",
                    "panels/storefront.js",
                    "panels/stores.js",
                    "panels/trends.js");

    private static final Map<String, String> TYPES =
            Map.of(
                    "html", "text/html; charset=utf-8",
                    "css", "text/css; charset=utf-8",
                    "js", "text/javascript; charset=utf-8",
                    "svg", "image/svg+xml");

    /** One file as it is served. */
    record PageFile(String contentType, byte[] bytes, String etag) {}

    private final Map<String, PageFile> files = new HashMap<>();

    PageFiles() {
        for (String name : NAMES) {
            byte[] bytes = read(name);
            CRC32 sum = new CRC32();
            sum.update(bytes);
            files.put(
                    "/" + name,
                    new PageFile(
                            TYPES.get(name.substring(name.lastIndexOf('.') + 1)),
                            bytes,
                            '"' + Long.toHexString(sum.getValue()) + '"'));
        }
        files.put("/", files.get("/index.html"));
    }

    Optional<PageFile> get(String path) {
        return Optional.ofNullable(files.get(path));
    }

    private static byte[] read(String name) {
        try (InputStream in = PageFiles.class.getResourceAsStream("/page/" + name)) {
            if (in == null) {
                throw new IllegalStateException("The page's file " + name + " is missing");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
