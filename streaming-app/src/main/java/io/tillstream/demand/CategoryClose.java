package io.tillstream.demand;

import io.tillstream.demand.Reconciliation.Estimate;
import io.tillstream.events.Amount;
import io.tillstream.events.ClosedSales;
import io.tillstream.events.ShelfDay;
import io.tillstream.schemas.rows.ForecastAccuracyRow;
import io.tillstream.schemas.rows.ForecastRow;
import io.tillstream.schemas.rows.PriceElasticityRow;
import io.tillstream.schemas.rows.PriceProposalRow;
import io.tillstream.schemas.rows.SalesAnomalyRow;
import java.util.ArrayList;
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
 * Closes the days of a category: every series learns what was sold, then says what is to come, and
 * the levels are made to agree. Plain Java; what it says is a function of the days alone, since
 * products are visited in the order of their ids.
 */
final class CategoryClose {
    /** Name and version of what forecasts. */
    static final String MODEL = "ensemble-1";

    /** Days ahead: thirteen weeks. */
    static final int HORIZON = 91;

    /** Days ahead by which a store orders. */
    static final int ORDER_HORIZON = 30;

    /** Days with sales, discounted, from which on a series keeps each day's issue. */
    private static final double SELLS_OFTEN = 8;

    private static final int JUDGED_DAYS = 28;
    private static final double NOTABLE_SHARE = 0.1;

    private final String category;
    private final CategoryDemand state;
    private final SortedMap<String, ProductDemand> products;
    private final ShopAlmanac almanac;
    private final DemandSettings settings;
    private final DemandListener listener;
    private final AccuracySums accuracy = new AccuracySums();

    /**
     * @param products of the category; those that are forgotten are removed
     * @param almanac what is known of days
     */
    CategoryClose(
            String category,
            CategoryDemand state,
            SortedMap<String, ProductDemand> products,
            ShopAlmanac almanac,
            DemandSettings settings,
            DemandListener listener) {
        this.category = category;
        this.state = state;
        this.products = products;
        this.almanac = almanac;
        this.settings = settings;
        this.listener = listener;
    }

