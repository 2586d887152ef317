package io.tillstream.demand;

import static io.tillstream.demand.CategoryRun.CATEGORY;
import static io.tillstream.demand.CategoryRun.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.groups.Tuple.tuple;

import io.tillstream.events.PictureEmbedding;
import io.tillstream.schemas.rows.ForecastRow;
import io.tillstream.schemas.rows.ProductSalesProfileRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

class CategoryCloseTest {
    /** Only the shelf is known. */
    private static final int NO_SALE = -1;

    private static CategoryRun after(int days, Consumer<CategoryRun> day) {
        CategoryRun run = CategoryRun.issuingAlways();
        go(run, days, day);
        return run;
    }

    private static void go(CategoryRun run, int days, Consumer<CategoryRun> day) {
        for (int i = 0; i < days; i++) {
            day.accept(run);
            run.close();
        }
    }

    /** The forecasts of each level add up to those of the next. */
    private static void assertAgreement(CategoryRun run) {
        for (int h = 0; h < CategoryClose.HORIZON; h++) {
            double products = 0;
            for (ForecastRow product : rows(run, Level.PRODUCT)) {
                double stores = 0;
                for (ForecastRow store : rows(run, Level.PRODUCT_STORE)) {
                    stores += store.id().startsWith(product.id() + "|") ? store.means()[h] : 0;
                }
                products += product.means()[h];
                assertThat(stores).isCloseTo(product.means()[h], within(tolerance(stores)));
            }
            float category = run.means(Level.CATEGORY, CATEGORY)[h];
            assertThat(products).isCloseTo(category, within(tolerance(products)));
        }
    }

    /** Means are written as floats. */
    private static double tolerance(double sum) {
        return 1e-5 * Math.max(1, sum);
    }

    private static List<ForecastRow> rows(CategoryRun run, Level level) {
        return run.rows.stream()
                .filter(r -> r.level().equals(level.label()))
                .filter(r -> r.unit().equals(ForecastUnit.UNITS.label()))
                .toList();
    }

    private static void assertSound(ForecastRow row) {
        for (float mean : row.means()) {
            assertThat(mean).isFinite().isNotNegative();
        }
        for (int lead = 0; lead < row.factors().length; lead += Outlook.QUANTILES) {
            float low = row.factors()[lead + Outlook.LOW];
            float middle = row.factors()[lead + Outlook.MIDDLE];
            float high = row.factors()[lead + Outlook.HIGH];
            assertThat(low).isNotNegative().isLessThanOrEqualTo(middle);
            assertThat(middle).isFinite().isLessThanOrEqualTo(high);
        }
    }

    @Test
    void withOneStoreTheLevelsAgreeInEveryIssue() {
        Random random = new Random(1);
        CategoryRun run = CategoryRun.issuingAlways();
        go(
                run,
                80,
                r -> {
                    assertAgreementOfLastIssue(r);
                    r.sell("bear", "north", random.nextInt(9)).sell("doll", "north", 3);
                });
        assertThat(rows(run, Level.PRODUCT_STORE)).hasSize(2);
        assertAgreement(run);
    }

    @Test
    void withoutReconciliationEveryLevelSpeaksForItself() {
        Random random = new Random(3);
        CategoryRun run = CategoryRun.withoutReconciliation();
        go(
                run,
                120,
                r ->
                        r.sell("bear", "north", random.nextInt(9))
                                .sell("bear", "south", random.nextInt(40) == 0 ? 30 : 0));
        double stores =
                run.fourWeeks(Level.PRODUCT_STORE, "bear|north")
                        + run.fourWeeks(Level.PRODUCT_STORE, "bear|south");
        assertThat(run.fourWeeks(Level.PRODUCT, "bear"))
                .isPositive()
                .isNotCloseTo(stores, within(1.0));
    }

    @Test
    void aProductFollowsItsOwnForecastWhereItsStoresAreOffTogether() {
        Random random = new Random(4);
        CategoryRun run = CategoryRun.issuingAlways();
        // Each store sells now and then by the dozen, which its own series takes for outliers.
        go(run, 180, r -> r.sell("bear", "store" + random.nextInt(40), 12 + random.nextInt(3)));
        assertThat(run.fourWeeks(Level.PRODUCT, "bear") / (28 * 13)).isCloseTo(1, within(0.08));
        assertAgreement(run);
    }

    private static void assertAgreementOfLastIssue(CategoryRun run) {
        if (!run.rows.isEmpty()) {
            assertAgreement(run);
            run.rows.forEach(CategoryCloseTest::assertSound);
        }
    }

