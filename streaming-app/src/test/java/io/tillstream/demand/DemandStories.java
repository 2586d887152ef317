package io.tillstream.demand;

import static io.tillstream.events.Events.CLOSE;
import static io.tillstream.events.Events.DAY;
import static io.tillstream.events.Events.closing;

import io.tillstream.events.Amount;
import io.tillstream.events.CalendarDay;
import io.tillstream.events.ClosedSales;
import io.tillstream.events.Product;
import io.tillstream.events.ShelfDay;
import io.tillstream.events.WorldTime;
import io.tillstream.runtime.OperatorRun;
import io.tillstream.runtime.Story;
import io.tillstream.schemas.rows.ForecastRow;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;

/** The operators of this package, and what happens to them around a checkpoint. */
public final class DemandStories {
    private static final DemandSettings SETTINGS = new DemandSettings(CLOSE, DAY, 7, true);

    private DemandStories() {}

    static OperatorRun.Definition<DemandFact, Void, DemandFact> facts() {
        return OperatorRun.keyed(
                () -> new KeyedProcessOperator<>(new DescribeFacts(CLOSE)),
                DemandFact::productId,
                Types.STRING,
                TypeInformation.of(DemandFact.class));
    }

    static OperatorRun.Definition<ClosedSales, Void, Almanac> shop() {
        return OperatorRun.keyed(
                () -> new KeyedProcessOperator<>(new SumShop(CLOSE)),
                sales -> true,
                Types.BOOLEAN,
                TypeInformation.of(Almanac.class));
    }

    static OperatorRun.Definition<ProfileInput, Void, Almanac> profiles() {
        return OperatorRun.keyed(
                () -> new KeyedProcessOperator<>(new KeepProfiles(CLOSE)),
                input -> true,
                Types.BOOLEAN,
                TypeInformation.of(Almanac.class));
    }

    static OperatorRun.Definition<DemandFact, Almanac, ForecastRow> demand() {
        return OperatorRun.broadcast(
                () -> new KeepDemand(SETTINGS),
                List.of(
                        KeepDemand.WORLD,
                        KeepDemand.SHOP,
                        KeepDemand.CALENDAR,
                        KeepDemand.PROFILES),
                DemandFact::category,
                Types.STRING,
                TypeInformation.of(ForecastRow.class));
    }

    static OperatorRun.Definition<CategoryDay, Void, ForecastRow> total() {
        return OperatorRun.keyed(
                () -> new KeyedProcessOperator<>(new SumDemand(CLOSE)),
                day -> true,
                Types.BOOLEAN,
                TypeInformation.of(ForecastRow.class));
    }

    /** What a store sold of a product on a day of the examples, at 10 a unit. */
    static ClosedSales sold(String product, String store, int day, long units) {
        return new ClosedSales(product, store, DAY + day, units, units * 10 * Amount.ONE, units);
    }

    /** The same as a fact of a category. */
    static DemandFact fact(String category, ClosedSales sales) {
        return DemandFact.of(sales).describedBy(catalog(sales.productId(), category));
    }

    static CatalogFacts catalog(String product, String category) {
        return CatalogFacts.of(product(product, category));
    }

    private static Product product(String product, String category) {
        return new Product(
                product,
                false,
                "title of " + product,
                category,
                null,
                "brand",
                12 * Amount.ONE,
                null,
                Map.of("colour", "red"),
                null,
                5,
                6,
                12,
                null,
                true);
    }

    private static Story<DemandFact, Void, DemandFact> factsStory() {
        return new Story<>(
                "demand-facts",
                facts(),
                true,
                List.of(),
                run -> {
                    for (int i = 0; i < 20; i++) {
                        run.give(DemandFact.of(catalog("p" + i, "c" + i % 3)));
                    }
                    run.give(DemandFact.of(CatalogFacts.of(Product.tombstone("p4"))));
                },
                run -> {
                    for (int i = 0; i < 22; i++) {
                        run.give(DemandFact.of(sold("p" + i, "s", 1, i)));
                    }
                    run.give(DemandFact.of(new ShelfDay("s", "p3", DAY, true))).end();
                });
    }

