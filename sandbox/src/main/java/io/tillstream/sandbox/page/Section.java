package io.tillstream.sandbox.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.SQLException;

/** One part of the page's state that is read from the database; a panel shows it by its name. */
interface Section {
    /** The key in the page's state; the panels use it. */
    String name();

    /** Reads the section anew; the clock says which event-time day is today. */
    JsonNode read(Connection database, EventClock clock) throws SQLException;
}
