package io.tillstream.recommendations;

import java.util.Locale;

/** Rankers that compete. The order is part of serialised state: add at the end only. */
enum Variant {
    /** The blend that learns from purchases. */
    LEARNT,
    /** The blend as it began, before anything was learnt on the stream. */
    PRIOR;

    static final int COUNT = values().length;

    /** The name in tables and topics. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
