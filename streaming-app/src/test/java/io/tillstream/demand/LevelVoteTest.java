package io.tillstream.demand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LevelVoteTest {
    private final LevelVote vote = new LevelVote();

    /** A launch of which both said something, and then its first weeks. */
    private void launch(double similar, double average, double daily) {
        LaunchCurve curve = new LaunchCurve();
        curve.start();
        curve.lendLevel(similar, average, vote);
        curve.learn(0, daily * LaunchCurve.DAYS);
        curve.judge(new CurveVote(), vote);
        curve.judge(new CurveVote(), vote);
    }

    @Test
    void bothHaveHalfOfItWhileNothingIsKnown() {
        assertThat(new LaunchCurve().lendLevel(2, 4, vote)).isEqualTo(3);
    }

    @Test
    void whoeverForetoldLaunchesHasTheSay() {
        for (int i = 0; i < 10; i++) {
            launch(5, 2, 2.2);
        }
        assertThat(vote.averageWeight()).isGreaterThan(0.95);

        for (int i = 0; i < 20; i++) {
            launch(5, 2, 4.8);
        }
        assertThat(vote.averageWeight()).isLessThan(0.05);
    }

    @Test
    void aSingleHitIsNotAll() {
        launch(100, 1, 100);

        assertThat(vote.averageWeight()).isGreaterThan(0.1);
    }

    @Test
    void aLaunchIsJudgedOnce() {
        launch(3, 2, 2);

        assertThat(vote.lag).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void nothingIsLearntWhereThereWasNoAverage() {
        launch(3, 0, 2);

        assertThat(vote.lag).isZero();
    }
}
