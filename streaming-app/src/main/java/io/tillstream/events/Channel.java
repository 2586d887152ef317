package io.tillstream.events;

import java.util.Locale;

/** Where a sale is made. The order is part of serialised state: add at the end only. */
public enum Channel {
    /** A till. */
    STORE,
    /** The web shop. */
    ONLINE;

    private static final Channel[] VALUES = values();

    /** The name in tables and topics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The channel of an ordinal. */
    public static Channel of(int ordinal) {
        return VALUES[ordinal];
    }
}
