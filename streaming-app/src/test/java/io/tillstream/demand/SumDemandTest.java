package io.tillstream.demand;

import static io.tillstream.events.Events.DAY;
import static io.tillstream.events.Events.at;
import static io.tillstream.events.Events.closing;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.schemas.rows.ForecastAccuracyRow;
import io.tillstream.schemas.rows.ModelMetricRow;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class SumDemandTest {
    /** The first Monday of the examples. */
    private static final int MONDAY =
            Math.floorMod(-LocalDate.ofEpochDay(DAY).getDayOfWeek().ordinal(), 7);

    /** In the first week nothing is forecast yet; the second has no Sunday. */
    @Test
    void theErrorOfAWeekIsToldOnceByTheFirstDayAfterIt() throws Exception {
        try (var run = DemandStories.total().open(1)) {
            for (int i = 0; i < 22; i++) {
                int day = MONDAY + i;
                if (i != 13) {
                    run.give(DemandStories.part(day, 5 + i % 4)).watermark(closing(day));
                }
            }
            List<ForecastAccuracyRow> accuracy = run.out(SumDemand.ACCURACY);
            List<ModelMetricRow> weeks =
                    run.out(SumDemand.METRICS).stream()
                            .filter(row -> row.metric().equals("wape-week.total.units.h1"))
                            .toList();
            assertThat(weeks)
                    .extracting(ModelMetricRow::windowEnd)
                    .containsExactly(at(MONDAY + 14, 0) - 1, at(MONDAY + 21, 0) - 1);
            assertThat(LocalDate.ofEpochDay(DAY + MONDAY).getDayOfWeek())
                    .isEqualTo(DayOfWeek.MONDAY);
            double error = 0;
            double actual = 0;
            for (ForecastAccuracyRow row : accuracy) {
                long week = Math.floorDiv(row.targetDate() - DAY - MONDAY, 7L);
                if (week == 2
                        && row.unit().equals("units")
                        && row.targetDate() - row.issuedOn() == 1) {
                    error += Math.abs(row.actual() - row.forecast());
                    actual += row.actual();
                }
            }
            assertThat(weeks.get(1).value())
                    .isCloseTo(error / actual, org.assertj.core.api.Assertions.within(1e-3));
        }
    }
}
