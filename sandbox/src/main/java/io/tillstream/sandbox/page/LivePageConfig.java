package io.tillstream.sandbox.page;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Where the live page listens and what it reads.
 *
 * @param port the port on the loopback address; 0 takes a free one
 * @param jdbcUrl the database with the job's tables
 * @param user a database user who may read them
 * @param password that user's password; it never leaves the process
 * @param bootstrapServers Kafka's addresses, or null to go without ticker and product pictures
 * @param flinkUiUrl the address of Flink's web UI for the link on the page, or null
 * @param databaseDescription how a person reaches the database, shown on the page: no secret in it
 * @param pictures the one folder from which {@code file:} pictures of products may be shown, or
 *     null
 * @param status asked once a second for the job's figures
 */
public record LivePageConfig(
        int port,
        String jdbcUrl,
        String user,
        String password,
        String bootstrapServers,
        String flinkUiUrl,
        String databaseDescription,
        Path pictures,
        Supplier<JobStatus> status) {

    /** Checks what would otherwise fail later and further away. */
    public LivePageConfig {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("Port must be 0 to 65535, not " + port);
        }
        requireNonNull(jdbcUrl, "jdbcUrl");
        requireNonNull(status, "status");
        if (flinkUiUrl != null && !isWebAddress(flinkUiUrl)) {
            throw new IllegalArgumentException(
                    "The Flink UI's address must begin with http:// or https://");
        }
        databaseDescription = databaseDescription == null ? "" : databaseDescription;
    }

    /** The same without a folder of product pictures. */
    public LivePageConfig(
            int port,
            String jdbcUrl,
            String user,
            String password,
            String bootstrapServers,
            String flinkUiUrl,
            String databaseDescription,
            Supplier<JobStatus> status) {
        this(
                port,
                jdbcUrl,
                user,
                password,
                bootstrapServers,
                flinkUiUrl,
                databaseDescription,
                null,
                status);
    }

    /** Leaves the password out. */
    @Override
    public String toString() {
        return "LivePageConfig[port=" + port + ", bootstrapServers=" + bootstrapServers + "]";
    }

    private static boolean isWebAddress(String url) {
        String scheme = URI.create(url).getScheme();
        return "http".equals(scheme) || "https".equals(scheme);
    }
}
