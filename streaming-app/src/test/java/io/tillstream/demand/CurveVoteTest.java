package io.tillstream.demand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CurveVoteTest {
    private static final double[] FLAT = {1, 1, 1, 1, 1, 1, 1, 1};
    private static final double[] FALLING = {8, 4, 2, 1, 1, 0, 0, 0};

    private final CurveVote vote = new CurveVote();

    /** A launch that runs as its profile says, not as similar products did. */
    private LaunchCurve launch(double units) {
        LaunchCurve curve = new LaunchCurve();
        curve.start();
        curve.lend(FLAT);
        curve.lendProfile(FALLING, vote.profileWeight());
        for (int week = 0; week < LaunchCurve.WEEKS; week++) {
            curve.learn(7L * week, FALLING[week] * units);
        }
        return curve;
    }

    @Test
    void bothHaveHalfOfItWhileNothingIsKnown() {
        assertThat(vote.profileWeight()).isEqualTo(0.5);
        assertThat(launch(3).lent[0]).isCloseTo((1 + 4) / 2f, within(1e-6f));
    }

    @Test
    void whoForetoldTheWeeksHasTheSay() {
        for (int i = 0; i < 5; i++) {
            launch(3).judge(vote, new LevelVote());
        }

        assertThat(vote.profileWeight()).isGreaterThan(0.95);
        assertThat(launch(3).lent[0]).isGreaterThan(3.8f);
    }

    @Test
    void aLaunchIsJudgedOnceAndOnlyIfItSold() {
        LaunchCurve curve = launch(3);
        curve.judge(vote, new LevelVote());
        double after = vote.similarLoss;
        curve.judge(vote, new LevelVote());
        launch(0.1).judge(vote, new LevelVote());

        assertThat(after).isPositive();
        assertThat(vote.similarLoss).isEqualTo(after);
    }

    @Test
    void aProfileStandsAloneWhereNothingIsSimilar() {
        LaunchCurve curve = new LaunchCurve();
        curve.lendProfile(FALLING, 0.1);

        assertThat(curve.lent[0]).isEqualTo(4);
    }
}
