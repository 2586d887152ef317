package io.tillstream.trends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tillstream.events.EventTime;
import io.tillstream.events.SocialPost;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostWeightTest {
    private static SocialPost post(long likes) {
        return new SocialPost(
                "p",
                "x",
                "a",
                0,
                null,
                List.of(),
                null,
                likes,
                0,
                0,
                null,
                null,
                SocialPost.IN_TIME);
    }

    @Test
    void reachCountsByItsLogarithmAndAtMostTwice() {
        assertThat(PostWeight.of(post(0))).isEqualTo(1);
        assertThat(PostWeight.of(post(99))).isCloseTo(1.5, within(1e-4));
        assertThat(PostWeight.of(post(Long.MAX_VALUE))).isEqualTo(2);
    }

    @Test
    void aLaterRecordReplacesWhatWasCounted() {
        PostWeight weight = new PostWeight();
        assertThat(weight.correct(10, 1.2)).isEqualTo(1.2);
        assertThat(weight.correct(10, 1.5)).isEqualTo(1.5);
        assertThat(weight.correct(12, 1.8)).isCloseTo(0.3, within(1e-9));
        assertThat(weight.correct(12, 1.9)).isCloseTo(0.4, within(1e-9));
        assertThat(weight.correct(12, 1.9)).isZero();
        assertThat(weight.correct(11, 2)).isZero();
        assertThat(weight.correct(20, 1.1)).isZero();
    }

    @Test
    void aLatePostCountsWhenItIsHeard() {
        long heard = 5 * EventTime.HOUR + 1;
        SocialPost late =
                new SocialPost("p", "x", "a", 0, null, List.of(), null, 0, 0, 0, null, null, heard);
        assertThat(PostWeight.hourOf(late)).isEqualTo(5);
        assertThat(PostWeight.hourOf(post(0))).isZero();
    }
}
