package io.tillstream.customers;

/** Customer segments; the first rule that matches, in this order. */
public enum Segment {
    /** R 4+, F 4+, M 4+. */
    CHAMPIONS("Champions"),
    /** R 2-, F 4+, M 4+. */
    CANNOT_LOSE("Cannot Lose"),
    /** R 3+, F 4+. */
    LOYAL("Loyal"),
    /** R 4+, F 2 to 3. */
    POTENTIAL_LOYALIST("Potential Loyalist"),
    /** R 4+, F 1. */
    NEW_CUSTOMER("New Customer"),
    /** R 3, F 2+, M 3+. */
    NEED_ATTENTION("Need Attention"),
    /** R 2-, M 3+. */
    AT_RISK("At Risk"),
    /** R 3, F 1. */
    PROMISING("Promising"),
    /** R 2, F 2-, M 2-. */
    HIBERNATING("Hibernating"),
    /** R 1. */
    LOST("Lost"),
    /** Everybody else. */
    OTHERS("Others");

    private final String label;

    Segment(String label) {
        this.label = label;
    }

    /** The name in tables and topics. */
    public String label() {
        return label;
    }

    /** The segment of scores 1 to 5. */
    public static Segment of(int r, int f, int m) {
        if (r >= 4 && f >= 4 && m >= 4) {
            return CHAMPIONS;
        }
        if (r <= 2 && f >= 4 && m >= 4) {
            return CANNOT_LOSE;
        }
        if (r >= 3 && f >= 4) {
            return LOYAL;
        }
        if (r >= 4) {
            return f >= 2 ? POTENTIAL_LOYALIST : NEW_CUSTOMER;
        }
        return r == 3 ? middling(f, m) : fading(r, f, m);
    }

    private static Segment middling(int f, int m) {
        if (f >= 2 && m >= 3) {
            return NEED_ATTENTION;
        }
        return f == 1 ? PROMISING : OTHERS;
    }

    private static Segment fading(int r, int f, int m) {
        if (m >= 3) {
            return AT_RISK;
        }
        if (r > 1) {
            return f <= 2 ? HIBERNATING : OTHERS;
        }
        return LOST;
    }
}
