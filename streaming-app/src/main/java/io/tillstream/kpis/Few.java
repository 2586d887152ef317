package io.tillstream.kpis;

import java.util.Arrays;
import java.util.function.Predicate;

/** A few things in an array, as state keeps them. */
final class Few {
    private Few() {}

    /** With one more at the end. */
    static <T> T[] plus(T[] few, T one) {
        T[] more = Arrays.copyOf(few, few.length + 1);
        more[few.length] = one;
        return more;
    }

    /** Those that are meant, in their order. */
    static <T> T[] where(T[] few, Predicate<T> isMeant) {
        return Arrays.stream(few).filter(isMeant).toArray(length -> Arrays.copyOf(few, length));
    }
}
