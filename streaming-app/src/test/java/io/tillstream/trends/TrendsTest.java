package io.tillstream.trends;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shelves and desk together, over weeks of posts by Zipf's law with hours and weekends. */
class TrendsTest {
    private static final long FIRST = 24 * 20_454L;
    private static final int DAYS = 10;
    private static final long EVENT = FIRST + 24 * 7;

    private final TrendRun.Noise noise = new TrendRun.Noise(7, 100);

    private TrendRun run(double falseAlarms, LongConsumer more) {
        TrendRun run = new TrendRun(falseAlarms);
        this.running = run;
        for (long hour = FIRST; hour < FIRST + 24 * DAYS; hour++) {
            noise.hour(run, hour);
            more.accept(hour);
            run.close(hour);
        }
        return run;
    }

    private TrendRun running;

    private List<String> alertsOf(TrendRun run, String subject) {
        List<String> states = new ArrayList<>();
        run.told().stream()
                .filter(alert -> alert.subject.equals(subject))
                .forEach(alert -> states.add(alert.state));
        return states;
    }

    /** Of seeds that nothing was chosen by. */
    @ParameterizedTest
    @ValueSource(doubles = {60, 300})
    void falseAlarmsStayWithinWhatIsAllowed(double postsPerHour) {
        double[] rates = {1, 0.1, 0.01};
        int[] alarms = new int[rates.length];
        int seeds = postsPerHour > 100 ? 4 : 12;
        int days = 18;
        for (long seed = 1_001; seed <= 1_000 + seeds; seed++) {
            TrendRun.Noise posts = new TrendRun.Noise(seed, postsPerHour);
            TrendRun run = new TrendRun(1);
            List<TrendDesk> desks = List.of(new TrendDesk(), new TrendDesk(), new TrendDesk());
            for (long hour = FIRST; hour < FIRST + 24L * days; hour++) {
                posts.hour(run, hour);
                ShelfHour said = run.close(hour);
                for (int i = 0; i < rates.length; i++) {
                    alarms[i] +=
                            (int)
                                    desks.get(i).close(said, rates[i]).stream()
                                            .filter(alert -> alert.version == 1)
                                            .count();
                }
            }
            assertThat(run.tests()).isGreaterThan(10_000L * days);
        }
        int tested = seeds * (days - Scale.HOUR.warmUp / 24);
        for (int i = 0; i < rates.length; i++) {
            assertThat(alarms[i])
                    .as("at %s", rates[i])
                    .isLessThanOrEqualTo((int) (rates[i] * tested));
        }
    }

    /** Few subjects, each often seen: of seeds that nothing was chosen by. */
    @ParameterizedTest
    @ValueSource(ints = {8, 40})
    void falseAlarmsOfPicturesStayWithinWhatIsAllowed(int picturesPerHour) {
        double[] rates = {1, 0.1, 0.01};
        int[] alarms = new int[rates.length];
        int seeds = 20;
        int days = 30;
        for (long seed = 2_001; seed <= 2_000 + seeds; seed++) {
            SubjectShelf seen = new SubjectShelf(512);
            SubjectShelf styles = new SubjectShelf(512);
            TrendRun.Noise chance = new TrendRun.Noise(seed, picturesPerHour);
            List<TrendDesk> desks = List.of(new TrendDesk(), new TrendDesk(), new TrendDesk());
            for (long hour = FIRST; hour < FIRST + 24L * days; hour++) {
                pictures(seen, styles, hour, chance.poisson(picturesPerHour), chance);
                ShelfHour said = seen.close(Mention.PICTURES, hour);
                said.add(styles.close(Mention.STYLES, hour));
                for (int i = 0; i < rates.length; i++) {
                    alarms[i] +=
                            (int)
                                    desks.get(i).close(said, rates[i]).stream()
                                            .filter(alert -> alert.version == 1)
                                            .count();
                }
            }
            assertThat(seen.recent).hasSizeGreaterThan(10);
            assertThat(styles.recent).hasSizeGreaterThan(8);
        }
        int tested = seeds * (days - Scale.HOUR.warmUp / 24);
        for (int i = 0; i < rates.length; i++) {
            assertThat(alarms[i])
                    .as("at %s", rates[i])
                    .isLessThanOrEqualTo((int) (rates[i] * tested));
        }
    }

    /**
     * Each with a colour of 8, a pattern of 6, an outline of 12, and the style of the first two.
     */
    private static void pictures(
            SubjectShelf shelf,
            SubjectShelf styles,
            long hour,
            long number,
            TrendRun.Noise chance) {
        for (long i = 0; i < number; i++) {
            shelf.add(hour, Mention.picture(Mention.PICTURES, hour, "e/1"));
            styles.add(hour, Mention.picture(Mention.STYLES, hour, "e/1"));
            long author = Mention.author("x", chance.author());
            int colour = (int) Math.min(7, chance.poisson(2));
            int pattern = (int) Math.min(5, chance.poisson(1));
            String[] seen = {
                "colour:" + colour,
                "pattern:" + pattern,
                "silhouette:" + Math.min(11, chance.poisson(5)),
                "style:" + colour / 2 + "-" + pattern
            };
            for (String subject : seen) {
                Sighting picture =
                        new Sighting(hour, author, author * 31, 1.3, 0, "e/1", new String[0], null);
                Mention mention = Mention.ofPicture(subject + ":e/1", picture, 1.3, "p" + i);
                (mention.shelf() == Mention.STYLES ? styles : shelf).add(hour, mention);
            }
        }
    }

