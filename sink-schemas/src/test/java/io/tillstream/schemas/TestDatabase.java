package io.tillstream.schemas;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One PostgreSQL server for all tests of the module; each test class has its own database in it.
 */
final class TestDatabase {
    static final String OWNER = "postgres";
    static final String PASSWORD = "geheim";

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final EmbeddedPostgres SERVER = start();

    private TestDatabase() {}

    /** The URL of a new, empty database. */
    static String createEmpty() {
        String name = "test_" + COUNT.incrementAndGet();
        Database.open(url("postgres"), OWNER, PASSWORD)
                .jdbi()
                .useHandle(handle -> handle.execute("CREATE DATABASE " + name));
        return url(name);
    }

    /** A new database with all tables. */
    static Database createMigrated(RetryPolicy retryPolicy) {
        Database database = Database.open(createEmpty(), OWNER, PASSWORD, retryPolicy);
        database.migrate();
        return database;
    }

    private static String url(String database) {
        return "jdbc:postgresql://localhost:" + SERVER.getPort() + "/" + database;
    }

    private static EmbeddedPostgres start() {
        try {
            EmbeddedPostgres server =
                    EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(EmbeddedPostgres server) {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
