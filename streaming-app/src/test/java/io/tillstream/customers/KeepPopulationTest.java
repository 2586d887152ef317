package io.tillstream.customers;

import static io.tillstream.customers.CustomerStories.arrivals;
import static io.tillstream.customers.CustomerStories.buyer;
import static io.tillstream.customers.CustomerStories.point;
import static io.tillstream.events.Events.DAY;
import static io.tillstream.events.Events.at;
import static io.tillstream.events.Events.closing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.tillstream.customers.PopulationSnapshot.Kind;
import io.tillstream.events.EventTime;
import io.tillstream.events.WorldTime;
import io.tillstream.runtime.OperatorRun;
import io.tillstream.runtime.Told;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeepPopulationTest {
    private OperatorRun<PopulationInput, Void, PopulationSnapshot> population;

    @BeforeEach
    void open() throws Exception {
        population = CustomerStories.population().open(1);
    }

    @AfterEach
    void close() throws Exception {
        population.close();
    }

    private List<PopulationSnapshot> out(Kind kind) {
        return population.out().stream().filter(s -> s.kind() == kind).toList();
    }

    private static int score(PopulationSnapshot snapshot, Dimension dimension, CustomerLedger who) {
        return Thresholds.score(snapshot.thresholds(), dimension, who.now());
    }

    @Test
    void aClosedDayIsToldWithTheScoresOfItsCustomers() throws Exception {
        int[][] purchases = {{0}, {0, 0}, {0, 0, 0}, {0, 0, 0, 0}, {0, 0, 0, 0, 0}};
        List<CustomerLedger> customers =
                Arrays.stream(purchases).map(CustomerStories::buyer).toList();
        population.give(arrivals(customers)).watermark(closing(0));

        List<PopulationSnapshot> closed = out(Kind.CLOSED);
        assertThat(closed)
                .extracting(
                        PopulationSnapshot::day,
                        PopulationSnapshot::asOf,
                        PopulationSnapshot::known)
                .containsExactly(tuple(DAY, EventTime.endOf(DAY), 5L));
        for (int i = 0; i < 5; i++) {
            // i of five are worse; all bought on one day.
            assertThat(score(closed.get(0), Dimension.FREQUENCY, customers.get(i)))
                    .isEqualTo(1 + i);
            assertThat(score(closed.get(0), Dimension.MONETARY, customers.get(i))).isEqualTo(1 + i);
            assertThat(score(closed.get(0), Dimension.RECENCY, customers.get(i))).isEqualTo(1);
        }
    }

    @Test
    void aClosedDayKnowsNothingOfLaterDays() throws Exception {
        population.give(arrivals(List.of(buyer(0), buyer(0, 1), buyer(2))));
        population.watermark(closing(3));

        assertThat(out(Kind.CLOSED))
                .extracting(
                        PopulationSnapshot::day,
                        PopulationSnapshot::known,
                        s -> score(s, Dimension.FREQUENCY, buyer(0, 0)))
                .containsExactly(tuple(DAY, 2L, 1), tuple(DAY + 1, 2L, 3), tuple(DAY + 2, 3L, 4));
    }

    @Test
    void aDayOnWhichNobodyMovedIsNotTold() throws Exception {
        population.give(arrivals(List.of(buyer(0), buyer(5)))).watermark(closing(9));

        assertThat(out(Kind.CLOSED))
                .extracting(PopulationSnapshot::day)
                .containsExactly(DAY, DAY + 5);
    }

    @Test
    void aCorrectionOfAClosedDayCountsAtOnceAndInEveryLaterDay() throws Exception {
        population.give(arrivals(List.of(buyer(0)))).watermark(closing(0));
        population.out();
        population.give(arrivals(List.of(buyer(0)))).flush();
        assertThat(out(Kind.NOW)).extracting(PopulationSnapshot::known).containsExactly(2L);

        population.give(arrivals(List.of(buyer(1)))).watermark(closing(1));
        assertThat(out(Kind.CLOSED))
                .extracting(PopulationSnapshot::day, PopulationSnapshot::known)
                .containsExactly(tuple(DAY + 1, 3L));
    }

    @Test
    void theMomentIsToldOnlyWhenSomebodyMoved() throws Exception {
        population.flush();
        assertThat(out(Kind.NOW)).isEmpty();

        population.give(arrivals(List.of(buyer(0)))).flush();
        assertThat(out(Kind.NOW)).hasSize(1);

        population.flush();
        assertThat(out(Kind.NOW)).isEmpty();
    }

    @Test
    void atTheEndTheLastEventsDayIsToldAsOfThatEvent() throws Exception {
        population.give(arrivals(List.of(buyer(0), buyer(1))));
        population.give(PopulationInput.of(new WorldTime(at(1, 15), true))).end();

        assertThat(population.out())
                .extracting(
                        PopulationSnapshot::kind,
                        PopulationSnapshot::day,
                        PopulationSnapshot::asOf,
                        PopulationSnapshot::known)
                .containsExactly(
                        tuple(Kind.NOW, Long.MIN_VALUE, Long.MIN_VALUE, 2L),
                        tuple(Kind.CLOSED, DAY, EventTime.endOf(DAY), 1L),
                        tuple(Kind.END, DAY + 1, at(1, 15), 2L));
    }

    @Test
    void clustersLearnFromTheNewestPointOfEachCustomerInWhateverOrder() throws Exception {
        List<PopulationInput> points = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            points.add(point(0, "c" + i, buyer(new int[1 + i % 7])));
        }
        assertThat(learned(points)).contains("batches=1");

        String expected = learned(points);
        List<PopulationInput> shuffled = new ArrayList<>(points);
        Collections.shuffle(shuffled, new Random(5));
        assertThat(learned(shuffled)).isEqualTo(expected);

        List<PopulationInput> corrected = new ArrayList<>(points);
        corrected.add(0, point(0, "c3", buyer(new int[40])));
        assertThat(learned(corrected)).isEqualTo(expected);
    }

    private static String learned(List<PopulationInput> points) throws Exception {
        try (OperatorRun<PopulationInput, Void, PopulationSnapshot> run =
                CustomerStories.population().open(1)) {
            run.give(arrivals(List.of(buyer(0))));
            run.give(points.toArray(new PopulationInput[0]));
            run.watermark(closing(0));
            List<PopulationSnapshot> out = run.out();
            return Told.of(out.get(out.size() - 1).clusters());
        }
    }

    @Test
    void aPointOfAClosedDayTeachesNothing() throws Exception {
        population.give(arrivals(List.of(buyer(0)))).give(point(0, "c1", buyer(0)));
        population.watermark(closing(0));
        population.give(point(0, "c1", buyer(0, 0)));
        population.give(arrivals(List.of(buyer(1)))).watermark(closing(1));

        assertThat(out(Kind.CLOSED))
                .extracting(snapshot -> snapshot.clusters().batches())
                .containsExactly(1L, 1L);
    }

    @Test
    void whatComesTooLateForAClosedDayIsNotKept() throws Exception {
        population.give(arrivals(List.of(buyer(0)))).watermark(closing(0));
        long size = population.checkpoint().get(0).getStateSize();
        population.give(point(0, "c1", buyer(0)));
        assertThat(population.checkpoint().get(0).getStateSize()).isGreaterThan(size);

        population.watermark(closing(1));
        assertThat(population.checkpoint().get(0).getStateSize()).isEqualTo(size);
    }
}
