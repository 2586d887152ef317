package io.tillstream.schemas;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * A column of a table: which value of a row it holds, and how the values of many rows travel to the
 * server as one array.
 *
 * <p>What is neither text nor floating point travels as {@code bigint}, which the driver writes in
 * binary from a {@code long[]} without an object a value; the server makes times, days and money of
 * it.
 *
 * @param name of the column
 * @param wireType element type of the array
 * @param expression what is stored, of one element ({@code %s}); a {@code ?} in it stands for what
 *     all rows share
 * @param shared what the rows share, null where the expression has no {@code ?}
 * @param values the array of some rows' values
 * @param order of two rows by this column, null of a column that can be no key
 */
record Column<R>(
        String name,
        String wireType,
        String expression,
        Function<List<R>, Object> shared,
        Function<List<R>, Object> values,
        Comparator<R> order) {
    private static final String TEXT = "text";
    private static final String BIGINT = "bigint";
    private static final String DOUBLE = "float8";

    private static final String PLAIN = "%s";
    private static final String TIME = "timestamptz 'epoch' + %s * interval '1 millisecond'";
    private static final String DAY = "date 'epoch' + %s::integer";
    private static final String JSON = "%s::jsonb";
    private static final String TEXTS = "string_to_array(%s, chr(31))";
    private static final String SEPARATOR = "\u001f";
    private static final String MONEY = "%s::numeric * 0.0001";

    /** A piece of a long array: where it ends, and in the low bits how long it is. */
    private static final String PIECE =
            "(?::real[])[(%1$s >> 16)::integer - (%1$s & 65535)::integer + 1 : (%1$s >>"
                    + " 16)::integer]";

    private static final int LENGTH_BITS = 16;

    /** Text, null allowed where the table allows it. */
    static <R> Column<R> text(String name, Function<R, String> value) {
        return new Column<>(
                name,
                TEXT,
                PLAIN,
                null,
                rows -> filled(new String[rows.size()], rows, value),
                Comparator.comparing(value));
    }

    /**
     * Texts, none of them null, stored as {@code text[]}. They travel as one, with a separator that
     * no id has: one that had it would be stored as two.
     */
    static <R> Column<R> texts(String name, Function<R, List<String>> value) {
        return new Column<>(
                name,
                TEXT,
                TEXTS,
                null,
                rows ->
                        filled(
                                new String[rows.size()],
                                rows,
                                row -> String.join(SEPARATOR, value.apply(row))),
                null);
    }

    /** JSON text, stored as {@code jsonb}. */
    static <R> Column<R> json(String name, Function<R, String> value) {
        return new Column<>(
                name, TEXT, JSON, null, rows -> filled(new String[rows.size()], rows, value), null);
    }

    /** A whole number of any width. */
    static <R> Column<R> number(String name, ToLongFunction<R> value) {
        return ofLong(name, PLAIN, value);
    }

    /** A whole number or null. */
    static <R> Column<R> optionalNumber(String name, Function<R, Long> value) {
        return ofOptionalLong(name, PLAIN, value);
    }

    /** Epoch milliseconds, stored as {@code timestamptz}. */
    static <R> Column<R> time(String name, ToLongFunction<R> value) {
        return ofLong(name, TIME, value);
    }

    /** The same or null. */
    static <R> Column<R> optionalTime(String name, Function<R, Long> value) {
        return ofOptionalLong(name, TIME, value);
    }

    /** Epoch day, stored as {@code date}. */
    static <R> Column<R> day(String name, ToLongFunction<R> value) {
        return ofLong(name, DAY, value);
    }

    /** Ten-thousandths of a major unit, stored as {@code numeric(19,4)}. */
    static <R> Column<R> money(String name, ToLongFunction<R> value) {
        return ofLong(name, MONEY, value);
    }

    /** The same or null. */
    static <R> Column<R> optionalMoney(String name, Function<R, Long> value) {
        return ofOptionalLong(name, MONEY, value);
    }

    /** Double precision. */
    static <R> Column<R> real(String name, ToDoubleFunction<R> value) {
        return new Column<>(
                name,
                DOUBLE,
                PLAIN,
                null,
                rows -> doubles(rows, value),
                Comparator.comparingDouble(value));
    }

    /** Double precision or null. */
    static <R> Column<R> optionalReal(String name, Function<R, Double> value) {
        return new Column<>(
                name,
                DOUBLE,
                PLAIN,
                null,
                rows -> filled(new Double[rows.size()], rows, value),
                Comparator.comparing(value, Comparator.nullsFirst(Comparator.naturalOrder())));
    }

    /** Boolean. */
    static <R> Column<R> flag(String name, Predicate<R> value) {
        return new Column<>(
                name,
                "boolean",
                PLAIN,
                null,
                rows -> filled(new Boolean[rows.size()], rows, value::test),
                Comparator.comparing(value::test));
    }

    /**
     * An array of {@code real} numbers, of any length below 65,536. Since an array of arrays cannot
     * be ragged and is unnested to the last number, those of all rows travel as one, in binary, and
     * the server cuts it, which costs it next to nothing: numbers of one width are found by place.
     */
    static <R> Column<R> reals(String name, Function<R, float[]> value) {
        return new Column<>(
                name,
                BIGINT,
                PIECE,
                rows -> joined(rows, value),
                rows -> pieces(rows, value),
                null);
    }

    private static <R> float[] joined(List<R> rows, Function<R, float[]> value) {
        int length = 0;
        for (R row : rows) {
            length += value.apply(row).length;
        }
        float[] all = new float[length];
        int end = 0;
        for (R row : rows) {
            float[] piece = value.apply(row);
            System.arraycopy(piece, 0, all, end, piece.length);
            end += piece.length;
        }
        return all;
    }

    private static <R> long[] pieces(List<R> rows, Function<R, float[]> value) {
        long[] pieces = new long[rows.size()];
        long end = 0;
        for (int i = 0; i < pieces.length; i++) {
            int length = value.apply(rows.get(i)).length;
            end += length;
            pieces[i] = end << LENGTH_BITS | length;
        }
        return pieces;
    }

    private static <R> Column<R> ofLong(String name, String expression, ToLongFunction<R> value) {
        return new Column<>(
                name,
                BIGINT,
                expression,
                null,
                rows -> longs(rows, value),
                Comparator.comparingLong(value));
    }

    private static <R> Column<R> ofOptionalLong(
            String name, String expression, Function<R, Long> value) {
        return new Column<>(
                name,
                BIGINT,
                expression,
                null,
                rows -> filled(new Long[rows.size()], rows, value),
                Comparator.comparing(value, Comparator.nullsFirst(Comparator.naturalOrder())));
    }

    private static <R> long[] longs(List<R> rows, ToLongFunction<R> value) {
        long[] values = new long[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value.applyAsLong(rows.get(i));
        }
        return values;
    }

    private static <R> double[] doubles(List<R> rows, ToDoubleFunction<R> value) {
        double[] values = new double[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value.applyAsDouble(rows.get(i));
        }
        return values;
    }

    private static <R, T> T[] filled(T[] values, List<R> rows, Function<R, T> value) {
        for (int i = 0; i < values.length; i++) {
            values[i] = value.apply(rows.get(i));
        }
        return values;
    }
}
