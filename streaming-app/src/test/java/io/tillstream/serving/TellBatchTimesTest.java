package io.tillstream.serving;

import static io.tillstream.serving.ServingStories.fine;
import static io.tillstream.serving.ServingStories.took;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.tillstream.runtime.OperatorRun;
import io.tillstream.schemas.rows.ModelMetricRow;
import org.junit.jupiter.api.Test;

class TellBatchTimesTest {
    private static final int SECONDS = (int) (TellBatchTimes.WINDOW / 1_000);

    /** To the end of the bin: up to 6.25 % more. */
    @Test
    void eachVersionIsToldOnceItsWindowIsOverAndAnEmptyWindowIsNot() throws Exception {
        try (OperatorRun<ModelNews, Void, ModelMetricRow> run = ServingStories.times().open(1)) {
            run.give(took("2", 300), took("1", 2, 2, 3), fine("m", "2"), took("1", 2));
            flush(run, SECONDS - 1);
            assertThat(run.out()).isEmpty();
            run.flush();
            assertThat(run.out())
                    .extracting(
                            ModelMetricRow::model,
                            ModelMetricRow::modelVersion,
                            ModelMetricRow::metric,
                            row -> (long) row.value(),
                            ModelMetricRow::windowEnd,
                            ModelMetricRow::samples)
                    .containsExactly(
                            tuple("m", "1", "inference_ms.p50", 2L, TellBatchTimes.WINDOW, 4L),
                            tuple("m", "2", "inference_ms.p50", 311L, TellBatchTimes.WINDOW, 1L),
                            tuple("m", "2", "inference_ms.p99", 311L, TellBatchTimes.WINDOW, 1L),
                            tuple("m", "1", "inference_ms.p99", 3L, TellBatchTimes.WINDOW, 4L));
            assertThat(run.entries()).isZero();
            run.give(fine("m", "2"));
            flush(run, 2 * SECONDS);
            assertThat(run.out()).isEmpty();
        }
    }

    private static void flush(OperatorRun<ModelNews, Void, ModelMetricRow> run, int seconds)
            throws Exception {
        for (int second = 0; second < seconds; second++) {
            run.flush();
        }
    }
}
