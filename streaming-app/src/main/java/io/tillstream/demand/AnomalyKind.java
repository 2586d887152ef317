package io.tillstream.demand;

import java.util.Locale;

/** In which way a day was out of the ordinary. */
public enum AnomalyKind {
    /** Far more than was expected. */
    SPIKE,
    /** Far less than was expected. */
    DROP,
    /** Nothing where something should have been. */
    SILENT;

    /** As it stands in the table. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
