package io.tillstream.recommendations;

import static io.tillstream.events.Events.at;
import static io.tillstream.recommendations.RecommendationStories.candidates;
import static io.tillstream.recommendations.RecommendationStories.latencies;
import static io.tillstream.recommendations.RecommendationStories.moment;
import static io.tillstream.recommendations.RecommendationStories.recommend;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.tillstream.schemas.rows.ModelMetricRow;
import org.junit.jupiter.api.Test;

class LatencyTest {
    private static final int SECONDS = (int) (TellLatency.WINDOW / 1_000);

    @Test
    void aWindowIsToldOnceItIsOverAndAnEmptyOneIsNot() throws Exception {
        try (var run = RecommendationStories.latency().open(1)) {
            run.give(latencies(10, 10, 12), latencies(5));
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
            run.give(latencies(1));
            for (int second = 0; second < SECONDS; second++) {
                run.flush();
            }
            assertThat(run.out())
                    .extracting(ModelMetricRow::windowEnd)
                    .containsOnly(4 * TellLatency.WINDOW);
        }
    }

    @Test
    void onlyAListThatAClockWatchesTellsHowLongItTook() throws Exception {
        try (var run = recommend(false).open(1)) {
            run.flush();
            Moment bounded = moment("ada", "e1", at(0, 9), candidates("p1"));
            run.give(bounded);
            assertThat(run.out(Recommend.LATENCIES)).isEmpty();
            Moment live =
                    new Moment(
                            bounded.shopper(),
                            "e2",
                            bounded.time(),
                            bounded.triggeredAt(),
                            bounded.bought(),
                            bounded.again(),
                            bounded.catalogue(),
                            null,
                            bounded.candidates(),
                            null,
                            400);
            run.give(live.seenBy("v", null, live.candidates()));
            assertThat(run.out(Recommend.LATENCIES)).containsExactly(600L);
        }
    }
}
