package io.tillstream.demand;

import io.tillstream.events.Amount;
import io.tillstream.events.ClosedSales;
import io.tillstream.events.ShelfDay;
import io.tillstream.schemas.rows.ForecastAccuracyRow;
import io.tillstream.schemas.rows.SalesAnomalyRow;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a category learns of a closed day: each series of its products and their stores, its own,
 * its calendar and its prices; and how good what was said of the day had been.
 */
final class CategoryLearning {
    /** Days of sales that a category has to know before its own figures count. */
    static final int JUDGED_DAYS = 28;

    /** Days with sales, discounted, from which on a series is judged day by day. */
    static final double SELLS_OFTEN = 8;

    private final String category;
    private final CategoryDemand state;
    private final SortedMap<String, ProductDemand> products;
    private final ShopAlmanac almanac;
    private final DemandListener listener;
    private final AccuracySums accuracy = new AccuracySums();

    CategoryLearning(
            String category,
            CategoryDemand state,
            SortedMap<String, ProductDemand> products,
            ShopAlmanac almanac,
            DemandListener listener) {
        this.category = category;
        this.state = state;
        this.products = products;
        this.almanac = almanac;
        this.listener = listener;
    }

    /** What the category sold on the day. */
    record Sold(double units, double revenue) {}

    /** How good what was said of the day had been. */
    AccuracySums accuracy() {
        return accuracy;
    }

    /** Learns a day. */
    Sold learn(long day) {
        double ordinary = state.units.expectedNext(day - 1);
        List<String> names = almanac.names(day);
        double effect = state.effects.factor(names);
        double sold = 0;
        long net = 0;
        for (ProductDemand product : products.values()) {
            for (ClosedSales sales : product.sales) {
                if (sales.day() == day) {
                    sold += sales.units();
                    net += sales.net();
                }
            }
        }
        boolean open = almanac.isOpen(day);
        if (!names.isEmpty() && ordinary >= 1) {
            state.effects.learn(names, sold, ordinary);
        }
        if (sold > 0 && state.firstDay == CatalogFacts.UNKNOWN) {
            state.firstDay = day;
        }
        useWeek(almanac.week(day - 1));
        learnProducts(day, open, effect);
        useWeek(almanac.week(day));
        double revenue = (double) net / Amount.ONE;
        learnCategory(day, sold, revenue, open, effect);
        state.lastClosed = day;
        return new Sold(sold, revenue);
    }

    /** The week of the whole shop, which those lean on who know little of their own. */
    private void useWeek(double[] week) {
        state.products.shopWeek = week;
        state.stores.shopWeek = week;
        state.units.pool.shopWeek = week;
        state.revenue.pool.shopWeek = week;
    }

    private void learnProducts(long day, boolean open, double effect) {
        DaySummary summary = new DaySummary(day);
        DaySummary storeSummary = new DaySummary(day);
        for (Map.Entry<String, ProductDemand> entry : products.entrySet()) {
            learn(entry.getKey(), entry.getValue(), day, open, effect, summary, storeSummary);
        }
        state.products.startDay();
        state.products.add(summary);
        state.stores.startDay();
        state.stores.add(storeSummary);
    }

    private void learn(
            String id,
            ProductDemand product,
            long day,
            boolean open,
            double effect,
            DaySummary summary,
            DaySummary storeSummary) {
        double gross = grossOf(product, day);
        Map<String, Long> units = takeSales(product, day);
        Set<String> out = takeShelves(product, day);
        double sold = units.values().stream().mapToLong(Long::longValue).sum();
        if (sold > 0) {
            product.lastSaleDay = day;
        }
        if (!product.units.started() && (sold > 0 || product.isLaunching(day))) {
            begin(id, product, day);
        }
        if (sold > 0 && product.firstSaleDay == CatalogFacts.UNKNOWN) {
            product.firstSaleDay = day;
        }
        long age = product.age(day);
        double factor = effect * product.launch.factor(age);
        judgeProduct(id, product, day, sold);
        if (open && out.isEmpty()) {
            product.judgeStoresVote(day, sold, factor);
        }
        for (Map.Entry<String, StoreDemand> entry : new TreeMap<>(product.stores).entrySet()) {
            StoreDemand store = entry.getValue();
            if (store.units != null) {
                double here = units.getOrDefault(entry.getKey(), 0L);
                judge(Level.PRODUCT_STORE, id + "|" + entry.getKey(), store.issued, day, here);
                boolean inStock = !out.contains(entry.getKey());
                store.units.learn(
                        new DayFacts(day, here, open, inStock, factor), state.stores, storeSummary);
            }
        }
        compare(id, product, day, sold, gross, factor, out.isEmpty());
        boolean inStock = 2 * out.size() < Math.max(1, product.stores.size());
        product.units.learn(
                new DayFacts(day, sold, open, inStock, factor), state.products, summary);
        product.launch.learn(age, sold);
        // One that is announced and not on sale yet has not sold little.
        if (product.firstSaleDay != CatalogFacts.UNKNOWN && product.launch.isWhole(age)) {
            product.launch.judge(state.curves, state.levels);
        }
    }

