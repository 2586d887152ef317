package io.tillstream.customers;

import static io.tillstream.events.Events.DAY;
import static io.tillstream.events.Events.at;
import static io.tillstream.events.Events.closing;
import static io.tillstream.events.Events.line;
import static io.tillstream.events.Events.order;
import static io.tillstream.events.Events.returned;
import static io.tillstream.events.Events.sale;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.tillstream.events.Amount;
import io.tillstream.events.DayClose;
import io.tillstream.events.ShopEvent;
import io.tillstream.runtime.OperatorRun;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeepLedgersTest {
    private OperatorRun<ShopEvent, Void, CustomerUpdate> ledgers;
    private final PopulationBook book = new PopulationBook();

    @BeforeEach
    void open() throws Exception {
        ledgers = CustomerStories.ledgers(1).open(1);
    }

    @AfterEach
    void close() throws Exception {
        ledgers.close();
    }

    /** Lets the population know. */
    private void move() {
        ledgers.out(KeepLedgers.POPULATION).forEach(delta -> book.apply(delta, DayClose.NONE));
    }

    private int frequencyScore(long purchases) {
        long[] figures = Figures.none();
        figures[Figures.PURCHASES] = purchases;
        return Thresholds.score(book.thresholds(), Dimension.FREQUENCY, figures);
    }

    @Test
    void theBookingsOfACustomerBetweenTwoFlushesAreOneUpdate() throws Exception {
        ledgers.give(
                        sale("s1", "ada", at(0, 9), line("p", 2, 10)),
                        order("o1", "ada", at(1, 8), line("q", 1, 5)),
                        returned("r1", "ada", at(1, 9), line("p", 1, 10)))
                .flush();

        List<CustomerUpdate> updates = ledgers.out();
        assertThat(updates).extracting(CustomerUpdate::customerId).containsExactly("ada");
        CustomerLedger bookings = updates.get(0).bookings();
        assertThat(bookings.openDays()).containsExactly(DAY, DAY + 1);
        long[] figures = bookings.now();
        assertThat(figures[Figures.PURCHASES]).isEqualTo(2);
        assertThat(figures[Figures.MONETARY]).isEqualTo(15 * Amount.ONE);
        assertThat(figures[Figures.RETURNED]).isEqualTo(10 * Amount.ONE);
        assertThat(figures[Figures.ONLINE]).isEqualTo(1);
        assertThat(figures[Figures.FIRST]).isEqualTo(at(0, 9));
        assertThat(figures[Figures.LAST]).isEqualTo(at(1, 8));

        ledgers.flush();
        assertThat(ledgers.out()).isEmpty();
    }

    @Test
    void anUpdateHoldsOnlyWhatIsNew() throws Exception {
        ledgers.give(sale("s1", "ada", at(0, 9), line("p", 2, 10))).flush().out();
        ledgers.give(sale("s2", "ada", at(0, 10), line("p", 1, 10))).flush();

        assertThat(ledgers.out())
                .extracting(update -> update.bookings().now()[Figures.PURCHASES])
                .containsExactly(1L);
    }

    @Test
    void whoBuysAgainLeavesTheOldPlaceInThePopulation() throws Exception {
        ledgers.give(
                        sale("s1", "ada", at(0, 9), line("p", 1, 10)),
                        sale("s2", "bob", at(0, 9), line("p", 1, 10)))
                .flush();
        move();
        assertThat(book.known()).isEqualTo(2);
        assertThat(frequencyScore(2)).isEqualTo(1);

        ledgers.give(sale("s3", "ada", at(0, 10), line("p", 1, 10))).flush();
        move();
        assertThat(book.known()).isEqualTo(2);
        // One of two is worse than who bought twice: 1 + floor(5 x 0.5).
        assertThat(frequencyScore(2)).isEqualTo(3);
    }

    @Test
    void returnsAloneMakeNobodyKnown() throws Exception {
        ledgers.give(returned("r1", "ada", at(0, 9), line("p", 1, 10))).flush();
        move();

        assertThat(book.known()).isZero();
    }

    @Test
    void aLateSaleCorrectsTheClosedPastOfThePopulationAndIsStillBookedByItsDay() throws Exception {
        ledgers.give(sale("s1", "ada", at(0, 9), line("p", 1, 10))).watermark(closing(0));
        ledgers.out(KeepLedgers.POPULATION);
        ledgers.out(KeepLedgers.BEHAVIOUR);
        ledgers.out();
        ledgers.give(sale("late", "ada", at(0, 10), line("p", 1, 10))).flush();

        assertThat(ledgers.out(KeepLedgers.POPULATION))
                .extracting(PopulationDelta::day)
                .containsExactly(PopulationMoves.CLOSED);
        assertThat(ledgers.out(KeepLedgers.BEHAVIOUR)).isEmpty();
        assertThat(ledgers.out())
                .extracting(update -> update.bookings().firstOpenDay())
                .containsExactly(DAY);
    }

    @Test
    void eachOpenDayOfAnActiveCustomerIsAPointAsOfThatDay() throws Exception {
        ledgers.give(
                        sale("s1", "ada", at(0, 9), line("p", 1, 10)),
                        sale("s2", "ada", at(2, 9), line("p", 1, 10)))
                .flush();

        assertThat(ledgers.out(KeepLedgers.BEHAVIOUR))
                .extracting(BehaviourPoint::day, p -> p.figures()[Figures.PURCHASES])
                .containsExactly(tuple(DAY, 1L), tuple(DAY + 2, 2L));
    }

    @Test
    void theSampleChoosesCustomersNotEvents() throws Exception {
        try (OperatorRun<ShopEvent, Void, CustomerUpdate> sampled =
                CustomerStories.ledgers(0.3).open(1)) {
            for (int round = 0; round < 3; round++) {
                for (int i = 0; i < 1_000; i++) {
                    sampled.give(sale("s" + i, "c" + i, at(0, round), line("p", 1, 10)));
                }
                sampled.flush();
            }
            List<BehaviourPoint> points = sampled.out(KeepLedgers.BEHAVIOUR);
            long customers = points.stream().map(BehaviourPoint::customerId).distinct().count();
            assertThat(points).hasSize((int) customers * 3);
            assertThat(customers).isBetween(200L, 400L);
        }
    }

    @Test
    void aLedgerIsOneEntryWithoutATimer() throws Exception {
        ledgers.give(
                sale("s1", "ada", at(0, 9), line("p", 1, 10)),
                sale("s2", "ada", at(2, 9), line("p", 1, 10)));
        ledgers.checkpoint();

        assertThat(ledgers.entries()).isEqualTo(1);
        assertThat(ledgers.timers()).isZero();
    }
}
