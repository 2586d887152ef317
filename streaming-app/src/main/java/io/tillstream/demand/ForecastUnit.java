package io.tillstream.demand;

/** What is forecast. */
enum ForecastUnit {
    /** Gross units sold, returns apart. */
    UNITS("units"),
    /** Net revenue in major units of money. */
    REVENUE("revenue");

    static final int COUNT = values().length;

    private final String label;

    ForecastUnit(String label) {
        this.label = label;
    }

    /** Its name in tables and topics. */
    String label() {
        return label;
    }
}
