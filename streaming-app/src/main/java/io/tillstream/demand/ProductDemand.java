package io.tillstream.demand;

import io.tillstream.events.ClosedSales;
import io.tillstream.events.ShelfDay;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Demand for a product and for it in each of its stores: about a kilobyte for each series, bounded
 * by the stores that sold it within {@link #QUIET_DAYS} days. A Flink POJO: fields are added, never
 * changed.
 */
public class ProductDemand {
    /** A product or store without a sale for so many days is forgotten. */
    static final int QUIET_DAYS = 91;

    private static final double KEEP_PRICE = 0.9;
    private static final double USUAL_RATE = 0.05;

    /** Later on the forecast has seen the new price, too. */
    private static final int FRESH_DAYS = 14;

    /** Catalogue: list price in major units, 0 if unknown. */
    public double listPrice;

    /** Catalogue: what it is like, see {@link CatalogFacts#traits()}. */
    public int[] traits = new int[0];

    /** Its picture; null if it has none. */
    public Look look;

    /** Catalogue: whether stores do not order it any more. */
    public boolean discontinued;

    /** Catalogue: days, 0 if unknown. */
    public int leadTimeDays;

    /** Catalogue: units, 0 if unknown. */
    public int packSize;

    /** Catalogue: units, 0 if unknown. */
    public int minOrderQuantity;

    /** Catalogue: epoch day, {@link CatalogFacts#UNKNOWN} if not told. */
    public long launchDay = CatalogFacts.UNKNOWN;

    /** Epoch day of the first sale, {@link CatalogFacts#UNKNOWN} before it. */
    public long firstSaleDay = CatalogFacts.UNKNOWN;

    /** Epoch day of the last sale, {@link CatalogFacts#UNKNOWN} before the first. */
    public long lastSaleDay = CatalogFacts.UNKNOWN;

    /** Units over all stores. */
    public DemandSeries units = new DemandSeries();

    /** Units by store. */
    public Map<String, StoreDemand> stores = new HashMap<>();

    /** Whether it or its stores were nearer the mark. */
    public StoresVote storesVote = new StoresVote();

    /** Discounted units and the net revenue that they brought, for the price. */
    public double pricedUnits;

    /** See {@link #pricedUnits}; major units. */
    public double pricedNet;

    /** Slow mean of the price of a unit before discounts, 0 before the first sale; major units. */
    public double usualPrice;

    /** What a unit cost on the last day with a sale, before discounts, 0 before it; major units. */
    public double lastPrice;

    /**
     * Epoch day since which the price is not the usual one, {@link CatalogFacts#UNKNOWN} if it is.
     */
    public long repricedOn = CatalogFacts.UNKNOWN;

    /** How it started, or what similar products lent it. */
    public LaunchCurve launch = new LaunchCurve();

    /**
     * Expected units of the next 30 days when they were last told to the topic; below 0 if never.
     */
    public double told = -1;

    /** Forecasts that stand to be judged; null before the first. */
    public IssuedForecasts issued;

    /** Sales of closed days that were not learnt yet. */
    public List<ClosedSales> sales = new ArrayList<>();

    /** Stock of closed days that was not learnt yet. */
    public List<ShelfDay> shelves = new ArrayList<>();

    /** For Flink. */
    public ProductDemand() {}

    void describe(CatalogFacts facts) {
        listPrice = facts.price();
        discontinued = !facts.ordered();
        traits = facts.traits();
        look = facts.look();
        leadTimeDays = facts.leadTimeDays();
        packSize = facts.packSize();
        minOrderQuantity = facts.minOrderQuantity();
        launchDay = facts.launchDay();
    }

    /** Takes what is to be learnt. */
    void add(DemandFact fact) {
        describe(fact.catalog());
        if (fact.shelf() != null) {
            shelves.add(fact.shelf());
        } else if (fact.sales() != null) {
            sales.add(fact.sales());
            StoreDemand store = stores.get(fact.storeId());
            if (fact.stocked() && (store == null || !store.stocked)) {
                shelves.add(new ShelfDay(fact.storeId(), fact.productId(), fact.day(), false));
            }
        }
    }

    /** The same product as if it had never been sold. */
    ProductDemand anew() {
        ProductDemand anew = new ProductDemand();
        anew.listPrice = listPrice;
        anew.traits = traits;
        anew.look = look;
        anew.discontinued = discontinued;
        anew.leadTimeDays = leadTimeDays;
        anew.packSize = packSize;
        anew.minOrderQuantity = minOrderQuantity;
        anew.launchDay = launchDay;
        anew.sales = sales;
        anew.shelves = shelves;
        return anew;
    }

    /** Whether there is anything to expect of it on the day after. */
    boolean isLive(long day) {
        boolean sold = lastSaleDay != CatalogFacts.UNKNOWN && lastSaleDay > day - QUIET_DAYS;
        return sold || isLaunching(day);
    }

    /** Whether the catalogue has announced it. */
    boolean isComing(long day) {
        return launchDay != CatalogFacts.UNKNOWN && launchDay > day;
    }

    /** Whether the catalogue launched it not long before. */
    boolean isLaunching(long day) {
        return launchDay != CatalogFacts.UNKNOWN
                && launchDay <= day + 1
                && launchDay > day - LaunchCurve.DAYS;
    }

    /** The first day of which something was not learnt yet; the largest number if none is. */
    long firstWaitingDay() {
        long first = Long.MAX_VALUE;
        for (ClosedSales day : sales) {
            first = Math.min(first, day.day());
        }
        for (ShelfDay day : shelves) {
            first = Math.min(first, day.day());
        }
        return first;
    }

    /** Days since it could first be bought. */
    long age(long day) {
        long first = firstSaleDay == CatalogFacts.UNKNOWN ? launchDay : firstSaleDay;
        return first == CatalogFacts.UNKNOWN ? 0 : day - first;
    }

    /** Compares what it and its stores said of a day on which none ran out with what it sold. */
    void judgeStoresVote(long day, double sold, double effect) {
        double byStores = 0;
        boolean split = false;
        for (StoreDemand store : stores.values()) {
            if (store.units != null) {
                split = true;
                byStores += Math.max(0, store.units.saidOf(day));
            }
        }
        double own = units.saidOf(day);
        if (split && own >= 0) {
            storesVote.learn(own * effect - sold, byStores * effect - sold);
        }
    }

    void learnPrice(long sold, double net) {
        pricedUnits = pricedUnits * KEEP_PRICE + sold;
        pricedNet = pricedNet * KEEP_PRICE + net;
    }

    /** Whether a day's price differs from the usual one, and only lately began to. */
    boolean isFreshlyRepriced(double price, long day) {
        if (Math.abs(price / usualPrice - 1) < PriceResponse.LEAST_CHANGE) {
            repricedOn = CatalogFacts.UNKNOWN;
            return false;
        }
        repricedOn = repricedOn == CatalogFacts.UNKNOWN ? day : repricedOn;
        return day - repricedOn < FRESH_DAYS;
    }

    void learnUsualPrice(double price) {
        usualPrice += (usualPrice == 0 ? 1 : USUAL_RATE) * (price - usualPrice);
    }

    /** Net revenue of a unit, returns taken off, major units. */
    double netPrice() {
        return pricedUnits > 0 ? Math.max(0, pricedNet / pricedUnits) : listPrice;
    }
}
