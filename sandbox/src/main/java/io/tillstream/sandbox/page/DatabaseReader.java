package io.tillstream.sandbox.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the sections over one connection, each as often as it is cheap: at most once a second, and
 * never more than a twentieth of the time, so that a large database slows the page and not the job.
 */
final class DatabaseReader implements AutoCloseable {
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long PAUSE_PER_COST = 20;
    private static final long LONGEST_PAUSE_NANOS = 60 * SECOND_NANOS;

    /** A section that ran a little under a second ago is due in this round, not in the next. */
    private static final long SLACK_NANOS = SECOND_NANOS / 10;

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseReader.class);

    private final String url;
    private final Properties properties = new Properties();
    private final EventClock clock;
    private final List<Turn> turns = new ArrayList<>();
    private Connection connection;
    private String problem = "";

    private static final class Turn {
        private final Section section;
        private long next = System.nanoTime();

        Turn(Section section) {
            this.section = section;
        }
    }

    DatabaseReader(LivePageConfig config, EventClock clock, List<Section> sections) {
        url = config.jdbcUrl();
        this.clock = clock;
        sections.forEach(section -> turns.add(new Turn(section)));
        if (config.user() != null) {
            properties.setProperty("user", config.user());
        }
        if (config.password() != null) {
            properties.setProperty("password", config.password());
        }
        properties.setProperty("ApplicationName", "tillstream-live-page");
        properties.setProperty("connectTimeout", "3");
        properties.setProperty("socketTimeout", "10");
        properties.setProperty(
                "options",
                "-c statement_timeout=5000 -c default_transaction_read_only=on -c TimeZone=UTC");
    }

    /** What is wrong with the database, in a few words; empty if nothing. */
    String problem() {
        return problem;
    }

    /** Reads what is due into the map; a section that has nothing to say is put as null. */
    void read(Map<String, JsonNode> into) {
        try {
            if (connection == null) {
                connection = DriverManager.getConnection(url, properties);
            }
        } catch (SQLException e) {
            report("The database does not answer", e);
            return;
        }
        String failed = "";
        for (Turn turn : turns) {
            long begin = System.nanoTime();
            if (begin - turn.next < -SLACK_NANOS) {
                continue;
            }
            try {
                into.put(turn.section.name(), turn.section.read(connection, clock));
            } catch (SQLException e) {
                failed = "Section " + turn.section.name() + " cannot be read";
                report(failed, e);
                if (!isAlive()) {
                    close();
                    return;
                }
            }
            long cost = System.nanoTime() - begin;
            turn.next =
                    begin
                            + Math.min(
                                    LONGEST_PAUSE_NANOS,
                                    Math.max(SECOND_NANOS, cost * PAUSE_PER_COST));
        }
        if (failed.isEmpty()) {
            problem = "";
        }
    }

    @Override
    public void close() {
        Connection old = connection;
        connection = null;
        if (old != null) {
            try {
                old.close();
            } catch (SQLException e) {
                LOG.debug("A broken connection cannot be closed well", e);
            }
        }
    }

    private boolean isAlive() {
        try {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Logs a problem once, not every second. */
    private void report(String what, SQLException e) {
        if (!what.equals(problem)) {
            LOG.warn("{}: {}", what, e.getMessage());
        }
        problem = what;
    }
}
