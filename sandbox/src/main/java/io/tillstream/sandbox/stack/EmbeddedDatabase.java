package io.tillstream.sandbox.stack;

import io.tillstream.schemas.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** A real PostgreSQL server from embedded binaries, on loopback only, with the tables migrated. */
public final class EmbeddedDatabase implements AutoCloseable {
    /** User of the embedded server, which asks for no password. */
    public static final String USER = "postgres";

    private static final String NAME = "tillstream";

    /**
     * Where zonky keeps what it unpacks; else a folder in /tmp that only its first user can use.
     */
    private static final String UNPACKED = "ot.epg.working-dir";

    private final EmbeddedPostgres server;

    private EmbeddedDatabase(EmbeddedPostgres server) {
        this.server = server;
    }

    /**
     * Starts a server.
     *
     * <p>The binaries are unpacked once for all starts, under {@code tillstream.home}.
     *
     * @param folder its data, which a later start finds again
     * @param port 0 for any free one
     * @throws StackException if it cannot start
     */
    public static EmbeddedDatabase start(Path folder, int port) {
        int chosen = Ports.resolve(port, "PostgreSQL", "--postgres-port");
        Path unpacked = home().resolve("postgres");
        System.setProperty(UNPACKED, unpacked.toString());
        EmbeddedPostgres server;
        try {
            server =
                    EmbeddedPostgres.builder()
                            .setDataDirectory(folder.resolve("data"))
                            .setOverrideWorkingDirectory(unpacked.toFile())
                            .setCleanDataDirectory(false)
                            .setRegisterShutdownHook(false)
                            .setPort(chosen)
                            .setPGStartupWait(Duration.ofSeconds(60))
                            .setServerConfig("listen_addresses", "localhost")
                            .setServerConfig("max_connections", "200")
                            .setServerConfig("shared_buffers", "256MB")
                            .setServerConfig("max_wal_size", "2GB")
                            .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                            .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
                            .start();
        } catch (IOException | RuntimeException e) {
            throw new StackException(
                    "PostgreSQL does not start in " + folder + ": " + e.getMessage(), e);
        }
        EmbeddedDatabase database = new EmbeddedDatabase(server);
        try {
            database.createIfAbsent();
            Database.open(database.url(), USER, "").migrate();
            return database;
        } catch (SQLException | RuntimeException e) {
            database.close();
            throw new StackException(
                    "the tables in " + folder + " cannot be made: " + e.getMessage(), e);
        }
    }

    private static Path home() {
        return Path.of(System.getProperty("tillstream.home", ".tillstream")).toAbsolutePath();
    }

    private void createIfAbsent() throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            boolean exists =
                    statement
                            .executeQuery(
                                    "SELECT 1 FROM pg_database WHERE datname = '" + NAME + "'")
                            .next();
            if (!exists) {
                statement.execute("CREATE DATABASE " + NAME);
            }
        }
    }

    /** Empties the database: drops it and migrates a new one. */
    public void reset() {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + NAME + " WITH (FORCE)");
            statement.execute("CREATE DATABASE " + NAME);
        } catch (SQLException e) {
            throw new StackException("the database cannot be reset: " + e.getMessage(), e);
        }
        Database.open(url(), USER, "").migrate();
    }

    /** JDBC address of the database. */
    public String url() {
        return "jdbc:postgresql://localhost:" + server.getPort() + "/" + NAME;
    }

    /** What a person needs to connect, without any secret. */
    public String description() {
        return "psql -h localhost -p " + server.getPort() + " -U " + USER + " " + NAME;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new StackException("PostgreSQL does not stop: " + e.getMessage(), e);
        }
    }
}
