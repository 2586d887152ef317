package io.tillstream.events;

import java.io.IOException;
import java.util.List;

/** {@code calendar.days}: holidays and promotions, known ahead. */
final class CalendarDecoder extends EventDecoder {
    /** Of the topic, in the order of bits; add at the end only. */
    static final List<String> FIELDS = List.of("country", "date", "holiday", "promotion", "kind");

    private String country;
    private Long day;
    private String holiday;
    private String promotion;
    private String kind;

    CalendarDecoder(RecordLimits limits) {
        super(limits, FIELDS);
    }

    @Override
    protected void begin() {
        country = null;
        day = null;
        holiday = null;
        promotion = null;
        kind = null;
    }

    @Override
    protected boolean field(String name) throws IOException, InvalidRecord {
        switch (name) {
            case "country" -> country = reader.id(name);
            case "date" -> day = reader.date(name);
            case "holiday" -> holiday = reader.id(name);
            case "promotion" -> promotion = reader.id(name);
            case "kind" -> kind = reader.id(name);
            default -> {
                return false;
            }
        }
        return true;
    }

    @Override
    protected InputEvent finish() throws InvalidRecord {
        return new CalendarDay(
                required(country, "country"), required(day, "date"), holiday, promotion, kind);
    }
}
