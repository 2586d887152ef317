package io.tillstream.demand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SalesProfilesTest {
    static final double[] FAD = {12, 6, 3, 1, 1, 0.5, 0.5, 0.5};
    static final double[] STEADY = {4, 4, 4, 4, 4, 4, 4, 4};
    static final double[] LATE = {0.5, 0.5, 0.5, 1, 1, 3, 6, 12};

    private static final long DAY = 20_000;

    /** A launch with sales of chance about a run, and the traits of its kind. */
    static SeenLaunch launch(int number, double[] run, double scale, Draws draws, int... traits) {
        float[] weeks = new float[LaunchCurve.WEEKS];
        for (int i = 0; i < weeks.length; i++) {
            weeks[i] = draws.poisson(scale * run[i]);
        }
        CatalogFacts facts =
                new CatalogFacts(
                        "p" + number,
                        "c",
                        true,
                        true,
                        0,
                        traits,
                        CatalogFacts.UNKNOWN,
                        0,
                        0,
                        0,
                        null);
        return new SeenLaunch(facts, DAY + number, weeks);
    }

    private static List<SeenLaunch> launches(Draws draws, double[]... runs) {
        List<SeenLaunch> launches = new ArrayList<>();
        for (int i = 0; i < 90; i++) {
            int kind = i % runs.length;
            launches.add(launch(i, runs[kind], 1 + 3 * draws.unit(), draws, kind));
        }
        return launches;
    }

    private static SalesProfiles learn(List<SeenLaunch> launches) {
        return SalesProfiles.of(launches, DAY, true, 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void asManyProfilesAreFoundAsThereAreTheEarlyOnesFirst(long seed) {
        Draws draws = new Draws(seed);

        SalesProfiles profiles = learn(launches(draws, LATE, FAD, STEADY));

        assertThat(profiles.count()).isEqualTo(3);
        assertThat(profiles.shares())
                .containsExactly(new double[] {0.33, 0.33, 0.33}, within(0.03));
        assertThat(profiles.profileOf(launch(91, FAD, 5, draws))).isZero();
        assertThat(profiles.profileOf(launch(92, STEADY, 5, draws))).isEqualTo(1);
        assertThat(profiles.profileOf(launch(93, LATE, 5, draws))).isEqualTo(2);
        assertThat(profiles.curve(0)[0]).isCloseTo(12 / 24.5, within(0.05));
    }

    /** Chance alone makes silhouettes of 0.2 and more. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void launchesThatAreAllAlikeHaveOneProfile(long seed) {
        Draws draws = new Draws(seed);

        assertThat(learn(launches(draws, FAD)).count()).isEqualTo(1);
        assertThat(learn(launches(draws, STEADY)).count()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void burstsInSomeWeekOrOtherAreNoProfile(long seed) {
        Draws draws = new Draws(seed);
        List<SeenLaunch> launches = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            double[] run = {1, 1, 1, 1, 1, 1, 1, 1};
            run[(int) (8 * draws.unit())] = 30;
            launches.add(launch(i, run, 1, draws));
        }

        assertThat(learn(launches).count()).isEqualTo(1);
    }

    @Test
    void anOutlierIsNoStructure() {
        Draws draws = new Draws(1);
        List<SeenLaunch> launches = launches(draws, STEADY);
        launches.add(launch(91, new double[] {0, 0, 0, 0, 0, 0, 0, 900}, 1, draws));

        SalesProfiles profiles = learn(launches);

        assertThat(profiles.count()).isEqualTo(1);
        assertThat(profiles.silhouette()).isZero();
    }

    @Test
    void aHandfulOfFewLaunchesIsNoStructure() {
        Draws draws = new Draws(1);
        List<SeenLaunch> launches = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            launches.add(launch(i, i < 6 ? FAD : LATE, 3, draws));
        }

        assertThat(learn(launches).count()).isEqualTo(1);
    }

    @Test
    void anOutlierHidesNoStructure() {
        Draws draws = new Draws(1);
        List<SeenLaunch> launches = launches(draws, STEADY, FAD);
        launches.add(launch(91, new double[] {0, 0, 0, 0, 0, 0, 0, 900}, 1, draws));

        assertThat(learn(launches).count()).isEqualTo(2);
    }

    @Test
    void whatIsExpectedIsTheCurveOfEachProfileByItsOdds() {
        SalesProfiles profiles = learn(launches(new Draws(1), FAD, STEADY));

        double[] half = profiles.expected(new double[] {0.5, 0.5});

        assertThat(half[0])
                .isCloseTo((profiles.curve(0)[0] + profiles.curve(1)[0]) / 2, within(1e-9));
        assertThat(profiles.expected(new double[] {0, 1})).containsExactly(profiles.curve(1));
    }

    @Test
    void aClassifierThatIsNotTrustedSaysNothing() {
        List<SeenLaunch> launches = launches(new Draws(1), FAD, FAD, STEADY);
        SalesProfiles trusted = SalesProfiles.of(launches, DAY, true, 0);
        SalesProfiles doubted = SalesProfiles.of(launches, DAY, false, 0);
        ProductDemand steady = new ProductDemand();
        steady.traits = new int[] {2};

        assertThat(trusted.foretold(steady)[1]).isGreaterThan(0.7);
        assertThat(doubted.foretold(steady)).isEqualTo(doubted.shares());
        assertThat(doubted.shares()[1]).isCloseTo(1.0 / 3, within(1e-9));
    }
}
