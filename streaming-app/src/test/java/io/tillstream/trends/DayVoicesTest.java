package io.tillstream.trends;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.events.IdHash;
import org.junit.jupiter.api.Test;

class DayVoicesTest {
    private static Voices hour(int hour, int first, int authors) {
        Voices voices = new Voices();
        for (int i = first; i < first + authors; i++) {
            long author = IdHash.of(1, "a" + i);
            voices.add(author, author * 31, 1, hour, "p" + hour + "-" + i, 0, 128);
        }
        return voices;
    }

    @Test
    void everyAuthorOfADayIsHeardHoweverMany() {
        DayVoices day = new DayVoices();
        for (int hour = 0; hour < 24; hour++) {
            day.add(hour(hour, 20 * hour, 20));
        }
        assertThat(day.voices()).isEqualTo(480);
    }

    @Test
    void whoComesBackNowAndThenCounts() {
        DayVoices day = new DayVoices();
        day.add(hour(8, 0, 20));
        day.add(hour(20, 0, 20));
        assertThat(day.voices()).isEqualTo(40);
    }

    @Test
    void oneAuthorWhoRepeatsHimselfAllDayIsHardlyHeard() {
        DayVoices day = new DayVoices();
        for (int hour = 0; hour < 24; hour++) {
            day.add(hour(hour, 7, 1));
        }
        assertThat(day.voices()).isLessThan(7);
    }
}
