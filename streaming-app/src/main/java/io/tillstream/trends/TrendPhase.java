package io.tillstream.trends;

/** Where a subject stands in its life, by the week. */
enum TrendPhase {
    /** Too few weeks to say. */
    NEW,
    /** Grows for sure, beyond its season. */
    EMERGING,
    /** Grew until lately and stands at its height. */
    PEAKING,
    /** Shrinks for sure, beyond its season. */
    FADING,
    /** Comes and goes with the year, and is otherwise steady. */
    SEASONAL,
    /** None of these. */
    STEADY;

    /** As tables have it. */
    String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
