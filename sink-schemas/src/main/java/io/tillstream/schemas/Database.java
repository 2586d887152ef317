package io.tillstream.schemas;

import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The PostgreSQL database that holds the tables.
 *
 * <p>It keeps no connection open; {@link RowWriter}s and users of {@link #jdbi()} have their own.
 */
public final class Database {
    private static final String URL_SHAPE = "jdbc:postgresql://HOST[:PORT]/DATABASE";
    private static final int CONNECT_TIMEOUT_SECONDS = 10;

    /** Longer than any batch takes: a server that is silent for so long is gone. */
    private static final int SOCKET_TIMEOUT_SECONDS = 120;

    private final PGSimpleDataSource dataSource;
    private final PGSimpleDataSource migrationSource;
    private final Jdbi jdbi;
    private final String server;
    private final RetryPolicy retryPolicy;

    private Database(String url, String user, String password, RetryPolicy retryPolicy) {
        this.server = serverOf(url);
        this.dataSource = dataSource(url, user, password, SOCKET_TIMEOUT_SECONDS);
        // A migration of a large table may rightly be silent for long.
        this.migrationSource = dataSource(url, user, password, 0);
        this.jdbi = Jdbi.create(dataSource);
        this.retryPolicy = retryPolicy;
    }

    /**
     * Connects once, so that a wrong address or password shows here, with {@link
     * RetryPolicy#DEFAULT}.
     *
     * @param url {@code jdbc:postgresql://HOST[:PORT]/DATABASE[?option=value]}
     * @param user null if the URL names one
     * @param password null if the server asks for none
     * @throws DatabaseException if the server is not there in time or refuses
     */
    public static Database open(String url, String user, String password) {
        return open(url, user, password, RetryPolicy.DEFAULT);
    }

    /** As {@link #open(String, String, String)}, with a policy for this and every later retry. */
    public static Database open(String url, String user, String password, RetryPolicy retryPolicy) {
        Database database = new Database(url, user, password, retryPolicy);
        Retries.run(
                retryPolicy,
                database.server,
                "Connecting",
                () -> {
                    try (Handle handle = database.jdbi.open()) {
                        return handle.createQuery("SELECT 1").mapTo(Integer.class).one();
                    }
                });
        return database;
    }

    /**
     * Brings the tables to the newest version; needs the owner's rights. Harmless when they are
     * there already or when several do it at once.
     *
     * @return how many migrations this took
     */
    public int migrate() {
        return Retries.run(
                retryPolicy,
                server,
                "Migrating",
                () ->
                        Flyway.configure(Database.class.getClassLoader())
                                .dataSource(migrationSource)
                                .locations("classpath:db/migration")
                                .load()
                                .migrate()
                                .migrationsExecuted);
    }

    /**
     * Deletes rows that are older than the table {@code retention} says; needs the owner's rights.
     * Harmless when it is interrupted or done twice.
     *
     * @return what was deleted, in words
     */
    public List<String> retain() {
        return Retries.run(
                retryPolicy,
                server,
                "Deleting old rows",
                () -> {
                    try (Handle handle = Jdbi.create(migrationSource).open();
                            // Each batch is a transaction: the connection commits by itself.
                            Statement statement = handle.getConnection().createStatement()) {
                        statement.execute("CALL tillstream_retain()");
                        List<String> deleted = new ArrayList<>();
                        SQLWarning told = statement.getWarnings();
                        while (told != null) {
                            deleted.add(told.getMessage());
                            told = told.getNextWarning();
                        }
                        return deleted;
                    } catch (SQLException e) {
                        throw new UnableToExecuteStatementException(e, null);
                    }
                });
    }

    /** A writer with a connection of its own; close it after use. */
    public RowWriter newWriter() {
        return new RowWriter(this);
    }

    /** For reading; every handle is a new connection. */
    public Jdbi jdbi() {
        return jdbi;
    }

    /** Host, port and database, without user, password or options. */
    public String server() {
        return server;
    }

    RetryPolicy retryPolicy() {
        return retryPolicy;
    }

    private static String serverOf(String url) {
        String prefix = "jdbc:postgresql:";
        if (!Objects.requireNonNull(url, "url").startsWith(prefix)) {
            throw new DatabaseException("The database URL must look like " + URL_SHAPE);
        }
        String rest = url.substring(prefix.length());
        int options = rest.indexOf('?');
        String address = options < 0 ? rest : rest.substring(0, options);
        return address.startsWith("//") ? address.substring(2) : address;
    }

    private static PGSimpleDataSource dataSource(
            String url, String user, String password, int socketTimeoutSeconds) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        // Before the URL, whose options win.
        source.setApplicationName("tillstream");
        source.setConnectTimeout(CONNECT_TIMEOUT_SECONDS);
        source.setSocketTimeout(socketTimeoutSeconds);
        source.setTcpKeepAlive(true);
        try {
            source.setUrl(url);
        } catch (IllegalArgumentException e) {
            // Without the cause, whose message holds the URL and with it perhaps a password.
            throw new DatabaseException("The database URL must look like " + URL_SHAPE);
        }
        if (user != null) {
            source.setUser(user);
        }
        if (password != null) {
            source.setPassword(password);
        }
        return source;
    }
}