    @Test
    void withStoresAndProductsThatComeAndGoTheLevelsAgreeInEveryIssue() {
        Random random = new Random(2);
        CategoryRun run = CategoryRun.issuingAlways();
        go(
                run,
                240,
                r -> {
                    assertAgreementOfLastIssue(r);
                    long day = r.today - MONDAY;
                    sellFrom(r, day, 0, 30, d -> r.sell("brief", "north", random.nextInt(4)));
                    sellFrom(r, day, 0, 300, d -> r.sell("bear", "north", random.nextInt(9)));
                    sellFrom(r, day, 20, 120, d -> r.sell("bear", "south", random.nextInt(4)));
                    sellFrom(r, day, 70, 300, d -> r.sell("bear", "east", random.nextInt(2)));
                    sellFrom(r, day, 50, 300, d -> r.sell("late", "south", random.nextInt(5)));
                    sellFrom(r, day, 90, 91, d -> r.sell("once", "east", 40, 10));
                });
        assertThat(rows(run, Level.PRODUCT))
                .extracting(ForecastRow::id)
                .containsExactly("bear", "late");
        assertAgreement(run);
    }

    private static void sellFrom(CategoryRun run, long day, long from, long to, LongConsumer sell) {
        if (day >= from && day < to) {
            sell.accept(run.today);
        }
    }

    @Test
    void aDayOnWhichTheShopIsShutDoesNotLowerTheForecast() {
        CategoryRun run = after(90, r -> r.sell("bear", "north", 10).sell("doll", "north", 10));
        double before = run.fourWeeks(Level.PRODUCT, "bear");
        run.closeShut();
        // Its weekday alone, of which a tenth is forgotten each week: at most a seventieth.
        assertThat(run.fourWeeks(Level.PRODUCT, "bear")).isCloseTo(before, within(before / 70));
    }

    @Test
    void aStockOutDoesNotLowerTheForecastOfAProductButNoSalesWithStockDo() {
        Random random = new Random(5);
        CategoryRun out = CategoryRun.issuingAlways();
        CategoryRun in = CategoryRun.issuingAlways();
        for (int i = 0; i < 90; i++) {
            int units = 5 + random.nextInt(10);
            for (CategoryRun run : List.of(out, in)) {
                for (int p = 0; p < 8; p++) {
                    run.sell("other" + p, "north", units);
                }
                run.sell("bear", "north", units).shelf("bear", "north", false).close();
            }
        }
        double before = out.fourWeeks(Level.PRODUCT, "bear");
        for (int i = 0; i < 5; i++) {
            for (int p = 0; p < 8; p++) {
                out.sell("other" + p, "north", 9);
                in.sell("other" + p, "north", 9);
            }
            out.shelf("bear", "north", true).close();
            in.shelf("bear", "north", false).close();
        }
        assertThat(out.fourWeeks(Level.PRODUCT, "bear")).isGreaterThan(0.95 * before);
        assertThat(in.fourWeeks(Level.PRODUCT, "bear")).isLessThan(0.9 * before);
    }

    @Test
    void returnsLowerTheRevenueButNotTheUnits() {
        CategoryRun without = after(120, r -> r.sell("bear", "north", 10, 100));
        CategoryRun with = after(120, r -> r.sell("bear", "north", 10, 60));
        assertThat(with.fourWeeks(Level.CATEGORY, CATEGORY))
                .isEqualTo(without.fourWeeks(Level.CATEGORY, CATEGORY));
        assertThat(with.revenue()).isCloseTo(0.6 * without.revenue(), within(20.0));
    }

    @Test
    void aDayOfReturnsAloneLowersTheRevenueOnly() {
        CategoryRun run = after(90, r -> r.sell("bear", "north", 10, 100));
        CategoryRun other = after(90, r -> r.sell("bear", "north", 10, 100));
        run.sell("bear", "north", 10, 100).sell("bear", "north", 0, -90).close();
        other.sell("bear", "north", 10, 100).close();
        assertThat(run.means(Level.PRODUCT, "bear"))
                .containsExactly(other.means(Level.PRODUCT, "bear"));
        assertThat(run.revenue()).isLessThan(0.99 * other.revenue());
    }

