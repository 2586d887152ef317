package io.tillstream.schemas;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
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
 * @param expression what is stored, of one element ({@code %s})
 * @param values the array of some rows' values
 * @param order of two rows by this column
 */
record Column<R>(
        String name,
        String wireType,
        String expression,
        Function<List<R>, Object> values,
        Comparator<R> order) {
    private static final String TEXT = "text";
    private static final String BIGINT = "bigint";
    private static final String DOUBLE = "float8";

    private static final String PLAIN = "%s";
    private static final String TIME = "timestamptz 'epoch' + %s * interval '1 millisecond'";
    private static final String DAY = "date 'epoch' + %s::integer";
    private static final String MONEY = "%s::numeric * 0.0001";

    /** Text, null allowed where the table allows it. */
    static <R> Column<R> text(String name, Function<R, String> value) {
        return new Column<>(
                name,
                TEXT,
                PLAIN,
                rows -> filled(new String[rows.size()], rows, value),
                Comparator.comparing(value));
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
                rows -> doubles(rows, value),
                Comparator.comparingDouble(value));
    }

    private static <R> Column<R> ofLong(String name, String expression, ToLongFunction<R> value) {
        return new Column<>(
                name,
                BIGINT,
                expression,
                rows -> longs(rows, value),
                Comparator.comparingLong(value));
    }

    private static <R> Column<R> ofOptionalLong(
            String name, String expression, Function<R, Long> value) {
        return new Column<>(
                name,
                BIGINT,
                expression,
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
