package io.tillstream.demand;

import io.tillstream.demand.Reconciliation.Estimate;
import io.tillstream.events.Amount;
import io.tillstream.schemas.rows.ForecastRow;
import io.tillstream.schemas.rows.PriceElasticityRow;
import io.tillstream.schemas.rows.PriceProposalRow;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a category says at the close of a day: the forecasts of all its series, made to agree, what
 * its stores have to expect, and once a week its prices.
 */
final class CategoryIssue {
    private static final double NOTABLE_SHARE = 0.1;

    private final String category;
    private final CategoryDemand state;
    private final SortedMap<String, ProductDemand> products;
    private final ShopAlmanac almanac;
    private final DemandSettings settings;
    private final DemandListener listener;

    CategoryIssue(
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

    /**
     * What is to come by day.
     *
     * @param units empty if none were issued, like revenue
     */
    record Ahead(double[] units, double[] revenue) {}

    /** Who heard of a forecast has to hear that there is none any more. */
    void takeBack(Level level, String id, long day) {
        Outlook none =
                new Outlook(
                        new double[CategoryClose.HORIZON], new double[Lead.values().length * 3]);
        listener.forecast(row(level, id, ForecastUnit.UNITS, day, false, none, 0.0), true);
    }

    /** A store does not sell it any more. */
    void takeBack(String productId, String storeId, StoreDemand store, long day) {
        if (store.stocked) {
            listener.outlook(nothing(productId, storeId, day));
        }
        if (store.told > 0) {
            takeBack(Level.PRODUCT_STORE, productId + "|" + storeId, day);
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

    /** Issues the forecasts of a day, as far as anybody waits for them. */
    Ahead issue(long day) {
        boolean toTables = day >= settings.issueFrom();
        boolean toStores =
                products.values().stream()
                        .anyMatch(p -> p.stores.values().stream().anyMatch(s -> s.stocked));
        if (!toTables && !toStores) {
            return new Ahead(new double[0], new double[0]);
        }
        double[] effects =
                effects(day, toTables ? CategoryClose.HORIZON : CategoryClose.ORDER_HORIZON);
        List<Part> parts = parts(day, effects);
        List<Estimate> estimates = parts.stream().map(Part::estimate).toList();
        Outlook category = category(day, effects, estimates);
        List<double[]> shares = share(category.means(), estimates);
        double priceFactor = toTables ? priceFactor(day, effects, parts, shares) : 1;
        for (int i = 0; i < parts.size(); i++) {
            tell(parts.get(i), shares.get(i), day, toTables, priceFactor);
        }
        if (!toTables) {
            return new Ahead(new double[0], new double[0]);
        }
        if (WeekProfile.weekdayOf(day) == 0) {
            tellPrices(day);
        }
        double[] money = money(parts, shares, priceFactor);
        tellCategory(day, category, money, effects);
        return new Ahead(category.means(), money);
    }

    private List<double[]> share(double[] total, List<Estimate> parts) {
        return settings.reconcile()
                ? Reconciliation.share(total, parts)
                : parts.stream().map(Estimate::means).toList();
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
        Estimate both =
                split && settings.reconcile()
                        ? Reconciliation.combine(estimate, stores, product.storesVote.ownWeight())
                        : estimate;
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
        if (!settings.reconcile()) {
            return base;
        }
        boolean judged =
                state.firstDay != CatalogFacts.UNKNOWN
                        && day >= state.firstDay + CategoryLearning.JUDGED_DAYS;
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
        for (int h = 0; h < Math.min(CategoryClose.ORDER_HORIZON, means.length); h++) {
            sum += means[h];
        }
        return sum;
    }

    private static double[] money(List<Part> parts, List<double[]> shares, double priceFactor) {
        double[] money = new double[CategoryClose.HORIZON];
        for (int i = 0; i < parts.size(); i++) {
            double price = parts.get(i).product().netPrice() * priceFactor;
            for (int h = 0; h < CategoryClose.HORIZON; h++) {
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
            boolean often = product.units.activeDays() >= CategoryLearning.SELLS_OFTEN;
            boolean notable = isNotable(outlook, product.told);
            product.told = notable ? outlook.sum(CategoryClose.ORDER_HORIZON) : product.told;
            listener.forecast(
                    row(Level.PRODUCT, part.id(), ForecastUnit.UNITS, day, often, outlook, price),
                    notable);
            product.issued = remembered(product.issued, often, day, outlook);
        }
        List<double[]> shares = share(means, part.leaves().stream().map(Leaf::estimate).toList());
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
            boolean often = series.activeDays() >= CategoryLearning.SELLS_OFTEN;
            boolean notable = isNotable(outlook, store.told);
            store.told = notable ? outlook.sum(CategoryClose.ORDER_HORIZON) : store.told;
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
        double sum = outlook.sum(CategoryClose.ORDER_HORIZON);
        return told < 0 || Math.abs(sum - told) > Math.max(1, NOTABLE_SHARE * told);
    }

    private StockOutlook outlook(
            Part part, String storeId, Outlook outlook, float[] shape, long day) {
        ProductDemand product = part.product();
        float[] means = new float[CategoryClose.ORDER_HORIZON];
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
                CategoryClose.MODEL,
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
