package io.tillstream.demand;

/** What a forecast is about. */
enum Level {
    PRODUCT_STORE("product_store", 7),
    PRODUCT("product", 63),
    CATEGORY("category", 63),
    TOTAL("total", 63);

    static final int COUNT = values().length;

    private static final int SUNDAY = 6;

    private final String label;
    private final int kept;

    Level(String label, int kept) {
        this.label = label;
        this.kept = kept;
    }

    /** Its name in tables and topics. */
    String label() {
        return label;
    }

    /**
     * Where an issue is kept: each day has its place in a ring, so that the table is bounded and
     * nothing is ever deleted. A series that seldom sells keeps its Sundays there and its newest
     * issue in place 0.
     */
    int slot(long issuedOn, boolean everyDay) {
        boolean ring = everyDay || WeekProfile.weekdayOf(issuedOn) == SUNDAY;
        return ring ? 1 + Math.floorMod(issuedOn, kept) : 0;
    }
}
