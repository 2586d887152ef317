package io.tillstream.kpis;

import static io.tillstream.events.Events.at;
import static io.tillstream.events.Events.closing;
import static io.tillstream.events.Events.line;
import static io.tillstream.events.Events.returned;
import static io.tillstream.events.Events.sale;
import static io.tillstream.kpis.KpiStories.belongs;
import static io.tillstream.kpis.KpiStories.bought;
import static io.tillstream.kpis.KpiStories.cell;
import static io.tillstream.kpis.KpiStories.late;
import static io.tillstream.kpis.KpiStories.ordered;
import static io.tillstream.kpis.KpiStories.seen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.tillstream.events.Amount;
import io.tillstream.events.Channel;
import io.tillstream.events.ShopEvent;
import io.tillstream.runtime.OperatorRun;
import io.tillstream.schemas.rows.KpiDailyRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KpisTest {
    private static final KpiCell FIRST = cell(0, Channel.STORE, "s1", KpiSegments.NONE);

    /** What all deltas add up to, and the newest of their times. */
    private static Map<KpiCell, List<Long>> versioned(OperatorRun<KpiInput, Void, KpiDelta> run) {
        Map<KpiCell, KpiDay> days = new HashMap<>();
        run.out()
                .forEach(
                        d ->
                                days.computeIfAbsent(d.cell(), c -> new KpiDay())
                                        .add(d.figures(), d.newest()));
        Map<KpiCell, List<Long>> sums = new HashMap<>();
        days.forEach(
                (cell, day) -> {
                    List<Long> figures = new ArrayList<>();
                    for (long figure : day.figures) {
                        figures.add(figure);
                    }
                    figures.add(day.newest);
                    sums.put(cell, figures);
                });
        return sums;
    }

    /** What all deltas add up to. */
    private static Map<KpiCell, List<Long>> sums(OperatorRun<KpiInput, Void, KpiDelta> run) {
        Map<KpiCell, List<Long>> sums = versioned(run);
        sums.replaceAll((cell, figures) -> figures.subList(0, KpiSums.COUNT));
        return sums;
    }

    private static List<Long> figures(
            long orders, long units, long net, long customers, long newCustomers) {
        long gross = net * Amount.ONE;
        return List.of(orders, units, 0L, gross, gross, 0L, customers, newCustomers, 0L);
    }

    @Test
    void aCustomerCountsOnceInAStoreAndADayAndIsNewOnce() throws Exception {
        try (var run = KpiStories.customers(false).open(1)) {
            run.give(bought("a", "ada", at(0, 9)), bought("b", "ada", at(0, 10)));
            run.give(bought("c", "bob", at(0, 11)), bought("d", "ada", at(1, 9)));
            run.give(ordered("e", "bob", at(1, 9))).end();

            assertThat(sums(run))
                    .containsOnly(
                            Map.entry(FIRST, figures(3, 6, 60, 2, 2)),
                            Map.entry(
                                    cell(1, Channel.STORE, "s1", KpiSegments.NONE),
                                    figures(1, 2, 20, 1, 0)),
                            Map.entry(
                                    cell(1, Channel.ONLINE, "online", KpiSegments.NONE),
                                    figures(1, 1, 30, 1, 0)));
        }
    }

    @Test
    void anEarlierPurchaseThatComesLaterTakesTheNewCustomerAlong() throws Exception {
        try (var run = KpiStories.customers(false).open(1)) {
            run.give(bought("b", "ada", at(1, 9))).flush();
            run.give(late(sale("a", "ada", at(0, 9), line("p", 2, 10)), at(1, 10))).end();

            Map<KpiCell, List<Long>> sums = sums(run);
            assertThat(sums.get(FIRST)).isEqualTo(figures(1, 2, 20, 1, 1));
            assertThat(sums.get(cell(1, Channel.STORE, "s1", KpiSegments.NONE)))
                    .isEqualTo(figures(1, 2, 20, 1, 0));
        }
    }

    @Test
    void aLatePurchaseOfAnotherSegmentMakesNoSecondCustomerOfOne() throws Exception {
        try (var run = KpiStories.customers(true).open(1)) {
            run.watermark(closing(0));
            run.give(bought("a", "ada", at(1, 9)), belongs("ada", "Loyal", 2));
            run.watermark(closing(2));
            run.give(late(sale("b", "ada", at(1, 10), line("p", 2, 10)), at(3, 3))).end();

            Map<KpiCell, List<Long>> sums = sums(run);
            assertThat(sums.get(cell(1, Channel.STORE, "s1", KpiSegments.NONE)))
                    .isEqualTo(figures(1, 2, 20, 1, 1));
            assertThat(sums.get(cell(1, Channel.STORE, "s1", "Loyal")))
                    .isEqualTo(figures(1, 2, 20, 0, 0));
        }
    }

    @Test
    void aLateFirstPurchaseOfAnotherSegmentLeavesTheNewCustomerWhereTheCustomerCounts()
            throws Exception {
        try (var run = KpiStories.customers(true).open(1)) {
            run.watermark(closing(0));
            run.give(bought("a", "ada", at(1, 10)), belongs("ada", "Loyal", 2));
            run.watermark(closing(2));
            run.give(late(sale("b", "ada", at(1, 9), line("p", 2, 10)), at(3, 3))).end();

            Map<KpiCell, List<Long>> sums = sums(run);
            assertThat(sums.get(cell(1, Channel.STORE, "s1", KpiSegments.NONE)))
                    .isEqualTo(figures(1, 2, 20, 1, 1));
            assertThat(sums.get(cell(1, Channel.STORE, "s1", "Loyal")))
                    .isEqualTo(figures(1, 2, 20, 0, 0));
        }
    }

    @Test
    void returnsTakeRevenueBackAndMakeNobodyACustomer() throws Exception {
        try (var run = KpiStories.customers(false).open(1)) {
            run.give(KpiInput.of(returned("r", "ada", at(0, 9), line("p", 2, 10)))).end();

            assertThat(sums(run).get(FIRST))
                    .containsExactly(
                            0L, 0L, 2L, 0L, -20L * Amount.ONE, 20L * Amount.ONE, 0L, 0L, 0L);
        }
    }

    @Test
    void aPurchaseBelongsToTheSegmentInWhichItsDayBegan() throws Exception {
        try (var run = KpiStories.customers(true).open(1)) {
            run.give(bought("b", "ada", at(1, 9))).flush();
            assertThat(run.out()).as("the day before is not closed").isEmpty();
            run.give(belongs("ada", "Loyal", 1)).watermark(closing(0));
            run.give(belongs("ada", "Lost", 2), bought("c", "ada", at(1, 10)));
            run.give(bought("d", "ada", at(2, 10)), bought("e", null, at(2, 10)));
            run.watermark(closing(1)).end();

            assertThat(sums(run))
                    .containsOnly(
                            Map.entry(
                                    cell(1, Channel.STORE, "s1", "Loyal"), figures(2, 4, 40, 1, 1)),
                            Map.entry(
                                    cell(2, Channel.STORE, "s1", "Lost"), figures(1, 2, 20, 1, 0)),
                            Map.entry(
                                    cell(2, Channel.STORE, "s1", KpiSegments.ANONYMOUS),
                                    figures(1, 2, 20, 0, 0)));
        }
    }

    @Test
    void segmentsThatNoOpenDayNeedsAreForgotten() {
        KpiSegments segments = new KpiSegments();
        for (int day = 0; day < 100; day++) {
            segments.add(
                    "s" + day, at(day, 0), KpiStories.cell(day - 1, Channel.STORE, "", "").day());
        }
        assertThat(segments.names).containsExactly("s98", "s99");
        assertThat(segments.at(KpiStories.cell(98, Channel.STORE, "", "").day())).isEqualTo("s98");
    }

    @Test
    void theSumsAreTheSameInWhateverOrderADayComes() throws Exception {
        List<KpiInput> inputs = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            inputs.add(
                    i % 7 == 0
                            ? ordered("o" + i, "c" + i % 4, at(i % 3, i % 24))
                            : bought("s" + i, "c" + i % 5, at(i % 3, i % 24)));
        }
        List<Map<KpiCell, List<Long>>> told = new ArrayList<>();
        for (int seed = 0; seed < 6; seed++) {
            Collections.shuffle(inputs, new Random(seed));
            try (var run = KpiStories.customers(true).open(1 + seed % 3)) {
                run.give(belongs("c1", "Loyal", 1), belongs("c2", "Lost", 2));
                for (KpiInput input : inputs) {
                    run.give(input);
                }
                run.watermark(closing(3)).end();
                told.add(versioned(run));
            }
        }
        assertThat(told).containsOnly(told.get(0));
    }

    @Test
    void aSessionIsOneVisitOfADayAndItsCustomersOnceTheyAreKnown() throws Exception {
        try (OperatorRun<ShopEvent, Void, KpiInput> run = KpiStories.visits().open(1)) {
            run.give(seen("s", null, at(0, 9)), seen("s", null, at(0, 10)));
            run.give(seen("s", "ada", at(0, 11)), seen("s", null, at(1, 0))).end();

            assertThat(run.out())
                    .extracting(KpiInput::key, input -> input.event().units())
                    .containsExactly(
                            tuple("store:online", 1L),
                            tuple("store:online", -1L),
                            tuple("customer:ada", 1L),
                            tuple("customer:ada", 1L));
        }
    }

    @Test
    void figuresOfACellAddUpUnderTheTimeOfTheNewest() throws Exception {
        try (OperatorRun<KpiDelta, Void, KpiDailyRow> run = KpiStories.sums().open(1)) {
            long[] figures = {1, 2, 3, 4, 5, 6, 7, 8, 9};
            run.give(new KpiDelta(FIRST, figures, 70)).flush();
            run.give(new KpiDelta(FIRST, figures, 60)).flush();

            assertThat(run.out())
                    .containsExactly(
                            new KpiDailyRow(
                                    FIRST.day(),
                                    "store",
                                    "s1",
                                    KpiSegments.NONE,
                                    1,
                                    2,
                                    3,
                                    4,
                                    5,
                                    6,
                                    7,
                                    8,
                                    9,
                                    70),
                            new KpiDailyRow(
                                    FIRST.day(),
                                    "store",
                                    "s1",
                                    KpiSegments.NONE,
                                    2,
                                    4,
                                    6,
                                    8,
                                    10,
                                    12,
                                    14,
                                    16,
                                    18,
                                    70));
        }
    }
}
