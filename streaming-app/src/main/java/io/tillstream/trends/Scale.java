package io.tillstream.trends;

/** The windows in which a subject may rise. A window is made of panes and tested as each ends. */
enum Scale {
    /** A burst: breaking news. */
    HOUR("PT1H", 1, 1, 168, 48),
    /** By the quarter of a day. */
    DAY("P1D", 6, 4, 56, 8),
    /** A slow rise, by the day. */
    WEEK("P7D", 24, 7, 28, 7);

    /** The window as an ISO-8601 duration. */
    final String window;

    /** Hours of a pane; 24 are a multiple. */
    final int paneHours;

    /** Panes of the window. */
    final int panes;

    /** Panes after which the past counts a share of 1/e. */
    final double memory;

    /** Panes of the past, before the window, without which nothing is said. */
    final int warmUp;

    Scale(String window, int paneHours, int panes, double memory, int warmUp) {
        this.window = window;
        this.paneHours = paneHours;
        this.panes = panes;
        this.memory = memory;
        this.warmUp = warmUp;
    }

    /** The number of a pane, counted since 1970. */
    long paneOf(long hour) {
        return Math.floorDiv(hour, paneHours);
    }

    /** The share of the window in which a subject must have been mentioned to be tested. */
    double lately() {
        int lately = Math.min(panes * paneHours, SubjectShelf.RECENT_HOURS);
        return (double) lately / (panes * paneHours);
    }

    /** Whether a pane ends with an hour. */
    boolean endsWith(long hour) {
        return paneOf(hour) != paneOf(hour + 1);
    }
}
