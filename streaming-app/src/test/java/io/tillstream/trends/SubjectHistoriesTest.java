package io.tillstream.trends;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SubjectHistoriesTest {
    /** A Monday. */
    private static final long FIRST = 4 + 7 * 2_900;

    private static final int MOST = 100;

    private final SubjectHistories histories = new SubjectHistories();

    private List<SubjectStanding> day(long day, Map<String, Double> heard) {
        HeardDay said = new HeardDay(FIRST + day, 1_000);
        said.heard.putAll(heard);
        return histories.add(said, MOST);
    }

    private SubjectStanding only(List<SubjectStanding> standings) {
        assertThat(standings).hasSize(1);
        return standings.get(0);
    }

    @Test
    void daysAndWeeksAreThoseOfTheCalendar() {
        SubjectStanding standing = null;
        for (int day = 0; day < 9; day++) {
            standing =
                    only(day == 0 ? day(0, Map.of("boho", 12.0)) : day(day, Map.of("boho", 4.0)));
        }
        SubjectHistory boho = histories.subjects.get("boho");
        assertThat(boho.weeks).containsExactly(36);
        assertThat(boho.week).isEqualTo(8);
        assertThat(histories.volumes).containsExactly(7_000);
        assertThat(standing.days())
                .hasSize(SubjectHistories.DAYS)
                .endsWith(0, 12, 4, 4, 4, 4, 4, 4, 4, 4);
    }

    @Test
    void silentDaysAndWeeksCountAsSilence() {
        day(0, Map.of("boho", 12.0));
        day(16, Map.of("boho", 5.0));
        SubjectHistory boho = histories.subjects.get("boho");
        assertThat(boho.weeks).containsExactly(12, 0);
        assertThat(histories.volumes).containsExactly(1_000, 0);
        assertThat(boho.days[SubjectHistories.DAYS - 1 - 16]).isEqualTo(12);
    }

    @Test
    void aSubjectThatIsHeardSeldomIsNotKept() {
        assertThat(day(0, Map.of("odd", 2.0))).isEmpty();
        assertThat(histories.subjects).isEmpty();
    }

    @Test
    void anEmergingSubjectIsToldWithWhereItGoes() {
        SubjectStanding standing = null;
        for (int day = 0; day < 7 * 20 + 1; day++) {
            standing = only(day(day, Map.of("boho", 12 * Math.exp(0.01 * day))));
        }
        assertThat(standing.outlook().phase()).isEqualTo("emerging");
        assertThat(standing.outlook().in12Weeks().median())
                .isGreaterThan(standing.outlook().level());
    }

    @Test
    void whatFallsSilentIsToldUntilItsDaysAreEmpty() {
        day(0, Map.of("boho", 12.0));
        for (int day = 1; day < SubjectHistories.DAYS; day++) {
            only(day(day, Map.of()));
        }
        SubjectStanding last = only(day(SubjectHistories.DAYS, Map.of()));
        assertThat(last.days()).containsOnly(0);
        assertThat(last.outlook()).isNull();
        assertThat(day(SubjectHistories.DAYS + 1, Map.of())).isEmpty();
    }

    @Test
    void whatAnotherEncoderSeesHasNoWeeksYet() {
        for (int day = 0; day < 7 * 20; day++) {
            seen(day, "e/1", "style:a:e/1");
        }
        List<SubjectStanding> standings = List.of();
        for (int day = 7 * 20; day < 7 * 30; day++) {
            standings = seen(day, "e/2", "style:a:e/2");
            if (day == 7 * 21) {
                assertThat(standings)
                        .extracting(SubjectStanding::subject)
                        .containsExactly("style:a:e/1", "style:a:e/2");
            }
        }
        assertThat(histories.volumes).hasSize(9).containsOnly(7_000);
        assertThat(only(standings).outlook().phase()).isEqualTo("steady");
    }

    private List<SubjectStanding> seen(long day, String encoder, String subject) {
        HeardDay said = new HeardDay(FIRST + day, 1_000);
        said.encoder = encoder;
        said.heard.put(subject, 50.0);
        return histories.add(said, MOST);
    }

    /** Of state from before styles had a shelf of their own: else two shelves tell one subject. */
    @Test
    void stylesAreToldByTheirOwnShelfAlone() {
        day(0, Map.of("style:a:e/1", 50.0, "pattern:dots:e/1", 50.0));
        for (int shelf : new int[] {Mention.STYLES, Mention.PICTURES}) {
            HeardDay said = new HeardDay(FIRST + 1, 1_000);
            said.shelf = shelf;
            said.heard.put("style:a:e/1", 50.0);

            assertThat(histories.add(said, MOST))
                    .extracting(SubjectStanding::subject)
                    .containsExactlyElementsOf(
                            shelf == Mention.STYLES
                                    ? List.of("pattern:dots:e/1", "style:a:e/1")
                                    : List.of("pattern:dots:e/1"));
        }
    }

    @Test
    void beyondTheBoundThoseHeardLeastAreForgotten() {
        for (int i = 0; i < MOST; i++) {
            day(0, Map.of("s" + i, 10.0 + i));
        }
        day(1, Map.of("new", 50.0));
        assertThat(histories.subjects).hasSize(MOST).containsKey("new").doesNotContainKey("s0");
    }

    @Test
    void whatWasNotHeardForAsLongAsWeeksAreKeptIsForgotten() {
        day(0, Map.of("boho", 12.0));
        day(7 * (SubjectHistories.WEEKS + 1), Map.of());
        assertThat(histories.subjects).isEmpty();
        assertThat(histories.volumes).hasSize(SubjectHistories.WEEKS);
    }

    @Test
    void whatGrewAndFellSilentOverAGapOfPostsHasNoPhaseAnyMore() {
        for (int day = 0; day < 140; day++) {
            day(day, Map.of("boho", 12 * Math.exp(0.02 * day)));
        }
        assertThat(histories.subjects.get("boho").outlook.phase()).isEqualTo("emerging");
        for (int day = 200; day < 207; day++) {
            day(day, Map.of());
        }
        assertThat(histories.subjects.get("boho").outlook).isNull();
    }

    @Test
    void aFullShelfLearnsWhatIsNewAndSaysALastWordOfWhatItForgets() {
        for (int i = 0; i < MOST; i++) {
            day(0, Map.of("s" + i, 140.0 - i / 100.0));
        }
        List<SubjectStanding> last = day(20, Map.of("new", 150.0));
        assertThat(histories.subjects).containsKey("new").doesNotContainKey("s" + (MOST - 1));
        assertThat(last)
                .filteredOn(standing -> standing.subject().equals("s" + (MOST - 1)))
                .singleElement()
                .satisfies(standing -> assertThat(standing.outlook()).isNull());
        day(63, Map.of("later", 50.0));
        assertThat(histories.subjects).containsKeys("new", "later");
    }

    @Test
    void aDayThatIsToldInTwoPartsIsOneDay() {
        day(0, Map.of("boho", 12.0));
        day(3, Map.of("boho", 4.0));
        day(3, Map.of("boho", 5.0));
        day(2, Map.of("boho", 1.0));
        SubjectHistory boho = histories.subjects.get("boho");
        assertThat(boho.days).endsWith(12, 0, 0, 10);
        assertThat(boho.week).isEqualTo(22);
    }
}
