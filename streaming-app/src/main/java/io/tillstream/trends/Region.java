package io.tillstream.trends;

import io.tillstream.events.IdHash;
import java.text.Normalizer;
import java.util.Locale;

/** Where a post comes from, by name or ISO-3166-2 code; case and blanks around it do not matter. */
final class Region {
    /** The hash of no region. */
    static final int UNKNOWN = 0;

    private static final int SEED = 69;
    private static final int LONGEST = 64;

    private Region() {}

    /**
     * The name as it is told; null for none.
     *
     * @param region nullable
     */
    static String name(String region) {
        if (region == null) {
            return null;
        }
        String name = Normalizer.normalize(region, Normalizer.Form.NFKC).strip();
        return name.isEmpty() || name.length() > LONGEST ? null : name;
    }

    /** The same for all spellings; {@link #UNKNOWN} for no name. */
    static int hash(String name) {
        if (name == null) {
            return UNKNOWN;
        }
        int hash = (int) IdHash.of(SEED, name.toLowerCase(Locale.ROOT));
        return hash == UNKNOWN ? 1 : hash;
    }
}
