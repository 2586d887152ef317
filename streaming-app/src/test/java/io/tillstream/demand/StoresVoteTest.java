package io.tillstream.demand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StoresVoteTest {
    private final StoresVote vote = new StoresVote();
    private final Draws draws = new Draws(1);

    @Test
    void bothHaveHalfOfItWhileNothingIsKnown() {
        assertThat(vote.ownWeight()).isEqualTo(0.5);
    }

    @Test
    void storesThatAreOffTogetherLoseTheirSayThoughADayIsMostlyChance() {
        for (int day = 0; day < 90; day++) {
            double chance = 10 * draws.normal();
            vote.learn(chance, chance - 5);
        }
        assertThat(vote.ownWeight()).isGreaterThan(0.95);
    }

    @Test
    void aProductThatIsOffLosesItsOwn() {
        for (int day = 0; day < 90; day++) {
            double chance = 10 * draws.normal();
            vote.learn(chance - 5, chance);
        }
        assertThat(vote.ownWeight()).isLessThan(0.05);
    }

    @Test
    void whoWasOffLongAgoHasItsSayAgain() {
        for (int day = 0; day < 60; day++) {
            vote.learn(draws.normal(), 5 + draws.normal());
        }
        for (int day = 0; day < 600; day++) {
            double chance = draws.normal();
            vote.learn(chance, chance);
        }
        assertThat(vote.ownWeight()).isCloseTo(0.5, within(0.1));
    }
}
