package io.tillstream.trends;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OpenHourTest {
    @Test
    void regionsAreTheSameInWhateverOrderTheyCome() {
        List<String> told = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            told.add("region-" + i % 2_000);
        }
        List<Map<String, Long>> kept = new ArrayList<>();
        for (int seed = 0; seed < 3; seed++) {
            Collections.shuffle(told, new Random(seed));
            OpenHour hour = new OpenHour(4);
            told.forEach(region -> hour.count(region, 1));
            hour.keepRegions();
            kept.add(hour.regions);
        }
        assertThat(kept).containsOnly(kept.get(0));
        assertThat(kept.get(0)).hasSize(OpenHour.MOST_REGIONS);
        assertThat(kept.get(0).values()).allMatch(number -> number == 2 || number == 3);
    }
}
