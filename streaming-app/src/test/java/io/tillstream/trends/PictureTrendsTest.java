package io.tillstream.trends;

import static io.tillstream.trends.TrendStories.closing;
import static io.tillstream.trends.TrendStories.look;
import static io.tillstream.trends.TrendStories.traits;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.events.PostLook;
import io.tillstream.runtime.OperatorRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures of weeks, from how posts look to what is told of them: reading, shelves and desk. */
class PictureTrendsTest {
    private static final int DAYS = 24;
    private static final int PICTURES_AN_HOUR = 12;
    private static final int STYLES = 6;

    /** Hours of the examples after which things are other than before. */
    private static final int LATER = 24 * 14;

    /** As many as no test is meant to hide behind. */
    private static final double FALSE_ALARMS = 0.2;

    private final Map<Integer, SubjectShelf> shelves = new HashMap<>();
    private final TrendDesk desk = new TrendDesk();
    private final Random random = new Random(5);

    /** Style of a picture, by the one that chance says; null if it has none. */
    private interface StyleOf {
        String picture(int hour, int chance);
    }

    private interface EncoderOf {
        String picture(int hour, int number);
    }

    /** How pictures of an hour look. */
    private record Looks(StyleOf style, EncoderOf encoder) {
        /** All pictures have a style that chance says from an hour on, by one encoder. */
        static Looks stylesFrom(int first) {
            return new Looks(
                    (hour, chance) -> hour < first ? null : "style-" + chance,
                    (hour, number) -> "e/1");
        }

        /** Half of the pictures are of one style from an hour on. */
        Looks risingFrom(int first) {
            return new Looks(
                    (hour, chance) ->
                            hour >= first && chance < STYLES / 2
                                    ? "style-0"
                                    : style.picture(hour, chance),
                    encoder);
        }

        Looks seenBy(EncoderOf other) {
            return new Looks(style, other);
        }
    }

    private List<TrendAlert> opened(Looks looks) throws Exception {
        List<TrendAlert> opened = new ArrayList<>();
        try (OperatorRun<PostLook, ProductTraits, Mention> run = TrendStories.looks().open(1)) {
            run.broadcast(traits("a", "pattern:dots")).broadcast(traits("b", "pattern:dots"));
            run.broadcast(traits("c", "pattern:dots"));
            for (int hour = 0; hour < 24 * DAYS; hour++) {
                for (int i = 0; i < PICTURES_AN_HOUR; i++) {
                    run.give(picture(looks, hour, i));
                }
                long now = TrendStories.FIRST_HOUR + hour;
                for (Mention mention : run.watermark(closing(hour)).out()) {
                    shelf(mention.shelf()).add(now, mention);
                }
                ShelfHour said = shelf(Mention.PICTURES).close(Mention.PICTURES, now);
                said.add(shelf(Mention.STYLES).close(Mention.STYLES, now));
                desk.close(said, FALSE_ALARMS).stream()
                        .filter(alert -> alert.version == 1)
                        .forEach(opened::add);
            }
        }
        return opened;
    }

    private SubjectShelf shelf(int shelf) {
        return shelves.computeIfAbsent(shelf, number -> new SubjectShelf(512));
    }

    private PostLook picture(Looks looks, int hour, int number) {
        String id = hour + "-" + number;
        PostLook look = look(id, hour, "author" + id, 0, hour * 100 + number, "a", "b", "c");
        return new PostLook(
                id,
                look.seenAt(),
                look.platform(),
                look.region(),
                look.authorId(),
                0,
                0,
                0,
                looks.encoder().picture(hour, number),
                look.embedding(),
                looks.style().picture(hour, random.nextInt(STYLES)),
                look.similar(),
                look.cosines(),
                look.countedIn());
    }

    @Test
    void stylesThatAreFirstKnownLateRiseFromNothingAndAreNoTrend() throws Exception {
        assertThat(opened(Looks.stylesFrom(LATER))).isEmpty();
        assertThat(shelf(Mention.STYLES).recent).hasSize(STYLES);
    }

    @Test
    void aStyleThatRisesOnceItsLevelIsKnownIsFound() throws Exception {
        int rises = LATER + 24 * 6;

        assertThat(opened(Looks.stylesFrom(LATER).risingFrom(rises)))
                .singleElement()
                .satisfies(
                        alert -> {
                            isOfTheRisingStyle(alert, rises);
                            assertThat(alert.lift).isBetween(1.5, 6.0);
                        });
    }

    private static void isOfTheRisingStyle(TrendAlert alert, int rises) {
        assertThat(alert.subject).isEqualTo("style:style-0:e/1");
        assertThat(alert.openedIn - TrendStories.FIRST_HOUR).isBetween((long) rises, rises + 24L);
    }

    /** Hours in which another encoder sees all pictures, never enough of them in a row. */
    @Test
    void whatIsUsualOutlastsOddHoursOfAnotherEncoder() throws Exception {
        EncoderOf odd =
                (hour, number) -> hour < LATER && hour > LATER - 48 && hour % 6 < 2 ? "e/2" : "e/1";

        assertThat(opened(Looks.stylesFrom(0).risingFrom(LATER).seenBy(odd)))
                .singleElement()
                .satisfies(alert -> isOfTheRisingStyle(alert, LATER));
        assertThat(shelf(Mention.STYLES).encoder).isEqualTo("e/1");
    }

    @ParameterizedTest
    @CsvSource({"2, e/1", "3, e/2"})
    void anotherEncoderTakesOverWithTheThirdHourInARow(int hours, String encoder) throws Exception {
        int first = 24 * DAYS - hours;

        opened(Looks.stylesFrom(0).seenBy((hour, n) -> hour >= first ? "e/2" : "e/1"));

        assertThat(shelf(Mention.STYLES).encoder).isEqualTo(encoder);
        assertThat(shelf(Mention.PICTURES).encoder).isEqualTo(encoder);
    }

    /** In the hour in which it changes two encoders take turns. */
    @Test
    void whatAnotherEncoderSeesBeginsAnewAndIsNoTrend() throws Exception {
        EncoderOf changing =
                (hour, number) -> hour > LATER || (hour == LATER && number % 3 > 0) ? "e/2" : "e/1";

        assertThat(opened(Looks.stylesFrom(0).seenBy(changing))).isEmpty();
        for (int shelf : List.of(Mention.PICTURES, Mention.STYLES)) {
            assertThat(shelf(shelf).encoder).isEqualTo("e/2");
            assertThat(shelf(shelf).recent.keySet()).allMatch(key -> key.endsWith(":e/2"));
        }
    }
}
