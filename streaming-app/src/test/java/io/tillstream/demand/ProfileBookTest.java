package io.tillstream.demand;

import static io.tillstream.demand.SalesProfilesTest.FAD;
import static io.tillstream.demand.SalesProfilesTest.STEADY;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProfileBookTest {
    private static final int WEEK = 7;

    private final ProfileBook book = new ProfileBook();
    private final Draws draws = new Draws(1);

    /** Launches every day, of which every third is a fad; what their traits say of it. */
    private void launch(int from, int to, boolean traitsTell) {
        List<SeenLaunch> ended = new ArrayList<>();
        for (int day = from; day < to; day++) {
            boolean fad = day % 3 == 0;
            int trait = traitsTell ? (fad ? 1 : 2) : (int) (4 * draws.unit());
            ended.add(SalesProfilesTest.launch(day, fad ? FAD : STEADY, 3, draws, trait));
            if (ended.size() == WEEK) {
                book.learn(ended.get(WEEK - 1).endDay(), ended);
                ended.clear();
            }
        }
    }

    @Test
    void whatSoldInTheFirstDaysShowsNoStart() {
        launch(0, 4 * WEEK, true);
        assertThat(book.launches).isEmpty();

        launch(4 * WEEK, 5 * WEEK, true);
        assertThat(book.launches).hasSize(WEEK);
    }

    @Test
    void aClassifierIsTrustedOnceItForetellsBetterThanFrequencies() {
        launch(0, 20 * WEEK, true);

        assertThat(book.profiles.count()).isEqualTo(2);
        assertThat(book.score.hits).isGreaterThan(0.95 * book.score.launches);
        assertThat(book.score.majorityHits)
                .isBetween(0.5 * book.score.launches, 0.8 * book.score.launches);
        assertThat(book.profiles.trusted()).isTrue();
    }

    @Test
    void aClassifierThatKnowsNothingIsNotTrusted() {
        launch(0, 40 * WEEK, false);

        assertThat(book.profiles.count()).isEqualTo(2);
        assertThat(book.score.hits).isLessThanOrEqualTo(1.1 * book.score.majorityHits);
        assertThat(book.score.loss).isGreaterThan(0.95 * book.score.baseLoss);
    }

    @Test
    void nothingIsLearntOfTooFewLaunches() {
        launch(0, 8 * WEEK, true);

        assertThat(book.launches).hasSizeLessThan(SalesProfiles.LEAST_LAUNCHES);
        assertThat(book.profiles).isNull();
    }

    @Test
    void whatSoldLittleOrWasLaunchedLongBeforeTellsNothing() {
        SeenLaunch seen = SalesProfilesTest.launch(0, STEADY, 3, draws);
        CatalogFacts known = seen.facts();
        CatalogFacts old =
                new CatalogFacts(
                        known.productId(),
                        known.category(),
                        true,
                        true,
                        0,
                        known.traits(),
                        seen.startDay() - 30,
                        0,
                        0,
                        0,
                        null);

        assertThat(seen.isTelling()).isTrue();
        assertThat(new SeenLaunch(old, seen.startDay(), seen.weeks()).isTelling()).isFalse();
        assertThat(new SeenLaunch(known, seen.startDay(), new float[] {9, 0, 0, 0, 0, 0, 0, 9}))
                .returns(false, SeenLaunch::isTelling);
    }

    @Test
    void theNewestLaunchesAreKept() {
        List<SeenLaunch> ended = new ArrayList<>();
        for (int day = 0; day < 1_100; day++) {
            ended.add(SalesProfilesTest.launch(day, STEADY, 3, draws));
        }
        book.learn(ended.get(1_099).endDay(), ended);

        assertThat(book.launches).hasSize(1_000);
        assertThat(book.launches.get(999).facts().productId()).isEqualTo("p1099");
    }
}