    @Test
    void withoutALimitChanceAloneWouldRaiseMany() {
        assertThat(run(3_000, hour -> {}).opened()).hasSizeGreaterThan(8);
    }

    @Test
    void aPlantedTrendIsFoundWithinHoursAndEnds() {
        TrendRun run =
                run(
                        0.2,
                        hour -> {
                            long since = hour - EVENT;
                            for (int i = 0; i < 6 && since >= 0 && since < 8; i++) {
                                running.post(
                                        hour, noise.author(), List.of("balletcore", "w3"), 1.2);
                            }
                        });
        List<TrendAlert> found =
                run.opened().stream().filter(a -> a.subject.equals("balletcore")).toList();
        assertThat(found).hasSize(1);
        assertThat(found.get(0).openedIn - EVENT).isBetween(0L, 2L);
        assertThat(found.get(0).lift).isGreaterThan(5);
        assertThat(found.get(0).voices.samplePosts(5)).hasSize(5).doesNotHaveDuplicates();
        assertThat(alertsOf(run, "balletcore")).startsWith("opened").endsWith("ended");
    }

    @Test
    void aSlowRiseOfAKnownSubjectIsFoundByTheDay() {
        TrendRun run =
                run(
                        0.2,
                        hour -> {
                            long since = hour - (EVENT - 48);
                            for (long i = noise.poisson(Math.max(0, since) / 20.0); i > 0; i--) {
                                running.post(hour, noise.author(), List.of("w400"), 1.2);
                            }
                        });
        assertThat(run.opened()).extracting(a -> a.subject).contains("w400");
    }

    @Test
    void oneViralPostIsNoTrend() {
        TrendRun run =
                run(
                        0.2,
                        hour -> {
                            if (hour == EVENT) {
                                running.post(hour, "star", List.of("viral"), 2);
                            }
                        });
        assertThat(alertsOf(run, "viral")).isEmpty();
    }

    @Test
    void oneAuthorIsNoTrend() {
        TrendRun run =
                run(
                        0.2,
                        hour -> {
                            for (int i = 0; i < 40 && hour >= EVENT; i++) {
                                running.post(hour, "fan", List.of("mine"), 2);
                            }
                        });
        assertThat(alertsOf(run, "mine")).isEmpty();
    }

    @Test
    void botsThatCopyOneTextAreNoTrend() {
        TrendRun run =
                run(
                        0.2,
                        hour -> {
                            for (int i = 0; i < 300 && hour >= EVENT; i++) {
                                running.post(
                                        hour, "bot" + i, "buy now", List.of("scam", "w9"), 1.5);
                            }
                        });
        assertThat(alertsOf(run, "scam")).isEmpty();
    }

    @Test
    void subjectsOfTheSamePostsAreOneTrend() {
        TrendRun run =
                run(
                        0.2,
                        hour -> {
                            for (int i = 0; i < 8 && hour >= EVENT; i++) {
                                running.post(
                                        hour,
                                        noise.author(),
                                        List.of("quietluxury", "quiet", "luxury"),
                                        1.2);
                            }
                        });
        assertThat(run.opened())
                .extracting(alert -> alert.subject)
                .filteredOn(subject -> !subject.startsWith("w"))
                .hasSize(1);
    }

    @Test
    void aShelfStaysAsSmallAsItsVocabularyAllows() {
        SubjectShelf shelf = new SubjectShelf(8);
        for (int hour = 0; hour < 50; hour++) {
            for (int i = 0; i < 1_000; i++) {
                Mention spam =
                        Mention.of("spam" + hour + "-" + i, FIRST + hour, i, i, 1, "p" + i, 0);
                shelf.add(FIRST + hour, spam);
            }
            shelf.add(FIRST + hour, Mention.volume(0, FIRST + hour, 1_000));
            shelf.close(0, FIRST + hour);
        }
        assertThat(shelf.open).isEmpty();
        assertThat(shelf.recent).hasSizeLessThanOrEqualTo(32);
    }

    @Test
    void aCrowdedShelfKeepsVoicesOfWhatIsHeardOften() {
        SubjectShelf shelf = new SubjectShelf(256);
        int least = Integer.MAX_VALUE;
        for (int hour = 0; hour < 40; hour++) {
            crowd(shelf, FIRST + hour);
            least = Math.min(least, shelf.open.get(FIRST + hour).subjects.size());
            shelf.close(0, FIRST + hour);
        }
        assertThat(least).isLessThan(100);
        shelf.admission = 250;
        for (long hour = FIRST + 40; hour <= FIRST + 41; hour++) {
            for (int i = 0; i < 300; i++) {
                long author = Mention.author("x", "a" + i);
                shelf.add(hour, Mention.of("trend", hour, author, author * 31, 1, "p" + i, 0));
            }
            crowd(shelf, hour);
            boolean isKnown = hour > FIRST + 40;
            assertThat(shelf.open.get(hour).subjects.containsKey("trend")).isEqualTo(isKnown);
            shelf.close(0, hour);
            assertThat(shelf.baselines.get(0).known(Baseline.cells("trend", shelf.width)))
                    .isGreaterThan(300);
        }
    }

    private static void crowd(SubjectShelf shelf, long hour) {
        for (int i = 0; i < 1_500; i++) {
            shelf.add(hour, Mention.of("spam" + hour + "-" + i, hour, i, i, 1, "p" + i, 0));
        }
        shelf.add(hour, Mention.volume(0, hour, 1_500));
    }
}
