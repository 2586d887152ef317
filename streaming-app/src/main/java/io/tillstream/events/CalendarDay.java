package io.tillstream.events;

/**
 * What is known ahead about a day in a country.
 *
 * @param day epoch day
 * @param holiday its name; nullable, like promotion and kind
 */
public record CalendarDay(String country, long day, String holiday, String promotion, String kind)
        implements InputEvent {
    @Override
    public long occurredAt() {
        return TIMELESS;
    }
}