    @Test
    void whatANamedDayDidIsExpectedOfTheNextAndOfItsKind() {
        CategoryRun run = CategoryRun.issuingAlways();
        long start = run.today;
        for (int d = 60; d < 160; d += 20) {
            run.names.put(start + d, List.of("promotion:spring"));
        }
        run.names.put(start + 165, List.of("promotion:spring"));
        run.names.put(start + 172, List.of("promotion:never seen"));
        run.names.put(start + 179, List.of("holiday:other kind"));
        go(run, 160, r -> r.sell("bear", "north", r.names.containsKey(r.today) ? 30 : 10));
        float[] means = run.means(Level.PRODUCT, "bear");
        int spring = (int) (start + 165 - run.today);
        double ordinary = means[spring + 28];
        assertThat(means[spring] / ordinary).isBetween(2.0, 3.3);
        assertThat(means[spring + 7] / ordinary).isBetween(1.8, 3.3);
        assertThat(means[spring + 14] / ordinary).isCloseTo(1, within(0.02));
        assertThat(ordinary).isCloseTo(10, within(1.0));
    }

    @Test
    void aNewProductIsExpectedToSellLikeThoseThatAreLikeIt() {
        CategoryRun run = CategoryRun.issuingAlways();
        similarProductsHaveForetoldLaunches(run);
        for (int i = 0; i < 10; i++) {
            describe(run.product("cheap" + i), 2, 1, 2, 3);
            describe(run.product("dear" + i), 200, 7, 8, 9);
        }
        Random random = new Random(6);
        go(run, 60, r -> sellOld(r, random));
        describe(run.product("new"), 210, 7, 8, 9);
        run.product("new").launchDay = run.today;
        sellOld(run, random);
        run.sell("new", "north", 1).close();
        assertThat(run.fourWeeks(Level.PRODUCT, "cheap1") / 28).isBetween(15.0, 25.0);
        // A product of the category sells ten on average.
        assertThat(run.fourWeeks(Level.PRODUCT, "new") / 28).isBetween(0.4, 2.0);
    }

    @Test
    void aNewProductIsExpectedToSellLikeThoseThatLookLikeIt() {
        CategoryRun run = CategoryRun.issuingAlways();
        similarProductsHaveForetoldLaunches(run);
        for (int i = 0; i < 10; i++) {
            run.product("cheap" + i).look = look(1, -0.1f * i);
            run.product("dear" + i).look = look(0.1f * i, 1);
        }
        Random random = new Random(6);
        go(run, 60, r -> sellOld(r, random));
        run.product("new").look = look(0.1f, 1);
        run.product("new").launchDay = run.today;
        sellOld(run, random);
        run.sell("new", "north", 1).close();
        assertThat(run.fourWeeks(Level.PRODUCT, "new") / 28).isBetween(0.4, 2.0);
    }

    @Test
    void aNewProductIsExpectedToRunAsItsSalesProfileDoes() {
        // The category does not expect new products, and would take from them.
        CategoryRun run = CategoryRun.withoutReconciliation();
        List<SeenLaunch> launches = new ArrayList<>();
        Draws draws = new Draws(1);
        for (int i = 0; i < 60; i++) {
            double[] weeks = i % 2 == 0 ? SalesProfilesTest.FAD : SalesProfilesTest.LATE;
            launches.add(SalesProfilesTest.launch(i, weeks, 3, draws, i % 2));
        }
        run.profiles.put(run.today, SalesProfiles.of(launches, run.today, true, 0));
        Random random = new Random(6);
        go(run, 60, r -> sellOld(r, random));
        describe(run.product("fad"), 20, 0);
        describe(run.product("late"), 20, 1);
        run.product("fad").launchDay = run.today + 1;
        run.product("late").launchDay = run.today + 1;
        sellOld(run, random);
        run.close();

        assertThat(run.foretold)
                .extracting(ProductSalesProfileRow::productId, ProductSalesProfileRow::profile)
                .containsExactlyInAnyOrder(tuple("fad", 0), tuple("late", 1));
        float[] fad = run.means(Level.PRODUCT, "fad");
        float[] late = run.means(Level.PRODUCT, "late");
        assertThat(fad[0]).isGreaterThan(2 * fad[49]);
        assertThat(late[49]).isGreaterThan(2 * late[0]);
    }

    private static Look look(float... vector) {
        return Look.of(new PictureEmbedding("p", "style-encoder/1", vector));
    }

    private static void similarProductsHaveForetoldLaunches(CategoryRun run) {
        for (int i = 0; i < 10; i++) {
            run.state.levels.learn(1, 10, 1);
        }
    }

    private static void sellOld(CategoryRun run, Random random) {
        for (int i = 0; i < 10; i++) {
            run.sell("cheap" + i, "north", 16 + random.nextInt(9));
            run.sell("dear" + i, "north", random.nextInt(3));
        }
    }