    private static double grossOf(ProductDemand product, long day) {
        long gross = 0;
        for (ClosedSales sales : product.sales) {
            gross += sales.day() == day ? sales.gross() : 0;
        }
        return (double) gross / Amount.ONE;
    }

    /**
     * The day beside what was expected of it: was it out of the ordinary, and what did prices do?
     */
    private void compare(
            String id,
            ProductDemand product,
            long day,
            double sold,
            double gross,
            double factor,
            boolean inStock) {
        boolean named = !almanac.names(day).isEmpty();
        if (product.units.activeDays() >= SELLS_OFTEN && almanac.isOpen(day) && inStock) {
            Outlook said = product.units.forecast(day - 1, new double[] {factor}, state.products);
            double mean = said.means()[0];
            state.gate
                    .judge(
                            product.age(day),
                            sold,
                            mean,
                            said.quantile(1, Outlook.LOW),
                            said.quantile(1, Outlook.HIGH),
                            named)
                    .ifPresent(flag -> listener.anomaly(anomaly(id, day, sold, mean, flag)));
            if (sold > 0 && product.isFreshlyRepriced(gross / sold, day)) {
                state.prices.observe(day, gross / sold, product.usualPrice, sold, mean, named);
            }
        }
        if (sold > 0) {
            product.learnUsualPrice(gross / sold);
            product.lastPrice = gross / sold;
        }
    }

    private static SalesAnomalyRow anomaly(
            String id, long day, double sold, double mean, AnomalyGate.Flag flag) {
        return new SalesAnomalyRow(
                Level.PRODUCT.label(),
                id,
                day,
                flag.kind().label(),
                sold,
                mean,
                flag.low(),
                flag.high(),
                day);
    }

    /** The day's units by store; prices are learnt on the way. */
    private Map<String, Long> takeSales(ProductDemand product, long day) {
        Map<String, Long> units = new HashMap<>();
        long sold = 0;
        long net = 0;
        // Which store was the first counts: facts came in any order.
        product.sales.sort(Comparator.comparing(ClosedSales::storeId));
        for (Iterator<ClosedSales> i = product.sales.iterator(); i.hasNext(); ) {
            ClosedSales sales = i.next();
            if (sales.day() == day) {
                units.merge(sales.storeId(), sales.units(), Long::sum);
                sold += sales.units();
                net += sales.net();
                StoreDemand store = store(product, sales.storeId());
                if (sales.units() > 0) {
                    store.lastSaleDay = day;
                }
                i.remove();
            }
        }
        if (sold > 0 || net != 0) {
            product.learnPrice(sold, (double) net / Amount.ONE);
        }
        return units;
    }

    /** The stores that had nothing left. */
    private static Set<String> takeShelves(ProductDemand product, long day) {
        Set<String> out = new HashSet<>();
        product.shelves.sort(Comparator.comparing(ShelfDay::storeId));
        for (Iterator<ShelfDay> i = product.shelves.iterator(); i.hasNext(); ) {
            ShelfDay shelf = i.next();
            if (shelf.day() <= day) {
                StoreDemand store = product.stores.get(shelf.storeId());
                if (store == null) {
                    store = store(product, shelf.storeId());
                    store.lastSaleDay = day;
                }
                store.stocked = true;
                if (shelf.out() && shelf.day() == day) {
                    out.add(shelf.storeId());
                }
                i.remove();
            }
        }
        return out;
    }

