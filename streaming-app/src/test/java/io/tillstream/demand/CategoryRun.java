package io.tillstream.demand;

import io.tillstream.events.Amount;
import io.tillstream.events.ClosedSales;
import io.tillstream.events.DayClose;
import io.tillstream.events.ShelfDay;
import io.tillstream.schemas.rows.ForecastAccuracyRow;
import io.tillstream.schemas.rows.ForecastRow;
import io.tillstream.schemas.rows.PriceElasticityRow;
import io.tillstream.schemas.rows.PriceProposalRow;
import io.tillstream.schemas.rows.ProductSalesProfileRow;
import io.tillstream.schemas.rows.SalesAnomalyRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A category whose days a test closes one after another, and what it said at the last close. */
final class CategoryRun implements DemandListener {
    /** A Monday. */
    static final long MONDAY = 19_723;

    static final String CATEGORY = "toys";

    /** Many units, so that what the category sells does not decide whether the shop is open. */
    private static final long SHOP_UNITS = 1_000;

    final CategoryDemand state = new CategoryDemand();
    final TreeMap<String, ProductDemand> products = new TreeMap<>();
    final Map<Long, List<String>> names = new HashMap<>();
    final TreeMap<Long, SalesProfiles> profiles = new TreeMap<>();
    final List<ForecastRow> rows = new ArrayList<>();
    final List<ForecastAccuracyRow> judged = new ArrayList<>();
    final List<StockOutlook> outlooks = new ArrayList<>();
    final List<SalesAnomalyRow> anomalies = new ArrayList<>();
    final List<PriceElasticityRow> elasticities = new ArrayList<>();
    final List<PriceProposalRow> proposals = new ArrayList<>();
    final List<ProductSalesProfileRow> foretold = new ArrayList<>();
    final List<ClosedSales> sales = new ArrayList<>();
    final List<ShelfDay> shelves = new ArrayList<>();
    long today = MONDAY;

    private final Map<Long, Long> shop = new HashMap<>();
    private final long issueFrom;
    private final boolean reconcile;

    CategoryRun(long issueFrom) {
        this(issueFrom, true);
    }

    private CategoryRun(long issueFrom, boolean reconcile) {
        this.issueFrom = issueFrom;
        this.reconcile = reconcile;
    }

    static CategoryRun issuingAlways() {
        return new CategoryRun(Long.MIN_VALUE);
    }

    static CategoryRun withoutReconciliation() {
        return new CategoryRun(Long.MIN_VALUE, false);
    }

    ProductDemand product(String id) {
        return products.computeIfAbsent(id, p -> new ProductDemand());
    }

    /** Today's sales of a product in a store, at a price of 2. */
    CategoryRun sell(String product, String store, long units) {
        return sell(product, store, units, 2 * units);
    }

    CategoryRun sell(String product, String store, long units, long netMajor) {
        sales.add(
                new ClosedSales(
                        product, store, today, units, netMajor * Amount.ONE, Math.max(1, units)));
        return this;
    }

    CategoryRun shelf(String product, String store, boolean out) {
        shelves.add(new ShelfDay(store, product, today, out));
        return this;
    }

    /** Closes today, on which the shop was open. */
    void close() {
        shop.put(today, SHOP_UNITS);
        closeDay();
    }

    /** Closes today, on which nobody sold anything. */
    void closeShut() {
        closeDay();
    }

    private void closeDay() {
        rows.clear();
        judged.clear();
        outlooks.clear();
        anomalies.clear();
        elasticities.clear();
        proposals.clear();
        foretold.clear();
        sales.forEach(s -> product(s.productId()).sales.add(s));
        shelves.forEach(s -> product(s.productId()).shelves.add(s));
        sales.clear();
        shelves.clear();
        DemandSettings settings = new DemandSettings(new DayClose(0), issueFrom, 7, reconcile);
        ShopAlmanac almanac = new ShopAlmanac(names, shop, profiles);
        new CategoryClose(CATEGORY, state, products, almanac, settings, this).close(today);
        today++;
    }

    /** The last close's means; nothing where none were issued. */
    float[] means(Level level, String id) {
        return rows.stream()
                .filter(r -> r.level().equals(level.label()) && r.id().equals(id))
                .filter(r -> r.unit().equals(ForecastUnit.UNITS.label()))
                .map(ForecastRow::means)
                .findFirst()
                .orElse(new float[0]);
    }

    /** What is expected of the next four weeks. */
    double fourWeeks(Level level, String id) {
        return fourWeeks(means(level, id));
    }

    /** Net revenue that is expected of the category in four weeks. */
    double revenue() {
        return rows.stream()
                .filter(r -> r.level().equals(Level.CATEGORY.label()))
                .filter(r -> r.unit().equals(ForecastUnit.REVENUE.label()))
                .mapToDouble(r -> fourWeeks(r.means()))
                .sum();
    }

    private static double fourWeeks(float[] means) {
        double sum = 0;
        for (int h = 0; h < Math.min(28, means.length); h++) {
            sum += means[h];
        }
        return sum;
    }

    @Override
    public void forecast(ForecastRow row, boolean tell) {
        rows.add(row);
    }

    @Override
    public void accuracy(ForecastAccuracyRow row) {
        judged.add(row);
    }

    @Override
    public void outlook(StockOutlook outlook) {
        outlooks.add(outlook);
    }

    @Override
    public void anomaly(SalesAnomalyRow row) {
        anomalies.add(row);
    }

    @Override
    public void elasticity(PriceElasticityRow row) {
        elasticities.add(row);
    }

    @Override
    public void proposal(PriceProposalRow row) {
        proposals.add(row);
    }

    @Override
    public void profile(ProductSalesProfileRow row) {
        foretold.add(row);
    }
}