    private static void describe(ProductDemand product, double price, int... traits) {
        product.listPrice = price;
        product.traits = traits;
    }

    @Test
    void aProductIsForgottenNinetyOneDaysAfterItsLastSale() {
        CategoryRun run = after(30, r -> r.sell("bear", "north", 5).sell("doll", "north", 5));
        go(run, 90, r -> r.sell("doll", "north", 5));
        assertThat(run.products).containsKey("bear");
        assertThat(run.means(Level.PRODUCT, "bear")).isNotEmpty();
        go(run, 1, r -> r.sell("doll", "north", 5));
        assertThat(run.products).containsOnlyKeys("doll");
        assertThat(run.means(Level.PRODUCT, "bear")).containsOnly(0);
        go(run, 1, r -> r.sell("doll", "north", 5));
        assertThat(run.means(Level.PRODUCT, "bear")).isEmpty();
    }

    @Test
    void nothingIsIssuedBeforeItsTimeButLearningIsTheSame() {
        CategoryRun always = CategoryRun.issuingAlways();
        CategoryRun late = new CategoryRun(MONDAY + 100);
        Random random = new Random(3);
        for (int i = 0; i < 110; i++) {
            int north = random.nextInt(9);
            int south = random.nextInt(3);
            for (CategoryRun run : List.of(always, late)) {
                run.sell("bear", "north", north).sell("bear", "south", south).close();
            }
            assertThat(late.rows.isEmpty()).isEqualTo(i < 100);
            if (i >= 100) {
                assertThat(texts(late)).isEqualTo(texts(always));
            }
        }
        for (CategoryRun run : List.of(always, late)) {
            forgetIssues(run);
        }
        assertThat(late.state).usingRecursiveComparison().isEqualTo(always.state);
        assertThat(late.products).usingRecursiveComparison().isEqualTo(always.products);
    }

    private static List<String> texts(CategoryRun run) {
        return run.rows.stream()
                .map(r -> r.key() + " " + r.price() + text(r.means()) + text(r.factors()))
                .toList();
    }

    private static String text(float[] values) {
        return Arrays.toString(values);
    }

    private static void forgetIssues(CategoryRun run) {
        run.state.units.issued = null;
        run.state.revenue.issued = null;
        for (ProductDemand product : run.products.values()) {
            product.issued = null;
            product.told = -1;
            for (StoreDemand store : product.stores.values()) {
                store.issued = null;
                store.told = -1;
            }
        }
    }

    @Test
    void theOrderOfADaysFactsDoesNotMatter() {
        assertOrderDoesNotMatter(run -> {});
    }

    @Test
    void theOrderOfADaysFactsDoesNotMatterForALaunchWithSeveralStores() {
        assertOrderDoesNotMatter(run -> run.product("doll").launchDay = MONDAY + 40);
    }

    private static void assertOrderDoesNotMatter(Consumer<CategoryRun> prepare) {
        CategoryRun one = CategoryRun.issuingAlways();
        CategoryRun other = CategoryRun.issuingAlways();
        prepare.accept(one);
        prepare.accept(other);
        Random random = new Random(4);
        Random shuffle = new Random(5);
        for (int i = 0; i < 90; i++) {
            List<int[]> sold = new ArrayList<>();
            for (int store = 0; store < 3; store++) {
                sold.add(new int[] {0, store, random.nextInt(9), random.nextInt(5)});
                if (i >= 42 && i < 45) {
                    sold.add(new int[] {1, store, NO_SALE, 1});
                } else if (i >= 45) {
                    sold.add(new int[] {1, store, random.nextInt(5), random.nextInt(5)});
                }
            }
            fill(one, sold);
            Collections.shuffle(sold, shuffle);
            fill(other, sold);
            one.close();
            other.close();
            assertThat(texts(other)).isEqualTo(texts(one));
        }
        assertThat(other.state).usingRecursiveComparison().isEqualTo(one.state);
        assertThat(other.products).usingRecursiveComparison().isEqualTo(one.products);
    }

    private static void fill(CategoryRun run, List<int[]> sold) {
        String[] products = {"bear", "doll"};
        for (int[] fact : sold) {
            String store = "store" + fact[1];
            if (fact[2] != NO_SALE) {
                run.sell(products[fact[0]], store, fact[2], 3L * fact[2] - fact[3]);
            }
            run.shelf(products[fact[0]], store, fact[3] == 0);
        }
    }
}
