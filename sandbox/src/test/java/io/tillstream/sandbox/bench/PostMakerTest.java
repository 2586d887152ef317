package io.tillstream.sandbox.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.events.EventDecoder;
import io.tillstream.events.EventTime;
import io.tillstream.events.InvalidRecord;
import io.tillstream.events.RecordLimits;
import io.tillstream.events.SocialPost;
import io.tillstream.events.Topic;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PostMakerTest {
    private static final int QUIET_HOURS = 2;
    private static final int QUIET = 2_000;
    private static final int POSTS = 20_000;
    private static final int HOURS = 6;

    private final PostMaker maker = new PostMaker(QUIET_HOURS, QUIET, POSTS);
    private final EventDecoder decoder = Topic.SOCIAL_POSTS.newDecoder(RecordLimits.DEFAULT);

    private SocialPost post(long number) throws InvalidRecord {
        return (SocialPost) decoder.decode(null, maker.record(number));
    }

    @Test
    void anHourHasThePostsThatItIsToHaveAndTimeNeverGoesBack() throws InvalidRecord {
        Map<Long, Integer> byHour = new HashMap<>();
        long before = 0;
        for (long number = 0; number < maker.until(HOURS - 1); number++) {
            SocialPost post = post(number);
            assertThat(post.occurredAt()).isGreaterThanOrEqualTo(before);
            before = post.occurredAt();
            byHour.merge(post.occurredAt() / EventTime.HOUR, 1, Integer::sum);
        }
        assertThat(byHour).hasSize(HOURS);
        long first = post(0).occurredAt() / EventTime.HOUR;
        byHour.forEach(
                (hour, posts) ->
                        assertThat(posts).isEqualTo(hour < first + QUIET_HOURS ? QUIET : POSTS));
    }

    @Test
    void someRecordsAreLaterOnesOfAPostWithGreaterCounts() throws InvalidRecord {
        Map<String, SocialPost> first = new HashMap<>();
        Set<String> later = new HashSet<>();
        for (long number = 0; number < maker.until(HOURS - 1); number++) {
            SocialPost post = post(number);
            SocialPost former = first.putIfAbsent(post.postId(), post);
            if (former != null) {
                later.add(post.postId());
                assertThat(post.text()).isEqualTo(former.text());
                assertThat(post.likes()).isGreaterThan(former.likes());
            }
        }
        assertThat(later.size()).isBetween(POSTS / 10, POSTS);
    }

    @Test
    void plantedTrendsGrowWhenAllIsKnown() throws InvalidRecord {
        int[] talked = new int[HOURS];
        for (long number = 0; number < maker.until(HOURS - 1); number++) {
            SocialPost post = post(number);
            if (post.hashtags().contains("Trend0")) {
                long hour = (post.occurredAt() - post(0).occurredAt()) / EventTime.HOUR;
                talked[(int) hour]++;
            }
        }
        assertThat(talked[0] + talked[1]).isZero();
        assertThat(talked[HOURS - 1]).isGreaterThan(2 * talked[QUIET_HOURS]).isGreaterThan(20);
    }
}
