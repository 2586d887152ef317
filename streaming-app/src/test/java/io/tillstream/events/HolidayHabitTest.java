package io.tillstream.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HolidayHabitTest {
    private final HolidayHabit habit = new HolidayHabit();

    @Test
    void aDayWithoutHolidayIsLikeAnyOtherAndAHolidayOfWhichNothingIsKnownIsNot() {
        assertThat(habit.goesOn(List.of())).isTrue();
        assertThat(habit.goesOn(List.of("DE"))).isFalse();
    }

    @Test
    void whoWasOpenWhenMoreCountriesHadAHolidayIsOpenWhenFewerHave() {
        habit.learn(List.of("AT", "DE", "FR"), true);
        assertThat(habit.goesOn(List.of("FR"))).isTrue();
        assertThat(habit.goesOn(List.of("AT", "FR"))).isTrue();
        assertThat(habit.goesOn(List.of("AT", "IT"))).isFalse();
    }

    @Test
    void whoWasClosedIsClosedWhenAsManyCountriesOrMoreHaveAHoliday() {
        habit.learn(List.of("AT", "DE", "FR"), true);
        habit.learn(List.of("DE"), false);
        assertThat(habit.goesOn(List.of("DE"))).isFalse();
        assertThat(habit.goesOn(List.of("DE", "FR"))).isFalse();
        assertThat(habit.goesOn(List.of("FR"))).isTrue();
    }

    @Test
    void theNewestHolidayCountsSoThatAFailureOnOneOfThemIsForgotten() {
        habit.learn(List.of("DE"), true);
        habit.learn(List.of("DE"), false);
        assertThat(habit.goesOn(List.of("DE"))).isFalse();
        habit.learn(List.of("DE"), true);
        assertThat(habit.goesOn(List.of("DE"))).isTrue();
    }

    @Test
    void setsOfCountriesAreBounded() {
        for (int i = 0; i < 1_000; i++) {
            habit.learn(List.of("C" + i), true);
        }
        assertThat(habit.wentOn).hasSize(200);
    }
}
