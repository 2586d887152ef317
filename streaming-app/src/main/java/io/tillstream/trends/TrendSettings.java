package io.tillstream.trends;

import java.io.Serializable;

/**
 * How trends are looked for.
 *
 * @param synonyms names that mean the same
 * @param vocabulary subjects whose usual level can be told apart well
 * @param falseAlarms a day, on average, that are allowed
 */
public record TrendSettings(Synonyms synonyms, int vocabulary, double falseAlarms)
        implements Serializable {
    /** Of the vocabulary, what the catalogue names. */
    private static final int NAMED = 32;

    /** Cells of a row of what is usual in the shop, until the catalogue has more names. */
    int signalWidth() {
        return Math.max(1, vocabulary / NAMED);
    }

    /** Cells of a row on each shelf. */
    int width() {
        return Math.max(1, vocabulary / Mention.SHELVES);
    }
}
