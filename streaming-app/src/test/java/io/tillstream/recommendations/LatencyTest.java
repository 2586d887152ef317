package io.tillstream.recommendations;

import static io.tillstream.events.Events.at;
import static io.tillstream.recommendations.RecommendationStories.candidates;
import static io.tillstream.recommendations.RecommendationStories.latencies;
import static io.tillstream.recommendations.RecommendationStories.moment;
import static io.tillstream.recommendations.RecommendationStories.recommend;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.tillstream.events.EventTime;
import io.tillstream.schemas.rows.ModelMetricRow;
import org.junit.jupiter.api.Test;

class LatencyTest {
    private static final int SECONDS = (int) (TellLatency.WINDOW / 1_000);

    @Test
    void aWindowIsToldOnceItIsOverAndAnEmptyOneIsNot() throws Exception {
        try (var run = RecommendationStories.latency().open(1)) {
            run.give(latencies(true, 10, 10, 12), latencies(true, 5));
            for (int second = 0; second < SECONDS - 1; second++) {
                run.flush();
            }
            assertThat(run.out()).isEmpty();
            run.flush();
            assertThat(run.out())
                    .extracting(
                            ModelMetricRow::metric,
                            ModelMetricRow::value,
                            ModelMetricRow::windowEnd,
                            ModelMetricRow::samples)
                    .containsExactly(
                            tuple("latency_ms.p50", 10.0, TellLatency.WINDOW, 4L),
                            tuple("latency_ms.p99", 12.0, TellLatency.WINDOW, 4L));
            assertThat(run.entries()).isZero();
            for (int second = 0; second < 2 * SECONDS; second++) {
                run.flush();
            }
            assertThat(run.out()).isEmpty();
            run.give(latencies(true, 1));
            for (int second = 0; second < SECONDS; second++) {
                run.flush();
            }
            assertThat(run.out())
                    .extracting(ModelMetricRow::windowEnd)
                    .containsOnly(4 * TellLatency.WINDOW);
        }
    }

    @Test
    void listsForWhichNobodyWaitsAreToldApart() throws Exception {
        try (var run = RecommendationStories.latency().open(1)) {
            run.give(latencies(true, 10), latencies(false, 9_000, 9_000));
            for (int second = 0; second < SECONDS; second++) {
                run.flush();
            }
            assertThat(run.out())
                    .extracting(ModelMetricRow::metric, ModelMetricRow::samples)
                    .containsExactlyInAnyOrder(
                            tuple("latency_ms.p50", 1L),
                            tuple("latency_ms.p99", 1L),
                            tuple("latency_behind_ms.p50", 2L),
                            tuple("latency_behind_ms.p99", 2L));
        }
    }

    @Test
    void anEventIsLiveForTwoMinutes() {
        long now = at(0, 9);
        assertThat(Latency.of(takenUp(now, now + 119_000), now + 119_300, 100))
                .isEqualTo(new Latency(true, 300));
        assertThat(Latency.of(takenUp(now, now + 121_000), now + 121_300, 100))
                .isEqualTo(new Latency(false, 300));
        assertThat(Latency.of(takenUp(now, now - EventTime.DAY), now - EventTime.DAY, 100).live())
                .as("a simulated shop of next week")
                .isFalse();
    }

    private static Moment takenUp(long triggeredAt, long takenUpAt) {
        Moment moment = moment("ada", "e1", triggeredAt, candidates("p1"));
        return new Moment(
                moment.shopper(),
                moment.eventId(),
                moment.time(),
                moment.triggeredAt(),
                moment.bought(),
                moment.again(),
                moment.catalogue(),
                null,
                moment.candidates(),
                null,
                takenUpAt);
    }

    @Test
    void onlyAListThatAClockWatchesTellsHowLongItTook() throws Exception {
        try (var run = recommend(false).open(1)) {
            run.flush();
            Moment bounded = moment("ada", "e1", at(0, 9), candidates("p1"));
            run.give(bounded);
            assertThat(run.out(Recommend.LATENCIES)).isEmpty();
            Moment live = takenUp(at(0, 9), 400);
            run.give(live.seenBy("v", null, live.candidates()));
            assertThat(run.out(Recommend.LATENCIES)).containsExactly(new Latency(false, 600));
        }
    }
}
