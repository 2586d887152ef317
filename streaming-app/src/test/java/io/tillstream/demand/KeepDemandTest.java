package io.tillstream.demand;

import static io.tillstream.demand.DemandStories.catalog;
import static io.tillstream.demand.DemandStories.fact;
import static io.tillstream.demand.DemandStories.sold;
import static io.tillstream.events.Events.DAY;
import static io.tillstream.events.Events.closing;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.events.ShelfDay;
import io.tillstream.runtime.OperatorRun;
import io.tillstream.schemas.rows.ForecastRow;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeepDemandTest {
    private OperatorRun<DemandFact, Almanac, ForecastRow> demand;

    @BeforeEach
    void open() throws Exception {
        demand = DemandStories.demand().open(1);
    }

    @AfterEach
    void close() throws Exception {
        demand.close();
    }

    private static void sell(OperatorRun<DemandFact, Almanac, ForecastRow> run, int day)
            throws Exception {
        run.give(fact("c", sold("p", "s", day, 5)));
        run.broadcast(Almanac.of(new ShopDay(DAY + day, 5)));
    }

    private void sellStocked(int day) throws Exception {
        demand.give(fact("c", sold("p", "s", day, 5)).ofStockedStore());
        demand.broadcast(Almanac.of(new ShopDay(DAY + day, 5)));
    }

    private void count(int day) throws Exception {
        ShelfDay shelf = new ShelfDay("s", "p", DAY + day, false);
        demand.give(DemandFact.of(shelf).describedBy(catalog("p", "c")));
    }

    private List<StockOutlook> outlooks() {
        return demand.out(KeepDemand.OUTLOOKS);
    }

    @Test
    void whatIsForecastDoesNotHangOnHowTheWatermarkCame() throws Exception {
        List<List<ForecastRow>> said = new ArrayList<>();
        for (boolean steps : List.of(true, false)) {
            try (OperatorRun<DemandFact, Almanac, ForecastRow> run =
                    DemandStories.demand().open(1)) {
                run.give(DemandFact.of(catalog("p", "c")));
                for (int day = 0; steps && day < 5; day++) {
                    run.watermark(closing(day));
                }
                for (int day = 5; day < 12; day++) {
                    sell(run, day);
                    if (steps) {
                        run.watermark(closing(day));
                    }
                }
                run.watermark(closing(200));
                sell(run, 201);
                run.watermark(closing(202));
                said.add(run.out());
            }
        }
        assertThat(said.get(0))
                .hasSizeGreaterThan(100)
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactlyElementsOf(said.get(1));
    }

    @Test
    void aStockThatIsCountedBeforeTheFirstSaleIsWatchedFromThenOn() throws Exception {
        count(0);
        demand.watermark(closing(0));
        outlooks();
        sellStocked(3);
        demand.watermark(closing(3));

        assertThat(outlooks()).extracting(o -> o.means().length).contains(30);
    }

    @Test
    void aStockIsWatchedAgainInTheNextSeason() throws Exception {
        count(0);
        sellStocked(0);
        demand.watermark(closing(150));
        assertThat(outlooks()).last().matches(outlook -> outlook.means().length == 0);

        sellStocked(160);
        demand.watermark(closing(160));

        assertThat(outlooks()).last().matches(outlook -> outlook.means().length == 30);
    }

    @Test
    void aCategoryOfWhichNothingIsLeftKeepsNoState() throws Exception {
        sell(demand, 0);
        demand.watermark(closing(120));

        assertThat(demand.timers()).isZero();
        assertThat(demand.entries()).isZero();
    }

    @Test
    void theLastForecastOfAForgottenProductIsNothing() throws Exception {
        for (int day = 0; day < 10; day++) {
            sell(demand, day);
        }
        demand.watermark(closing(150));

        List<ForecastRow> told = demand.out(KeepDemand.NOTABLE);
        assertThat(told)
                .filteredOn(row -> row.id().equals("p"))
                .last()
                .satisfies(row -> assertThat(row.means()).containsOnly(0));
    }

    @Test
    void aProductThatLeavesItsCategoryIsForgottenThereWithWhatWaits() throws Exception {
        sell(demand, 0);
        demand.watermark(closing(0));
        sellStocked(1);
        sellStocked(2);
        demand.out();
        outlooks();

        demand.give(DemandFact.leaving("p", "c")).watermark(closing(20));

        assertThat(demand.out()).extracting(ForecastRow::id).doesNotContain("p", "p|s");
        assertThat(outlooks()).isEmpty();
        assertThat(demand.timers()).isZero();
        assertThat(demand.entries()).isZero();
    }

    @Test
    void whatLeavesACategoryOfWhichNothingIsLeftLeavesNothingBehind() throws Exception {
        demand.watermark(closing(0));

        demand.give(DemandFact.leaving("p", "c")).watermark(closing(2));

        assertThat(demand.timers()).isZero();
        assertThat(demand.entries()).isZero();
    }

    @Test
    void aFactOfALaterDayIsLearntThoughItsCategoryBecomesIdleBefore() throws Exception {
        sell(demand, 0);
        sell(demand, 150);
        demand.watermark(closing(120));
        demand.out();

        demand.watermark(closing(150));

        assertThat(demand.out()).extracting(ForecastRow::id).contains("p");
    }
}
