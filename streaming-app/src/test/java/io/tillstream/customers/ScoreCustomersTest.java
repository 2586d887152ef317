package io.tillstream.customers;

import static io.tillstream.customers.CustomerStories.closed;
import static io.tillstream.customers.CustomerStories.now;
import static io.tillstream.customers.CustomerStories.population;
import static io.tillstream.customers.CustomerStories.update;
import static io.tillstream.events.Events.at;
import static io.tillstream.events.Events.closing;
import static io.tillstream.events.Events.line;
import static io.tillstream.events.Events.returned;
import static io.tillstream.events.Events.sale;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.tillstream.customers.PopulationSnapshot.Kind;
import io.tillstream.events.Amount;
import io.tillstream.runtime.OperatorRun;
import io.tillstream.schemas.rows.CustomerRow;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScoreCustomersTest {
    private OperatorRun<CustomerUpdate, PopulationSnapshot, CustomerRow> scores;

    @BeforeEach
    void open() throws Exception {
        scores = CustomerStories.scores().open(1);
    }

    @AfterEach
    void close() throws Exception {
        scores.close();
    }

    private static CustomerUpdate bought(String customerId, int day, long money) {
        return update(customerId, sale("s", customerId, at(day, 12), line("p", 1, money)));
    }

    private List<SegmentChange> changes() {
        return scores.out(ScoreCustomers.CHANGES);
    }

    @Test
    void aRowComesAtOnceByThePopulationOfTheMoment() throws Exception {
        scores.broadcast(now(0)).give(bought("ada", 0, 25));

        assertThat(scores.out())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("version", "cluster")
                .containsExactly(
                        new CustomerRow(
                                "ada",
                                at(0, 12),
                                at(0, 12),
                                1,
                                25 * Amount.ONE,
                                5,
                                1,
                                3,
                                "New Customer",
                                null,
                                at(0, 12),
                                0));
        assertThat(changes()).isEmpty();
    }

    @Test
    void whoCameBeforeThePopulationWasKnownIsScoredWhenItIs() throws Exception {
        scores.give(bought("ada", 0, 25));
        assertThat(scores.out()).isEmpty();

        scores.broadcast(now(0));
        assertThat(scores.out()).extracting(CustomerRow::segment).containsExactly("New Customer");
    }

    @Test
    void whoBoughtSinceTheLastMomentMeetsThePopulationThatKnowsOfIt() throws Exception {
        scores.broadcast(now(1)).give(bought("ada", 0, 25));
        assertThat(scores.out()).extracting(CustomerRow::rScore).containsExactly(4);

        scores.broadcast(now(0)).broadcast(now(0));
        assertThat(scores.out()).extracting(CustomerRow::rScore).containsExactly(5);
    }

    @Test
    void theFirstClosedDayTellsEverybodysFirstSegment() throws Exception {
        scores.give(bought("ada", 0, 25), bought("bob", 0, 5));
        scores.broadcast(closed(0, 1)).watermark(closing(0));

        assertThat(changes())
                .containsExactlyInAnyOrder(
                        new SegmentChange("ada", "New Customer", null, at(1, 0), 4, 1, 3),
                        new SegmentChange("bob", "New Customer", null, at(1, 0), 4, 1, 1));
        assertThat(scores.out())
                .extracting(CustomerRow::customerId, CustomerRow::asOf)
                .containsExactlyInAnyOrder(tuple("ada", at(1, 0) - 1), tuple("bob", at(1, 0) - 1));
    }

    @Test
    void aQuietCustomerDriftsFromSegmentToSegment() throws Exception {
        scores.give(bought("ada", 0, 25));
        scores.broadcast(closed(0, 0)).watermark(closing(0));
        scores.broadcast(closed(2, 2)).watermark(closing(2));
        scores.broadcast(closed(4, 4)).watermark(closing(4));

        assertThat(changes())
                .containsExactly(
                        new SegmentChange("ada", "New Customer", null, at(1, 0), 5, 1, 3),
                        new SegmentChange("ada", "Promising", "New Customer", at(3, 0), 3, 1, 3),
                        new SegmentChange("ada", "At Risk", "Promising", at(5, 0), 1, 1, 3));
        assertThat(scores.out())
                .extracting(CustomerRow::rScore, CustomerRow::asOf)
                .containsExactly(
                        tuple(5, at(1, 0) - 1), tuple(3, at(3, 0) - 1), tuple(1, at(5, 0) - 1));
    }

    @Test
    void ofTwoDaysTheLaterHasTheGreaterVersionThoughNothingWasBooked() throws Exception {
        scores.give(bought("ada", 0, 25));
        for (int day = 0; day < 5; day++) {
            scores.broadcast(closed(day, day)).watermark(closing(day));
        }

        assertThat(scores.out().stream().map(CustomerRow::version).toList())
                .hasSize(5)
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void aLateBookingIsInTheNextDaysRowThoughNoScoreChanged() throws Exception {
        scores.give(bought("ada", 0, 90));
        scores.broadcast(closed(0, 0)).watermark(closing(0));
        scores.out();
        scores.give(update("ada", returned("late", "ada", at(0, 13), line("p", 1, 1))));
        assertThat(scores.out()).isEmpty();
        scores.broadcast(closed(1, 0)).watermark(closing(1));

        assertThat(scores.out())
                .extracting(CustomerRow::monetary, CustomerRow::asOf)
                .containsExactly(tuple(89 * Amount.ONE, at(2, 0) - 1));
    }

    @Test
    void daysThatCloseTogetherAreToldOneByOneAndMakeOneRow() throws Exception {
        scores.give(bought("ada", 0, 25));
        scores.broadcast(closed(0, 0)).broadcast(closed(2, 2)).broadcast(closed(4, 4));
        scores.watermark(closing(4));

        assertThat(changes())
                .extracting(SegmentChange::validFrom)
                .containsExactly(at(1, 0), at(3, 0), at(5, 0));
        assertThat(scores.out()).extracting(CustomerRow::segment).containsExactly("At Risk");
    }

    @Test
    void aDayThatChangesNothingForACustomerIsSilent() throws Exception {
        scores.give(bought("ada", 0, 25));
        scores.broadcast(closed(0, 0)).watermark(closing(0));
        scores.out();
        changes();
        scores.broadcast(closed(1, 0)).watermark(closing(1));

        assertThat(changes()).isEmpty();
        assertThat(scores.out()).isEmpty();
    }

    @Test
    void aClosedDayKnowsNothingOfALaterPurchase() throws Exception {
        scores.give(bought("ada", 0, 25), bought("ada", 1, 25));
        scores.broadcast(closed(0, 0)).watermark(closing(0));

        assertThat(changes()).extracting(SegmentChange::fScore).containsExactly(1);
        scores.broadcast(closed(1, 1)).watermark(closing(1));
        assertThat(changes()).extracting(SegmentChange::fScore).containsExactly(2);
    }

    @Test
    void aLateSaleCorrectsTheRowAtOnceAndTheSegmentAsOfTheNextClosedDay() throws Exception {
        scores.broadcast(now(0)).give(bought("ada", 0, 25));
        scores.broadcast(closed(0, 0)).watermark(closing(0));
        scores.out();
        changes();

        scores.give(bought("ada", 0, 20));
        assertThat(scores.out())
                .extracting(CustomerRow::frequency, CustomerRow::monetary)
                .containsExactly(tuple(2L, 45 * Amount.ONE));
        assertThat(changes()).isEmpty();

        scores.broadcast(closed(1, 1)).watermark(closing(1));
        assertThat(changes())
                .containsExactly(
                        new SegmentChange(
                                "ada", "Potential Loyalist", "New Customer", at(2, 0), 4, 2, 5));
        assertThat(scores.out()).extracting(CustomerRow::frequency).containsExactly(2L);
    }

    @Test
    void aReturnTakesMoneyBackAndNoPurchase() throws Exception {
        scores.broadcast(now(0)).give(bought("ada", 0, 25));
        scores.give(update("ada", returned("r", "ada", at(0, 13), line("p", 1, 20))));

        assertThat(scores.out())
                .extracting(CustomerRow::frequency, CustomerRow::monetary, CustomerRow::mScore)
                .containsExactly(tuple(1L, 25 * Amount.ONE, 3), tuple(1L, 5 * Amount.ONE, 1));
    }

    @Test
    void returnsAloneMakeNobodyKnown() throws Exception {
        scores.broadcast(now(0));
        scores.give(update("ada", returned("r", "ada", at(0, 13), line("p", 1, 20))));
        scores.broadcast(closed(0, 0)).watermark(closing(0));

        assertThat(scores.out()).isEmpty();
        assertThat(changes()).isEmpty();
    }

    @Test
    void atTheEndASegmentHoldsFromTheLastEventOn() throws Exception {
        scores.give(bought("ada", 0, 25));
        scores.broadcast(population(Kind.END, 0, at(0, 18), 0)).end();

        assertThat(changes()).extracting(SegmentChange::validFrom).containsExactly(at(0, 18));
        assertThat(scores.out()).extracting(CustomerRow::asOf).containsExactly(at(0, 18));
    }

    @Test
    void versionsNeverFallSoThatNoRowUndoesALaterOne() throws Exception {
        scores.broadcast(now(0)).give(bought("ada", 0, 25)).give(bought("ada", 1, 5));
        scores.broadcast(now(1)).broadcast(closed(0, 0)).watermark(closing(0));
        scores.give(bought("ada", 0, 1)).broadcast(now(1)).give(bought("ada", 1, 1));
        scores.broadcast(closed(1, 1)).watermark(closing(1));
        scores.broadcast(population(Kind.END, 2, at(2, 3), 2)).end();

        List<Long> versions = scores.out().stream().map(CustomerRow::version).toList();
        assertThat(versions).hasSizeGreaterThan(5).isSorted();
    }

    @Test
    void aRowAfterARestartHasNoLowerVersionThoughNoDayWasScored() throws Exception {
        scores.watermark(closing(0)).broadcast(now(1)).give(bought("ada", 2, 25));
        scores.watermark(closing(1)).give(bought("ada", 2, 5));
        long before = lastVersion();
        scores = scores.restart(1).give(bought("ada", 2, 1));

        assertThat(lastVersion()).isGreaterThan(before);
    }

    private long lastVersion() {
        List<CustomerRow> rows = scores.out();
        return rows.get(rows.size() - 1).version();
    }

    @Test
    void thereIsOneTimerACohortNotOneACustomer() throws Exception {
        for (int i = 0; i < 100; i++) {
            scores.give(bought("c" + i, i % 2, 10));
        }
        assertThat(scores.timers()).isLessThanOrEqualTo(16);
        scores.broadcast(closed(0, 0)).watermark(closing(0));
        assertThat(scores.timers()).isEqualTo(8);

        scores.broadcast(population(Kind.END, 1, at(1, 18), 1)).end();
        assertThat(scores.timers()).isZero();
    }
}
