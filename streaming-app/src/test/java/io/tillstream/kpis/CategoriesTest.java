package io.tillstream.kpis;

import static io.tillstream.events.Events.DAY;
import static io.tillstream.events.Events.at;
import static io.tillstream.events.Events.closing;
import static io.tillstream.events.Events.line;
import static io.tillstream.events.Events.order;
import static io.tillstream.events.Events.returned;
import static io.tillstream.events.Events.sale;
import static io.tillstream.kpis.KpiStories.member;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.events.Amount;
import io.tillstream.events.Product;
import io.tillstream.events.Transaction;
import io.tillstream.runtime.OperatorRun;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CategoriesTest {
    private static final String NEW = KpiSegments.NONE;

    private static OperatorRun<BuyerInput, Belonging, CategoryDelta> shop(int parallelism)
            throws Exception {
        return KpiStories.buyers()
                .open(parallelism)
                .broadcast(new Belonging("coat", "coats", "Kite"))
                .broadcast(new Belonging("parka", "coats", "Kite"))
                .broadcast(new Belonging("cape", "coats", "Bison"))
                .broadcast(new Belonging("hat", "hats", ""))
                .watermark(closing(-1));
    }

    private static BuyerInput of(Transaction transaction) {
        return BuyerInput.of(transaction);
    }

    private static CategoryCell cell(int day, String category, String brand, String segment) {
        return new CategoryCell(DAY + day, category, brand, segment);
    }

    /** What all deltas add up to: orders, units, returned units, net revenue, customers. */
    private static Map<CategoryCell, List<Long>> sums(
            OperatorRun<BuyerInput, Belonging, CategoryDelta> run) throws Exception {
        return sums(run.end().out());
    }

    private static Map<CategoryCell, List<Long>> sums(List<CategoryDelta> said) {
        Map<CategoryCell, KpiDay> days = new HashMap<>();
        said.forEach(
                d ->
                        days.computeIfAbsent(d.cell(), c -> new KpiDay())
                                .add(d.figures(), d.newest()));
        Map<CategoryCell, List<Long>> sums = new HashMap<>();
        days.forEach(
                (cell, day) ->
                        sums.put(
                                cell,
                                List.of(
                                        day.figure(KpiSums.ORDERS),
                                        day.figure(KpiSums.UNITS),
                                        day.figure(KpiSums.RETURNED_UNITS),
                                        day.figure(KpiSums.NET),
                                        day.figure(KpiSums.CUSTOMERS),
                                        day.newest)));
        return sums;
    }

    private static List<Long> figures(
            long orders, long units, long back, long net, long customers, long newest) {
        return List.of(orders, units, back, net * Amount.ONE, customers, newest);
    }

    @Test
    void aReceiptIsOneOrderOfEachBrandOfACategoryAndTheCustomerCountsOnceADay() throws Exception {
        try (var run = shop(1)) {
            run.give(
                    of(
                            sale(
                                    "a",
                                    "ada",
                                    at(0, 9),
                                    line("coat", 1, 90),
                                    line("parka", 2, 100),
                                    line("cape", 1, 70),
                                    line("hat", 3, 10))),
                    of(order("b", "ada", at(0, 10), line("coat", 1, 90))),
                    of(sale("c", "bob", at(0, 11), line("hat", 1, 10))));

            assertThat(sums(run))
                    .containsOnly(
                            Map.entry(
                                    cell(0, "coats", "Kite", NEW),
                                    figures(2, 4, 0, 380, 1, at(0, 10))),
                            Map.entry(
                                    cell(0, "coats", "Bison", NEW),
                                    figures(1, 1, 0, 70, 1, at(0, 9))),
                            Map.entry(
                                    cell(0, "hats", "", NEW), figures(2, 4, 0, 40, 2, at(0, 11))));
        }
    }

    @Test
    void aPurchaseBelongsToTheSegmentInWhichItsDayBeganAndNobodyKnownToTheirOwn() throws Exception {
        try (var run = shop(1)) {
            run.give(of(sale("b", "ada", at(1, 9), line("hat", 1, 10))));
            run.give(of(sale("c", null, at(1, 9), line("hat", 2, 10))));
            assertThat(run.out()).as("the day before is not closed").isEmpty();
            run.give(member("ada", "Loyal", 1)).watermark(closing(0));
            run.give(member("ada", "Lost", 2));
            run.give(of(returned("d", "ada", at(1, 10), line("hat", 1, 10))));

            assertThat(sums(run))
                    .containsOnly(
                            Map.entry(
                                    cell(1, "hats", "", "Loyal"),
                                    figures(1, 1, 1, 0, 1, at(1, 10))),
                            Map.entry(
                                    cell(1, "hats", "", KpiSegments.ANONYMOUS),
                                    figures(1, 2, 0, 20, 0, at(1, 9))));
            assertThat(run.entries()).as("ada alone").isEqualTo(1);
        }
    }

    @Test
    void aLatePurchaseOfAnotherSegmentMakesNoSecondCustomerOfOne() throws Exception {
        try (var run = shop(1)) {
            run.give(of(sale("a", "ada", at(0, 9), line("hat", 1, 10))), member("ada", "Loyal", 1));
            run.watermark(closing(1));
            Transaction late = sale("b", "ada", at(0, 10), line("hat", 1, 10)).asLate(at(2, 3));
            run.give(of(late));

            assertThat(sums(run))
                    .containsOnly(
                            Map.entry(cell(0, "hats", "", NEW), figures(1, 1, 0, 10, 1, at(0, 9))),
                            Map.entry(
                                    cell(0, "hats", "", "Loyal"),
                                    figures(1, 1, 0, 10, 0, at(2, 3))));
        }
    }

    @Test
    void aProductThatTheCatalogueDoesNotKnowIsUncategorised() throws Exception {
        try (var run = shop(1)) {
            run.give(of(sale("a", "ada", at(0, 9), line("unknown", 1, 10))));

            assertThat(sums(run)).containsOnlyKeys(cell(0, "uncategorised", "", KpiSegments.NONE));
        }
    }

    @Test
    void aBrandIsEmptyWhereThereIsNone() {
        Product product =
                new Product(
                        "p", false, "Hat", "hats", null, null, null, null, Map.of(), null, null,
                        null, null, null, true);
        assertThat(Belonging.of(product)).isEqualTo(new Belonging("p", "hats", ""));
    }

    @Test
    void theSumsAreTheSameInWhateverOrderADayComesAndAtAnyParallelism() throws Exception {
        List<BuyerInput> inputs = new ArrayList<>();
        List<String> products = List.of("coat", "parka", "cape", "hat", "unknown");
        for (int i = 0; i < 90; i++) {
            String customer = i % 4 == 0 ? null : "c" + i % 5;
            inputs.add(
                    of(
                            sale(
                                    "s" + i,
                                    customer,
                                    at(i % 3, i % 24),
                                    line(products.get(i % 5), 1 + i % 3, 10),
                                    line(products.get(i % 3), 1, 20))));
        }
        List<Map<CategoryCell, List<Long>>> told = new ArrayList<>();
        for (int seed = 0; seed < 6; seed++) {
            Collections.shuffle(inputs, new Random(seed));
            List<CategoryDelta> said = new ArrayList<>();
            try (var run = shop(1 + seed % 3)) {
                run.give(member("c1", "Loyal", 1), member("c2", "Lost", 2));
                for (int i = 0; i < inputs.size(); i++) {
                    run.give(inputs.get(i));
                    if (i == 40) {
                        said.addAll(run.out());
                        run.restart(1 + (seed + 1) % 3).watermark(closing(-1));
                    }
                }
                said.addAll(run.end().out());
                told.add(sums(said));
            }
        }
        assertThat(told).containsOnly(told.get(0));
    }
}
