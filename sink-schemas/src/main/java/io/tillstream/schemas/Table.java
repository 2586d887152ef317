package io.tillstream.schemas;

import io.tillstream.schemas.rows.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What {@link RowWriter} has to know of a table; the statement and the order of writing follow from
 * it.
 *
 * @param rowType the rows that go there
 * @param name of the table
 * @param key columns of the primary key, in its order
 * @param columns all columns that are written
 * @param updates false if a row that exists stays as it is
 * @param statement writes any number of rows, an array a column
 * @param keyOrder of two rows by their primary key
 */
record Table<R extends Row>(
        Class<R> rowType,
        String name,
        List<Column<R>> key,
        List<Column<R>> columns,
        boolean updates,
        String statement,
        Comparator<R> keyOrder) {

    /** Rows that are written again whenever a newer version of them is there. */
    static <R extends Row> Table<R> versioned(
            Class<R> rowType, String name, List<Column<R>> key, List<Column<R>> values) {
        Column<R> version = Column.number("version", Row::version);
        return of(
                rowType,
                name,
                key,
                Stream.of(key, values, List.of(version)).flatMap(List::stream).toList(),
                true);
    }

    /** Rows that never change. */
    static <R extends Row> Table<R> insertOnly(
            Class<R> rowType, String name, List<Column<R>> key, List<Column<R>> values) {
        return of(rowType, name, key, Stream.concat(key.stream(), values.stream()).toList(), false);
    }

    private static <R extends Row> Table<R> of(
            Class<R> rowType,
            String name,
            List<Column<R>> key,
            List<Column<R>> columns,
            boolean updates) {
        Comparator<R> order =
                key.stream().map(Column::order).reduce(Comparator::thenComparing).orElseThrow();
        return new Table<>(
                rowType, name, key, columns, updates, upsert(name, key, columns, updates), order);
    }

    /**
     * The newest row of each key, in one order that all writers share: by the hash of the key,
     * which is far cheaper to compare than its texts, and by the key where hashes are equal. Of two
     * rows with one version the one is taken that would have won in the table had they been written
     * one after the other.
     */
    List<R> sortedAndUnique(Collection<R> rows) {
        List<Hashed<R>> sorted = new ArrayList<>(rows.size());
        rows.forEach(row -> sorted.add(new Hashed<>(row.key().hashCode(), row)));
        sorted.sort(this::compare);
        List<R> unique = new ArrayList<>(sorted.size());
        Hashed<R> previous = null;
        for (Hashed<R> next : sorted) {
            if (previous == null || compare(previous, next) != 0) {
                unique.add(next.row());
            } else if (updates && next.row().version() >= unique.get(unique.size() - 1).version()) {
                unique.set(unique.size() - 1, next.row());
            }
            previous = next;
        }
        return unique;
    }

    private record Hashed<R>(int hash, R row) {}

    private int compare(Hashed<R> a, Hashed<R> b) {
        int byHash = Integer.compare(a.hash(), b.hash());
        return byHash != 0 ? byHash : keyOrder.compare(a.row(), b.row());
    }

    private static <R> String upsert(
            String table, List<Column<R>> key, List<Column<R>> columns, boolean updates) {
        String written = columns.stream().map(Column::name).collect(Collectors.joining(", "));
        String stored =
                IntStream.range(0, columns.size())
                        .mapToObj(i -> columns.get(i).expression().formatted("u.c" + i))
                        .collect(Collectors.joining(", "));
        String arrays =
                columns.stream()
                        .map(c -> "?::" + c.wireType() + "[]")
                        .collect(Collectors.joining(", "));
        String elements =
                IntStream.range(0, columns.size())
                        .mapToObj(i -> "c" + i)
                        .collect(Collectors.joining(", "));
        String keys = key.stream().map(Column::name).collect(Collectors.joining(", "));
        return "INSERT INTO %s AS t (%s) SELECT %s FROM unnest(%s) AS u (%s) ON CONFLICT (%s) DO %s"
                .formatted(
                        table,
                        written,
                        stored,
                        arrays,
                        elements,
                        keys,
                        updates ? replacement(key, columns) : "NOTHING");
    }

    private static <R> String replacement(List<Column<R>> key, List<Column<R>> columns) {
        String assignments =
                columns.stream()
                        .filter(c -> !key.contains(c))
                        .map(c -> c.name() + " = excluded." + c.name())
                        .collect(Collectors.joining(", "));
        return "UPDATE SET " + assignments + " WHERE excluded.version >= t.version";
    }
}