    private static Story<ClosedSales, Void, Almanac> shopStory() {
        return new Story<>(
                "shop-days",
                shop(),
                false,
                List.of(),
                run -> run.give(sold("p", "s", 0, 3), sold("q", "s", 1, 4)).watermark(closing(0)),
                run -> run.give(sold("r", "s", 1, 5)).watermark(closing(2)).end());
    }

    private static Story<DemandFact, Almanac, ForecastRow> demandStory() {
        return new Story<>(
                "demand",
                demand(),
                true,
                List.of(
                        KeepDemand.NOTABLE,
                        KeepDemand.ACCURACY,
                        KeepDemand.OUTLOOKS,
                        KeepDemand.DAYS),
                run -> {
                    run.broadcast(Almanac.of(new CalendarDay("XX", DAY + 12, "Feast", null, null)));
                    for (int day = 0; day < 10; day++) {
                        sell(run, day);
                    }
                    sellWithoutClose(run, 10);
                },
                run -> {
                    run.watermark(closing(10));
                    sell(run, 11);
                    run.give(fact("c1", sold("new", "s0", 12, 4)));
                    run.broadcast(Almanac.of(new ShopDay(DAY + 12, 50)));
                    run.broadcast(Almanac.of(new WorldTime(closing(12), true))).end();
                });
    }

    private static void sell(OperatorRun<DemandFact, Almanac, ForecastRow> run, int day)
            throws Exception {
        sellWithoutClose(run, day);
        run.watermark(closing(day));
    }

    private static void sellWithoutClose(OperatorRun<DemandFact, Almanac, ForecastRow> run, int day)
            throws Exception {
        for (int i = 0; i < 12; i++) {
            run.give(fact("c" + i % 4, sold("p" + i, "s" + (day + i) % 2, day, 1 + (i + day) % 5)));
        }
        run.give(
                DemandFact.of(new ShelfDay("s1", "p1", DAY + day, day % 4 == 0))
                        .describedBy(catalog("p1", "c1")));
        run.broadcast(Almanac.of(new ShopDay(DAY + day, 36)));
    }

    /** The launch of a product on a day of the examples: every third one is a fad. */
    static ProfileInput launch(int day) {
        boolean fad = day % 3 == 0;
        float[] weeks = new float[LaunchCurve.WEEKS];
        for (int week = 0; week < weeks.length; week++) {
            weeks[week] = (fad ? 40 >> week : 10) + (day + week) % 3;
        }
        return ProfileInput.of(
                new SeenLaunch(catalog("p" + day, fad ? "toys" : "tools"), DAY + day, weeks));
    }

    private static Story<ProfileInput, Void, Almanac> profilesStory() {
        return new Story<>(
                "sales-profiles",
                profiles(),
                false,
                List.of(KeepProfiles.PROFILES, KeepProfiles.PRODUCTS, KeepProfiles.METRICS),
                run -> launch(run, 0, 75),
                run -> {
                    launch(run, 75, 90);
                    run.give(ProfileInput.of(new WorldTime(closing(140), true))).end();
                });
    }

    private static void launch(OperatorRun<ProfileInput, Void, Almanac> run, int from, int to)
            throws Exception {
        for (int day = from; day < to; day++) {
            run.give(launch(day)).watermark(closing(day + LaunchCurve.DAYS - 1));
        }
    }

    private static Story<CategoryDay, Void, ForecastRow> totalStory() {
        return new Story<>(
                "total-demand",
                total(),
                false,
                List.of(SumDemand.ACCURACY, SumDemand.METRICS),
                run -> {
                    for (int day = 0; day < 9; day++) {
                        run.give(part(day, 5), part(day, 7)).watermark(closing(day));
                    }
                    run.give(part(9, 5));
                },
                run -> run.give(part(9, 8), part(10, 3)).watermark(closing(12)).end());
    }

    static CategoryDay part(int day, double units) {
        double[] means = new double[CategoryClose.HORIZON];
        Arrays.fill(means, units);
        return new CategoryDay(
                DAY + day,
                CategoryDay.fixed(units),
                CategoryDay.fixed(units * 10),
                CategoryDay.fixed(means),
                CategoryDay.fixed(means),
                new AccuracySums());
    }

    /** All of them. */
    public static List<Story<?, ?, ?>> all() {
        return List.of(factsStory(), shopStory(), demandStory(), profilesStory(), totalStory());
    }
}
