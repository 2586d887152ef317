package io.tillstream.demand;

import io.tillstream.events.CalendarDay;
import io.tillstream.events.WorldTime;

/**
 * What every subtask has to know of time.
 *
 * @param day nullable: what is known ahead of a day
 * @param world nullable: how far the world stands
 * @param shop nullable: what was sold on a closed day
 * @param profiles nullable: how sales of new products run
 */
public record Almanac(CalendarDay day, WorldTime world, ShopDay shop, SalesProfiles profiles) {
    static Almanac of(CalendarDay day) {
        return new Almanac(day, null, null, null);
    }

    static Almanac of(WorldTime world) {
        return new Almanac(null, world, null, null);
    }

    static Almanac of(ShopDay shop) {
        return new Almanac(null, null, shop, null);
    }

    static Almanac of(SalesProfiles profiles) {
        return new Almanac(null, null, null, profiles);
    }
}