    /** A store of a product; the second one to come gives the first a series of its own. */
    private static StoreDemand store(ProductDemand product, String storeId) {
        StoreDemand known = product.stores.get(storeId);
        if (known != null) {
            return known;
        }
        StoreDemand store = new StoreDemand();
        if (!product.stores.isEmpty()) {
            store.units = new DemandSeries();
            for (StoreDemand other : product.stores.values()) {
                if (other.units == null) {
                    other.units = product.units.copy();
                }
            }
        }
        product.stores.put(storeId, store);
        return store;
    }

    /** The first day of a product: what similar ones did in their first weeks is lent to it. */
    private void begin(String id, ProductDemand product, long day) {
        if (state.firstDay == CatalogFacts.UNKNOWN || day < state.firstDay + JUDGED_DAYS) {
            return;
        }
        product.launch.start();
        SimilarProducts.of(id, product, products, day)
                .lendTo(product, averageLevel(day), state.levels);
        SalesProfiles profiles = almanac.profiles(day);
        if (profiles != null) {
            double[] foretold = profiles.foretold(product);
            product.launch.lendProfile(profiles.expected(foretold), state.curves.profileWeight());
            listener.profile(ProfileRows.foretold(id, profiles, foretold, day));
        }
    }

    /** What the products that are sold sell on an average day. */
    private double averageLevel(long day) {
        return products.values().stream()
                .filter(product -> product.units.started() && product.isLive(day))
                .mapToDouble(product -> product.units.level())
                .average()
                .orElse(0);
    }

    /** A product's only store sells what the product does. */
    private void judgeProduct(String id, ProductDemand product, long day, double sold) {
        IssuedForecasts issued = product.issued;
        if (issued == null) {
            return;
        }
        List<String> only =
                product.stores.values().stream().allMatch(store -> store.units == null)
                        ? List.copyOf(product.stores.keySet())
                        : List.of();
        issued.close(
                day,
                sold,
                (horizon, mean, quantiles, naive) -> {
                    Judgement judgement = new Judgement(sold, mean, quantiles, naive);
                    tellJudgement(
                            Level.PRODUCT, id, ForecastUnit.UNITS, day, horizon, judgement, issued);
                    for (String store : only) {
                        tellJudgement(
                                Level.PRODUCT_STORE,
                                id + "|" + store,
                                ForecastUnit.UNITS,
                                day,
                                horizon,
                                judgement,
                                issued);
                    }
                });
    }

    private void judge(Level level, String id, IssuedForecasts issued, long day, double actual) {
        if (issued != null) {
            judge(level, id, ForecastUnit.UNITS, issued, day, actual);
        }
    }

    private void judge(
            Level level,
            String id,
            ForecastUnit unit,
            IssuedForecasts issued,
            long day,
            double actual) {
        issued.close(
                day,
                actual,
                (horizon, mean, quantiles, naive) -> {
                    Judgement judgement = new Judgement(actual, mean, quantiles, naive);
                    tellJudgement(level, id, unit, day, horizon, judgement, issued);
                });
    }

    private void tellJudgement(
            Level level,
            String id,
            ForecastUnit unit,
            long day,
            int horizon,
            Judgement judgement,
            IssuedForecasts issued) {
        accuracy.add(level, unit, horizon, judgement, issued);
        listener.accuracy(accuracyRow(level, id, unit, day, horizon, judgement));
    }

    static ForecastAccuracyRow accuracyRow(
            Level level, String id, ForecastUnit unit, long day, int horizon, Judgement judgement) {
        return new ForecastAccuracyRow(
                level.label(),
                id,
                unit.label(),
                day - IssuedForecasts.HORIZONS[horizon],
                day,
                judgement.actual(),
                judgement.mean(),
                judgement.naive(),
                judgement.quantiles()[Outlook.LOW],
                judgement.quantiles()[Outlook.HIGH],
                judgement.pinball(),
                day);
    }

    private void learnCategory(long day, double sold, double revenue, boolean open, double effect) {
        judge(Level.CATEGORY, category, ForecastUnit.UNITS, state.units.issued, day, sold);
        judge(Level.CATEGORY, category, ForecastUnit.REVENUE, state.revenue.issued, day, revenue);
        state.units.learn(new DayFacts(day, sold, open, true, effect));
        state.revenue.learn(new DayFacts(day, revenue, open, true, effect));
    }
}
