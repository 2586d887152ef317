package io.tillstream.schemas;

import io.tillstream.schemas.rows.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.Update;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes rows into their tables: all rows of a call in one transaction, a statement for up to
 * {@value #BATCH} rows of a table, its columns bound as arrays. Writing the same rows again, in
 * whatever order and however often, leaves the same tables: a row gives way only to one of its own
 * or a newer version. Tables and keys are written in one fixed order, so writers never wait for
 * each other in a circle.
 *
 * <p>A lost connection and a conflict of transactions are tried again as the database's {@link
 * RetryPolicy} says. Not thread-safe.
 */
public final class RowWriter implements AutoCloseable {
    /** Most rows of one statement. */
    public static final int BATCH = 5_000;

    private static final Logger LOG = LoggerFactory.getLogger(RowWriter.class);

    private final Database database;
    private Handle handle;

    RowWriter(Database database) {
        this.database = database;
    }

    /**
     * Writes the rows; when it returns, they are committed.
     *
     * @param rows of any tables in any order; of several with one key the newest counts
     * @return how many rows of the tables were added or replaced
     * @throws DatabaseException if the server refused or stayed away; nothing is written then, or,
     *     where the connection broke while committing, all of it may be
     */
    public int write(Collection<? extends Row> rows) {
        List<Batch<?>> batches = batches(rows);
        if (batches.isEmpty()) {
            return 0;
        }
        return Retries.run(
                database.retryPolicy(), database.server(), "Writing", () -> writeOnce(batches));
    }

    /** Gives the connection back; the writer may be used again. */
    @Override
    public void close() {
        Handle closing = handle;
        handle = null;
        if (closing == null) {
            return;
        }
        try {
            closing.close();
        } catch (JdbiException e) {
            LOG.debug("Closing a connection to {} failed", database.server(), e);
        }
    }

    private int writeOnce(List<Batch<?>> batches) {
        if (handle == null) {
            handle = database.jdbi().open();
        }
        boolean committed = false;
        try {
            int changed =
                    handle.inTransaction(
                            transaction ->
                                    batches.stream().mapToInt(b -> b.write(transaction)).sum());
            committed = true;
            return changed;
        } finally {
            if (!committed) {
                // Whatever state it is in: the next try starts with a new connection.
                close();
            }
        }
    }

    private static List<Batch<?>> batches(Collection<? extends Row> rows) {
        Map<Class<?>, List<Row>> byType = new HashMap<>();
        for (Row row : rows) {
            byType.computeIfAbsent(row.getClass(), type -> new ArrayList<>()).add(row);
        }
        List<Batch<?>> batches = new ArrayList<>();
        for (Table<? extends Row> table : Tables.ALL) {
            List<Row> ofTable = byType.get(table.rowType());
            if (ofTable != null) {
                addBatches(table, ofTable, batches);
            }
        }
        return batches;
    }

    private static <R extends Row> void addBatches(
            Table<R> table, List<Row> rows, List<Batch<?>> batches) {
        List<R> typed = new ArrayList<>(rows.size());
        rows.forEach(row -> typed.add(table.rowType().cast(row)));
        List<R> unique = table.sortedAndUnique(typed);
        for (int from = 0; from < unique.size(); from += BATCH) {
            batches.add(
                    new Batch<>(
                            table, unique.subList(from, Math.min(from + BATCH, unique.size()))));
        }
    }

    /** Rows of one statement. */
    private record Batch<R extends Row>(Table<R> table, List<R> rows) {
        int write(Handle transaction) {
            try (Update update = transaction.createUpdate(table.statement())) {
                int position = 0;
                for (Column<R> column : table.columns()) {
                    if (column.shared() != null) {
                        update.bind(position++, array(column.shared().apply(rows)));
                    }
                }
                for (Column<R> column : table.columns()) {
                    update.bind(position++, array(column.values().apply(rows)));
                }
                return update.execute();
            }
        }

        private static Argument array(Object values) {
            // The driver sends arrays of numbers and of String in binary form.
            return (at, statement, context) -> statement.setObject(at, values);
        }
    }
}
