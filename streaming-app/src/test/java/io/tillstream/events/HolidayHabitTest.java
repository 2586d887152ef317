package io.tillstream.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HolidayHabitTest {
    private final HolidayHabit habit = new HolidayHabit();

    private static SortedMap<String, String> in(String... countries) {
        SortedMap<String, String> holidays = new TreeMap<>();
        for (String country : countries) {
            holidays.put(country, "Holiday");
        }
        return holidays;
    }

    private static SortedMap<String, String> called(String name) {
        return new TreeMap<>(Map.of("DE", name, "AT", name));
    }

    @Test
    void aHolidayIsLikeItselfBeforeItIsLikeTheNewestOfItsCountries() {
        habit.learn(called("Christmas"), false);
        habit.learn(called("Unity"), true);

        assertThat(habit.goesOn(called("Christmas"))).isFalse();
        assertThat(habit.goesOn(called("Unity"))).isTrue();
        assertThat(habit.goesOn(called("Labour Day"))).as("the newest").isTrue();
        habit.learn(called("Easter"), false);
        assertThat(habit.goesOn(called("Unity"))).isTrue();
        assertThat(habit.goesOn(called("Labour Day"))).as("the newest").isFalse();
    }

    @Test
    void aDayWithoutHolidayIsLikeAnyOtherAndAHolidayOfWhichNothingIsKnownIsNot() {
        assertThat(habit.goesOn(in())).isTrue();
        assertThat(habit.goesOn(in("DE"))).isFalse();
    }

    @Test
    void whoWasOpenWhenMoreCountriesHadAHolidayIsOpenWhenFewerHave() {
        habit.learn(in("AT", "DE", "FR"), true);
        assertThat(habit.goesOn(in("FR"))).isTrue();
        assertThat(habit.goesOn(in("AT", "FR"))).isTrue();
        assertThat(habit.goesOn(in("AT", "IT"))).isFalse();
    }

    @Test
    void whoWasClosedIsClosedWhenAsManyCountriesOrMoreHaveAHoliday() {
        habit.learn(in("AT", "DE", "FR"), true);
        habit.learn(in("DE"), false);
        assertThat(habit.goesOn(in("DE"))).isFalse();
        assertThat(habit.goesOn(in("DE", "FR"))).isFalse();
        assertThat(habit.goesOn(in("FR"))).isTrue();
    }

    @Test
    void theNewestHolidayCountsSoThatAFailureOnOneOfThemIsForgotten() {
        habit.learn(in("DE"), true);
        habit.learn(in("DE"), false);
        assertThat(habit.goesOn(in("DE"))).isFalse();
        habit.learn(in("DE"), true);
        assertThat(habit.goesOn(in("DE"))).isTrue();
    }

    @Test
    void whatIsNotKnownNeitherGoesOnNorStops() {
        habit.learn(in("DE"), false);
        habit.learn(in("AT"), true);
        assertThat(habit.stops(in("DE", "FR"))).isTrue();
        assertThat(habit.stops(in("AT"))).isFalse();
        assertThat(habit.stops(in("FR"))).isFalse();
        assertThat(habit.goesOn(in("FR"))).isFalse();
        assertThat(habit.stops(in())).isFalse();
    }

    @Test
    void whereNamesAreNotKnownCountriesCount() {
        SortedMap<String, String> unnamed = called("");
        habit.learn(unnamed, true);
        assertThat(habit.wentOnByName).isEmpty();
        habit.learn(called("Christmas"), false);
        assertThat(habit.goesOn(unnamed)).as("the newest").isFalse();
        habit.wentOnByName.put("AT=|DE=", true);
        assertThat(habit.goesOn(unnamed)).as("of a snapshot").isFalse();
    }

    @Test
    void holidaysAreBoundedAndTheOldestAreForgotten() {
        habit.wentOn.put("before", true);
        for (int i = 0; i < 1_000; i++) {
            habit.learn(in("C" + i), true);
            habit.learn(in("C0"), false);
        }
        assertThat(habit.wentOn).hasSize(200).containsKeys("C0", "C999").doesNotContainKey("C1");
        assertThat(habit.wentOn).doesNotContainKey("before");
        assertThat(habit.wentOnByName).hasSize(200).containsKeys("C0=Holiday", "C999=Holiday");
        assertThat(habit.learntAs).hasSize(400);
    }

    @Test
    void keysAreOfBoundedLengthAndStillTellHolidaysApart() {
        String one = "x".repeat(10_000);
        habit.learn(called(one + "1"), true);
        habit.learn(called(one + "2"), false);
        assertThat(habit.wentOnByName.keySet()).hasSize(2).allMatch(key -> key.length() <= 200);
        assertThat(habit.goesOn(called(one + "1"))).isTrue();
        assertThat(habit.goesOn(called(one + "2"))).isFalse();
    }
}