    /** Closes a day, the one after the last. */
    CategoryDay close(long day) {
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
        forget(day);
        return issue(day, sold, revenue);
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
        SimilarProducts similar = SimilarProducts.of(id, product, products, day);
        similar.lendTo(product);
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

    private void forget(long day) {
        for (Iterator<Map.Entry<String, ProductDemand>> i = products.entrySet().iterator();
                i.hasNext(); ) {
            Map.Entry<String, ProductDemand> entry = i.next();
            ProductDemand product = entry.getValue();
            boolean live = product.isLive(day);
            forgetStores(entry.getKey(), product, live ? day - ProductDemand.QUIET_DAYS : day, day);
            if (!live && product.told > 0) {
                tellNothing(Level.PRODUCT, entry.getKey(), day);
            }
            if (!live && !product.isComing(day) && product.firstWaitingDay() == Long.MAX_VALUE) {
                i.remove();
            } else if (!live) {
                entry.setValue(product.anew());
            }
        }
    }

    /** Forgets the stores that sold nothing after a day. */
    private void forgetStores(String id, ProductDemand product, long after, long day) {
        for (Iterator<Map.Entry<String, StoreDemand>> i = product.stores.entrySet().iterator();
                i.hasNext(); ) {
            Map.Entry<String, StoreDemand> store = i.next();
            if (store.getValue().lastSaleDay <= after) {
                forgetStore(id, store.getKey(), store.getValue(), day);
                i.remove();
            }
        }
    }

    /** Who heard of a forecast has to hear that there is none any more. */
    private void tellNothing(Level level, String id, long day) {
        Outlook none = new Outlook(new double[HORIZON], new double[Lead.values().length * 3]);
        listener.forecast(row(level, id, ForecastUnit.UNITS, day, false, none, 0.0), true);
    }

    private void forgetStore(String productId, String storeId, StoreDemand store, long day) {
        if (store.stocked) {
            listener.outlook(nothing(productId, storeId, day));
        }
        if (store.told > 0) {
            tellNothing(Level.PRODUCT_STORE, productId + "|" + storeId, day);
        }
    }

    /** Nothing to expect, and so nothing to order. */
    private StockOutlook nothing(String productId, String storeId, long day) {
        return new StockOutlook(
                storeId,
                productId,
                day,
                settings.dayClose().closesAt(day),
                new float[0],
                new float[0],
                1,
                1,
                1);
    }

    /** A product's part of an issue. */
    private record Part(
            String id, ProductDemand product, Outlook base, Estimate estimate, List<Leaf> leaves) {}

    /** A store's part of an issue. */
    private record Leaf(String storeId, StoreDemand store, Outlook base, Estimate estimate) {}

    private CategoryDay issue(long day, double sold, double revenue) {
        boolean toTables = day >= settings.issueFrom();
        boolean toStores =
                products.values().stream()
                        .anyMatch(p -> p.stores.values().stream().anyMatch(s -> s.stocked));
        double[] units = new double[0];
        double[] money = new double[0];
        if (toTables || toStores) {
            double[] effects = effects(day, toTables ? HORIZON : ORDER_HORIZON);
            List<Part> parts = parts(day, effects);
            List<Estimate> estimates = parts.stream().map(Part::estimate).toList();
            Outlook category = category(day, effects, estimates);
            List<double[]> shares = Reconciliation.share(category.means(), estimates);
            double priceFactor = toTables ? priceFactor(day, effects, parts, shares) : 1;
            for (int i = 0; i < parts.size(); i++) {
                tell(parts.get(i), shares.get(i), day, toTables, priceFactor);
            }
            if (toTables && WeekProfile.weekdayOf(day) == 0) {
                tellPrices(day);
            }
            if (toTables) {
                units = category.means();
                money = money(parts, shares, priceFactor);
                tellCategory(day, category, money, effects);
            }
        }
        return new CategoryDay(
                day,
                CategoryDay.fixed(sold),
                CategoryDay.fixed(revenue),
                CategoryDay.fixed(units),
                CategoryDay.fixed(money),
                accuracy);
    }

    /** Once a week, since a price is no matter of days. */
    private void tellPrices(long day) {
        if (state.prices.observations() == 0) {
            return;
        }
        listener.elasticity(
                new PriceElasticityRow(
                        category,
                        day,
                        state.prices.elasticity(),
                        state.prices.stdError(),
                        state.prices.observations(),
                        day));
        products.forEach(
                (id, product) -> {
                    if (product.lastPrice > 0 && product.isLive(day) && !product.discontinued) {
                        state.prices
                                .proposal(product.lastPrice)
                                .ifPresent(p -> listener.proposal(proposal(id, product, day, p)));
                    }
                });
    }

    private static PriceProposalRow proposal(
            String id, ProductDemand product, long day, PriceResponse.Proposal proposal) {
        return new PriceProposalRow(
                id,
                day,
                Math.round(product.lastPrice * Amount.ONE),
                Math.round(proposal.price() * Amount.ONE),
                proposal.elasticity(),
                proposal.revenueChange(),
                day);
    }

    private double[] effects(long day, int horizon) {
        double[] effects = new double[horizon];
        for (int h = 1; h <= horizon; h++) {
            effects[h - 1] = state.effects.factor(almanac.names(day + h));
        }
        return effects;
    }

    private List<Part> parts(long day, double[] effects) {
        List<Part> parts = new ArrayList<>(products.size());
        products.forEach(
                (id, product) -> {
                    if (product.units.started() && product.isLive(day)) {
                        parts.add(part(id, product, day, effects));
                    }
                });
        return parts;
    }

    private Part part(String id, ProductDemand product, long day, double[] effects) {
        double[] own = effects.clone();
        long age = product.age(day);
        for (int h = 1; h <= own.length; h++) {
            own[h - 1] *= product.launch.factor(age + h);
        }
        Outlook base = product.units.forecast(day, own, state.products);
        Estimate estimate = estimate(product.units, base);
        List<Leaf> leaves = new ArrayList<>(product.stores.size());
        new TreeMap<>(product.stores)
                .forEach((storeId, store) -> leaves.add(leaf(storeId, store, base, day, own)));
        boolean split = leaves.stream().anyMatch(leaf -> leaf.store().units != null);
        List<Estimate> stores = leaves.stream().map(Leaf::estimate).toList();
        Estimate both = split ? Reconciliation.combine(estimate, stores) : estimate;
        return new Part(id, product, base, both, leaves);
    }

    private Leaf leaf(
            String storeId, StoreDemand store, Outlook product, long day, double[] effects) {
        if (store.units == null) {
            return new Leaf(storeId, store, product, new Estimate(product.means(), 1, 1));
        }
        Outlook base = store.units.forecast(day, effects, state.stores);
        return new Leaf(storeId, store, base, estimate(store.units, base));
    }

    /** While no forecast was judged, a series may be off by all of it, and by chance beside. */
    private static Estimate estimate(DemandSeries series, Outlook base) {
        double level = base.sum(WeekProfile.DAYS) / WeekProfile.DAYS;
        double unknown = level * level + level;
        double near = series.variance(Lead.NEAR);
        double far = series.variance(Lead.FAR);
        return new Estimate(
                base.means(), near > 0 ? near : unknown, far > 0 ? far : Math.max(near, unknown));
    }

    private Outlook category(long day, double[] effects, List<Estimate> parts) {
        Outlook base = state.units.forecast(day, effects);
        boolean judged =
                state.firstDay != CatalogFacts.UNKNOWN && day >= state.firstDay + JUDGED_DAYS;
        double[] means =
                judged && !parts.isEmpty()
                        ? Reconciliation.combine(estimate(state.units.series, base), parts).means()
                        : Reconciliation.sum(effects.length, parts).means();
        return base.movedTo(means);
    }

    /**
     * By how much prices are off together: the category's own forecast of its revenue beside that
     * of its products at their prices, each weighed by its precision.
     */
    private double priceFactor(
            long day, double[] effects, List<Part> parts, List<double[]> shares) {
        double fromParts = 0;
        double partsVariance = 0;
        for (int i = 0; i < parts.size(); i++) {
            double price = parts.get(i).product().netPrice();
            fromParts += price * first(shares.get(i));
            partsVariance += price * price * parts.get(i).estimate().far();
        }
        double own = first(state.revenue.forecast(day, effects).means());
        double ownVariance = state.revenue.series.variance(Lead.FAR);
        if (fromParts <= 0 || own <= 0 || ownVariance <= 0) {
            return 1;
        }
        double weight = partsVariance / (partsVariance + ownVariance);
        return (weight * own + (1 - weight) * fromParts) / fromParts;
    }

    private static double first(double[] means) {
        double sum = 0;
        for (int h = 0; h < Math.min(ORDER_HORIZON, means.length); h++) {
            sum += means[h];
        }
        return sum;
    }

    private static double[] money(List<Part> parts, List<double[]> shares, double priceFactor) {
        double[] money = new double[HORIZON];
        for (int i = 0; i < parts.size(); i++) {
            double price = parts.get(i).product().netPrice() * priceFactor;
            for (int h = 0; h < HORIZON; h++) {
                money[h] += shares.get(i)[h] * price;
            }
        }
        return money;
    }

    private void tell(Part part, double[] means, long day, boolean toTables, double priceFactor) {
        ProductDemand product = part.product();
        Outlook outlook = part.base().movedTo(means);
        double price = product.netPrice() * priceFactor;
        if (toTables) {
            boolean often = product.units.activeDays() >= SELLS_OFTEN;
            boolean notable = isNotable(outlook, product.told);
            product.told = notable ? outlook.sum(ORDER_HORIZON) : product.told;
            listener.forecast(
                    row(Level.PRODUCT, part.id(), ForecastUnit.UNITS, day, often, outlook, price),
                    notable);
            product.issued = remembered(product.issued, often, day, outlook);
        }
        List<double[]> shares =
                Reconciliation.share(means, part.leaves().stream().map(Leaf::estimate).toList());
        for (int i = 0; i < part.leaves().size(); i++) {
            Leaf leaf = part.leaves().get(i);
            tell(part, leaf, leaf.base().movedTo(shares.get(i)), day, toTables, price);
        }
    }

    private void tell(
            Part part, Leaf leaf, Outlook outlook, long day, boolean toTables, double price) {
        StoreDemand store = leaf.store();
        DemandSeries series = store.units == null ? part.product().units : store.units;
        if (toTables) {
            boolean often = series.activeDays() >= SELLS_OFTEN;
            boolean notable = isNotable(outlook, store.told);
            store.told = notable ? outlook.sum(ORDER_HORIZON) : store.told;
            String id = part.id() + "|" + leaf.storeId();
            listener.forecast(
                    row(Level.PRODUCT_STORE, id, ForecastUnit.UNITS, day, often, outlook, price),
                    notable);
            store.issued = remembered(store.issued, often && store.units != null, day, outlook);
        }
        if (store.stocked && part.product().discontinued) {
            listener.outlook(nothing(part.id(), leaf.storeId(), day));
        } else if (store.stocked) {
            DemandPool pool = store.units == null ? state.products : state.stores;
            listener.outlook(outlook(part, leaf.storeId(), outlook, series.weekShape(pool), day));
        }
    }

    private static IssuedForecasts remembered(
            IssuedForecasts issued, boolean often, long day, Outlook outlook) {
        IssuedForecasts kept = issued == null && often ? new IssuedForecasts() : issued;
        if (kept != null) {
            kept.remember(day, outlook);
        }
        return kept;
    }

    private static boolean isNotable(Outlook outlook, double told) {
        double sum = outlook.sum(ORDER_HORIZON);
        return told < 0 || Math.abs(sum - told) > Math.max(1, NOTABLE_SHARE * told);
    }

    private StockOutlook outlook(
            Part part, String storeId, Outlook outlook, float[] shape, long day) {
        ProductDemand product = part.product();
        float[] means = new float[ORDER_HORIZON];
        for (int h = 0; h < means.length; h++) {
            means[h] = (float) outlook.means()[h];
        }
        return new StockOutlook(
                storeId,
                part.id(),
                day,
                settings.dayClose().closesAt(day),
                means,
                shape,
                product.leadTimeDays > 0 ? product.leadTimeDays : settings.leadTimeDays(),
                Math.max(1, product.packSize),
                Math.max(1, product.minOrderQuantity));
    }

    private void tellCategory(long day, Outlook units, double[] money, double[] effects) {
        Outlook revenue = state.revenue.forecast(day, effects).movedTo(money);
        listener.forecast(
                row(Level.CATEGORY, category, ForecastUnit.UNITS, day, true, units, null), true);
        listener.forecast(
                row(Level.CATEGORY, category, ForecastUnit.REVENUE, day, true, revenue, null),
                true);
        state.units.issued.remember(day, units);
        state.revenue.issued.remember(day, revenue);
    }

    static ForecastRow row(
            Level level,
            String id,
            ForecastUnit unit,
            long day,
            boolean often,
            Outlook outlook,
            Double price) {
        return new ForecastRow(
                level.label(),
                id,
                unit.label(),
                level.slot(day, often),
                day,
                floats(outlook.means()),
                floats(outlook.factors()),
                price,
                MODEL,
                day);
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
