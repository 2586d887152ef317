package io.tillstream.demand;

import static io.tillstream.demand.StoreStories.day;
import static io.tillstream.events.Events.CLOSE;
import static io.tillstream.events.Events.DAY;
import static io.tillstream.events.Events.at;
import static io.tillstream.events.Events.closing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.tillstream.events.CalendarDay;
import io.tillstream.events.EventTime;
import io.tillstream.events.WorldTime;
import io.tillstream.runtime.OperatorRun;
import io.tillstream.runtime.Story;
import io.tillstream.schemas.rows.SalesAnomalyRow;
import io.tillstream.schemas.rows.StoreVisitsRow;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WatchStoresTest {
    private OperatorRun<StoreHours, Almanac, StoreVisitsRow> stores;

    @BeforeEach
    void open() throws Exception {
        stores = StoreStories.stores().open(1);
    }

    @AfterEach
    void close() throws Exception {
        stores.close();
    }

    /** Days 0 to {@code days} - 1, of which the last is closed. */
    private void live(int days) throws Exception {
        live(days, 10);
    }

    private void live(int days, int receipts) throws Exception {
        for (int day = 0; day < days; day++) {
            stores.give(day("s1", day, receipts)).watermark(closing(day));
        }
    }

    private void forget() {
        stores.out();
        stores.out(WatchStores.SILENT);
    }

    @Test
    void aClosedDayForecastsTheWeekAfterItByHour() throws Exception {
        live(8);
        assertThat(stores.out()).hasSize(168).allMatch(row -> row.issuedOn() == DAY + 7);
        stores.give(day("s1", 8, 10)).watermark(closing(8) - 1);
        assertThat(stores.out()).isEmpty();

        stores.watermark(closing(8));
        List<StoreVisitsRow> rows = stores.out();
        assertThat(rows).hasSize(168);
        assertThat(rows.get(0).hour()).isEqualTo(at(9, 0));
        assertThat(rows.get(167).hour()).isEqualTo(at(15, 23));
        assertThat(rows.get(9).mean()).isBetween(9.0, 11.0);
        assertThat(rows.get(9).p10()).isLessThan(rows.get(9).mean());
        assertThat(rows.get(9).p90()).isGreaterThan(rows.get(9).mean());
        assertThat(rows.get(3).mean()).isZero();
        assertThat(rows).extracting(StoreVisitsRow::version).containsOnly(DAY + 8);
    }

    @Test
    void forecastsAreToldFromTheFirstDayThatIsAskedForOn() throws Exception {
        try (OperatorRun<StoreHours, Almanac, StoreVisitsRow> later =
                OperatorRun.broadcast(
                                () -> new WatchStores(CLOSE, DAY + 9),
                                List.of(WatchStores.WORLD, KeepDemand.CALENDAR),
                                StoreHours::storeId,
                                Types.STRING,
                                TypeInformation.of(StoreVisitsRow.class))
                        .open(1)) {
            for (int day = 0; day < 10; day++) {
                later.give(day("s1", day, 10));
            }
            later.watermark(closing(8));
            assertThat(later.out()).isEmpty();
            later.watermark(closing(9));
            assertThat(later.out()).hasSize(168);
        }
    }

    @Test
    void aStoreThatFallsSilentIsToldWithinTheDayOnceAndAtItsClose() throws Exception {
        live(21, 3);
        stores.give(new StoreHours("s1", at(21, 9), 3));
        assertThat(stores.out(WatchStores.SILENT)).isEmpty();
        stores.watermark(at(21, 11) - 1);
        assertThat(stores.out(WatchStores.SILENT)).isEmpty();
        for (int hour = 12; hour <= 24; hour++) {
            stores.watermark(at(21, hour) - 1);
        }
        List<SalesAnomalyRow> rows = stores.out(WatchStores.SILENT);
        assertThat(rows)
                .extracting(
                        SalesAnomalyRow::level,
                        SalesAnomalyRow::id,
                        SalesAnomalyRow::day,
                        SalesAnomalyRow::kind,
                        SalesAnomalyRow::actual)
                .containsExactly(tuple("store", "s1", DAY + 21, "silent", 0.0));

        stores.watermark(closing(21));
        List<SalesAnomalyRow> closed = stores.out(WatchStores.SILENT);
        assertThat(closed).hasSize(1);
        assertThat(closed.get(0).expected()).isGreaterThan(rows.get(0).expected());
        assertThat(closed.get(0).version()).isGreaterThan(rows.get(0).version());
    }

    private void holiday(int day, String country) throws Exception {
        stores.broadcast(Almanac.of(new CalendarDay(country, DAY + day, "Holiday", null, null)));
    }

    @Test
    void aStoreIsNotCalledSilentOnAHolidayUnlessItWasOpenOnOneBefore() throws Exception {
        holiday(21, "FR");
        holiday(23, "FR");
        holiday(24, "DE");
        holiday(25, "FR");
        holiday(25, "DE");
        live(21);
        forget();
        stores.give(day("s1", 21, 10)).watermark(closing(21));
        stores.give(day("s1", 22, 10)).watermark(closing(22));
        assertThat(stores.out(WatchStores.SILENT)).isEmpty();

        stores.watermark(closing(23));
        assertThat(stores.out(WatchStores.SILENT))
                .as("open when FR had a holiday, so not FR's")
                .extracting(SalesAnomalyRow::day)
                .containsOnly(DAY + 23);
        stores.watermark(closing(25));
        assertThat(stores.out(WatchStores.SILENT)).isEmpty();
        stores.watermark(closing(26));
        assertThat(stores.out(WatchStores.SILENT)).isNotEmpty();
    }

    @Test
    void aHolidayOnWhichAStoreWasClosedTeachesNothingElse() throws Exception {
        holiday(21, "FR");
        holiday(28, "FR");
        live(21);
        stores.watermark(closing(21));
        for (int day = 22; day < 28; day++) {
            stores.give(day("s1", day, 10)).watermark(closing(day));
        }
        stores.watermark(closing(28));
        List<StoreVisitsRow> rows = stores.out();
        StoreVisitsRow nine =
                rows.stream()
                        .filter(row -> row.hour() == at(35, 9) && row.issuedOn() == DAY + 28)
                        .findFirst()
                        .orElseThrow();
        assertThat(nine.mean()).as("two Mondays of nothing").isBetween(9.0, 11.0);
    }

    @Test
    void theForecastKnowsHolidaysOfTheCalendar() throws Exception {
        holiday(21, "FR");
        holiday(28, "FR");
        live(21);
        stores.watermark(closing(21));
        for (int day = 22; day < 28; day++) {
            stores.give(day("s1", day, 10)).watermark(closing(day));
        }
        assertThat(stores.out())
                .filteredOn(row -> row.issuedOn() == DAY + 26)
                .filteredOn(row -> row.hour() == at(27, 9) || row.hour() == at(28, 9))
                .satisfiesExactly(
                        usual -> assertThat(usual.mean()).isBetween(9.0, 11.0),
                        holiday -> assertThat(holiday.mean()).isBetween(0.2, 3.0));
    }

    @Test
    void aGapThatIsFilledOutOfOrderIsCorrectedAtTheClose() throws Exception {
        live(21);
        stores.watermark(at(21, 18) - 1);
        assertThat(stores.out(WatchStores.SILENT)).hasSize(1);
        stores.give(day("s1", 21, 10)).watermark(closing(21));

        assertThat(stores.out(WatchStores.SILENT))
                .extracting(SalesAnomalyRow::actual)
                .containsExactly(126.0);
    }

    @Test
    void aJumpOverManyDaysSaysWhatItsTimersWouldHave() throws Exception {
        live(21);
        forget();
        stores.watermark(closing(24));

        assertThat(stores.out())
                .extracting(StoreVisitsRow::issuedOn)
                .contains(DAY + 21, DAY + 22, DAY + 23, DAY + 24);
        assertThat(stores.out(WatchStores.SILENT))
                .extracting(SalesAnomalyRow::day)
                .contains(DAY + 21);
    }

    @Test
    void receiptsOfAClosedDayComeTooLate() throws Exception {
        live(8);
        forget();
        stores.give(new StoreHours("s1", at(7, 12), 1_000)).watermark(closing(8)).end();

        assertThat(stores.out()).extracting(StoreVisitsRow::mean).allMatch(mean -> mean < 30);
        assertThat(stores.entries()).isEqualTo(1);
    }

    @Test
    void theEndClosesTheDaysBeforeTheLastAndChecksItsHours() throws Exception {
        live(20);
        forget();
        stores.give(day("s1", 20, 10)).give(new StoreHours("s1", at(21, 9), 10));
        stores.broadcast(Almanac.of(new WorldTime(at(21, 20), true))).end();

        assertThat(stores.out())
                .hasSize(168)
                .extracting(StoreVisitsRow::issuedOn)
                .containsOnly(DAY + 20);
        assertThat(stores.out(WatchStores.SILENT))
                .extracting(SalesAnomalyRow::day)
                .containsExactly(DAY + 21);
        assertThat(stores.timers()).isZero();
    }

    @Test
    void wherePartOfTheLastDayIsMissingTheEndSaysNothingOfIt() throws Exception {
        live(20);
        forget();
        stores.give(day("s1", 20, 10));
        stores.broadcast(Almanac.of(new WorldTime(at(20, 18) - 1, true))).end();

        assertThat(stores.out()).isEmpty();
        assertThat(stores.out(WatchStores.SILENT)).isEmpty();
    }

    @Test
    void whatTheEndSaysDoesNotDependOnHowFarTheWatermarkCame() throws Exception {
        assertThat(bounded(0)).isEqualTo(bounded(closing(19) + 9 * EventTime.HOUR));
    }

    private static List<String> bounded(long watermark) throws Exception {
        try (OperatorRun<StoreHours, Almanac, StoreVisitsRow> run = StoreStories.stores().open(1)) {
            for (int day = 0; day < 20; day++) {
                run.give(day("s1", day, 10));
            }
            run.give(new StoreHours("s1", at(20, 9), 10)).watermark(watermark);
            run.broadcast(Almanac.of(new WorldTime(at(20, 22), true))).end();
            List<String> said = new ArrayList<>(run.out().stream().map(Object::toString).toList());
            run.out(WatchStores.SILENT).forEach(row -> said.add(row.toString()));
            return said;
        }
    }

    @Test
    void aStoreWithoutReceiptsForTwoMonthsIsForgotten() throws Exception {
        live(21);
        stores.watermark(closing(20 + WatchStores.FORGET_AFTER - 1));
        assertThat(stores.entries()).isPositive();
        stores.watermark(closing(20 + WatchStores.FORGET_AFTER));

        assertThat(stores.entries()).isZero();
        stores.watermark(closing(20 + WatchStores.FORGET_AFTER + 1));
        assertThat(stores.timers()).isZero();
    }

    @Test
    void openHoursAreForgottenWithTheirDay() throws Exception {
        live(21);
        assertThat(stores.entries()).isEqualTo(1);
        assertThat(stores.timers()).isEqualTo(2);
    }

    static List<Story<?, ?, ?>> stories() {
        return StoreStories.all();
    }

    @ParameterizedTest
    @MethodSource("stories")
    void itGoesOnAfterACheckpointAtAnyParallelism(Story<?, ?, ?> story) throws Exception {
        List<String> expected = story.uninterrupted(1);

        assertThat(expected)
                .anyMatch(said -> said.startsWith("silent-stores"))
                .hasSizeGreaterThan(168);
        assertThat(story.restarted(1, 1)).isEqualTo(expected);
        assertThat(story.restarted(2, 5)).isEqualTo(expected);
        assertThat(story.restarted(5, 2)).isEqualTo(expected);
    }
}
