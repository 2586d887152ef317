package io.tillstream.trends;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OpenHourTest {
    /** Both have seen the same garments: shares are those of one. */
    @Test
    void anHourInWhichTheEncoderChangesIsThatOfTheOneThatSawMore() {
        SubjectShelf shelf = new SubjectShelf(16);
        OpenHour hour = new OpenHour(16);
        for (int i = 0; i < 5; i++) {
            String encoder = i % 2 == 0 ? "e/2" : "e/1";
            shelf.add(hour, 0, Mention.picture(Mention.STYLES, 0, encoder));
            Sighting seen = new Sighting(0, i, i, 1, 0, encoder, new String[0], null);
            String style = PictureSubject.style("style-3", encoder);
            shelf.add(hour, 0, Mention.ofPicture(style, seen, 1, "p" + i));
        }

        assertThat(hour.mostSeenBy()).isEqualTo("e/2");
        hour.keepSeenBy("e/2");
        assertThat(hour.posts).isEqualTo(3);
        assertThat(hour.subjects).containsOnlyKeys("style:style-3:e/2");
    }

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
