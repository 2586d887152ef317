package io.tillstream.trends;

import java.util.HashMap;
import java.util.Map;

/** What is heard on a shelf in hours that are not closed. A Flink POJO: fields are added only. */
public class OpenHours {
    /** By hour since 1970. */
    public Map<Long, OpenHour> hours = new HashMap<>();

    /** For Flink. */
    public OpenHours() {}

    OpenHours(Map<Long, OpenHour> hours) {
        this.hours = hours;
    }
}
