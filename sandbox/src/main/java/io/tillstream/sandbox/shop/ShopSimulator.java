package io.tillstream.sandbox.shop;

import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;

/**
 * The simulated shop as a stream of records, in the order in which they arrive. See the package
 * documentation for the model. Not thread-safe.
 *
 * <p>A bounded stream ends when everything of its {@code days} is delivered, so its last records
 * may arrive after its last day. An endless one goes on day after day; until the bounded one's last
 * midnight both are the same.
 */
public final class ShopSimulator implements Iterator<SimulatedRecord> {
    private static final int[] SLICES = {24, 48, 96, 288, 720, 1440, 2880};
    private static final long RECORDS_PER_SLICE = 20_000;
    private static final long STOCK_HOUR = 5 * Clock.HOUR;

    private final ShopConfig config;
    private final boolean endless;
    private final int slicesPerDay;
    private final long sliceLength;
    private final Truth truth = new Truth();
    private final Gallery gallery;
    private final Catalogue catalogue;
    private final ShopCalendar calendar;
    private final Trends trends;
    private final Shocks shocks;
    private final Customers customers;
    private final Shelf shelf;
    private final StockRoom stock;
    private final Pricing pricing = new Pricing();
    private final Feed feed;
    private final Aftermath aftermath;
    private final SearchBox searchBox;
    private final WebShop webShop;
    private final Tills tills;
    private final SocialFeed socialFeed;
    private final Rng rng;
    private final Iterator<SimulatedRecord> openingCatalogue;
    private final Iterator<SimulatedRecord> openingStock;

    private int day;
    private int slice;
    private LocalDate date;
    private long generatedUntil;
    private List<Shocks.Shock> todaysShocks = List.of();
    private SimulatedRecord next;

    private ShopSimulator(ShopConfig config, boolean endless) {
        this.config = config;
        this.endless = endless;
        slicesPerDay = slices(config.eventsPerDay());
        sliceLength = Clock.DAY / slicesPerDay;
        generatedUntil = config.startMillis();
        gallery = new Gallery(config);
        catalogue = new Catalogue(config, gallery);
        calendar = new ShopCalendar(config);
        trends = new Trends(config);
        shocks = new Shocks(config, catalogue);
        customers = new Customers(config);
        shelf = new Shelf(catalogue);
        stock = new StockRoom(config, catalogue, truth);
        feed = new Feed(config, truth);
        aftermath = new Aftermath(config, catalogue);
        RecordFormat format = new RecordFormat(catalogue);
        searchBox = new SearchBox(config, shelf, feed, format, truth);
        webShop =
                new WebShop(
                        config, customers, shelf, stock, pricing, searchBox, feed, format,
                        aftermath, truth);
        tills = new Tills(config, customers, shelf, stock, pricing, feed, format, aftermath, truth);
        socialFeed = new SocialFeed(config, shelf, gallery, feed, truth);
        rng = new Rng(config.seed(), "slices");
        openingCatalogue = catalogue.opening();
        openingStock = stock.opening();
    }

    /** A stream that ends after the configured days. */
    public static ShopSimulator bounded(ShopConfig config) {
        return new ShopSimulator(config, false);
    }

    /** A stream that never ends. */
    public static ShopSimulator endless(ShopConfig config) {
        return new ShopSimulator(config, true);
    }

    private static int slices(long eventsPerDay) {
        for (int slices : SLICES) {
            if (eventsPerDay / slices <= RECORDS_PER_SLICE) {
                return slices;
            }
        }
        return SLICES[SLICES.length - 1];
    }

    @Override
    public boolean hasNext() {
        if (next == null) {
            next = advance();
        }
        return next != null;
    }

    @Override
    public SimulatedRecord next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        SimulatedRecord record = next;
        next = null;
        Truth.count(truth.records, record.topic());
        return record;
    }

    private SimulatedRecord advance() {
        if (openingCatalogue.hasNext()) {
            return openingCatalogue.next();
        }
        if (openingStock.hasNext()) {
            return openingStock.next();
        }
        while (true) {
            boolean over = !endless && day >= config.days();
            SimulatedRecord record = feed.poll(over ? Long.MAX_VALUE : generatedUntil);
            if (record != null || over) {
                return record;
            }
            generateSlice();
        }
    }

    private void generateSlice() {
        long start = config.startMillis() + day * Clock.DAY + slice * sliceLength;
        if (slice == 0) {
            beginDay();
        }
        stock.advanceTo(start);
        if (slice * sliceLength == STOCK_HOUR) {
            stock.morning(day, start, todaysShocks).forEach(feed::send);
        }
        comeBack(start + sliceLength);
        int hour = (int) (slice * sliceLength / Clock.HOUR);
        double events = config.eventsPerDay() / (double) slicesPerDay;
        if (!shelf.isEmpty()) {
            double visits = events * WebShop.SESSIONS_PER_EVENT * Rhythm.online(date, hour);
            for (int i = rng.count(visits); i > 0; i--) {
                webShop.visit(sometime(start));
            }
            double receipts = events * Tills.RECEIPTS_PER_EVENT * Rhythm.stores(date, hour);
            for (int i = rng.count(receipts); i > 0; i--) {
                tills.serve(sometime(start));
            }
            double posts = events * SocialFeed.POSTS_PER_EVENT * Rhythm.posts(hour);
            for (int i = rng.count(posts); i > 0; i--) {
                socialFeed.post(sometime(start));
            }
        }
        generatedUntil = start + sliceLength;
        slice++;
        if (slice == slicesPerDay) {
            slice = 0;
            day++;
        }
    }

    private long sometime(long start) {
        return start + rng.below((int) sliceLength);
    }

    private void beginDay() {
        date = config.start().plusDays(day);
        todaysShocks = shocks.on(day);
        List<Trends.Trend> todaysTrends = trends.on(day);
        calendar.newDay(day).forEach(feed::send);
        catalogue.newDay(day).forEach(feed::send);
        customers.newDay(day);
        shelf.newDay(day, todaysTrends, todaysShocks);
        pricing.newDay(date);
        tills.newDay(date, todaysShocks);
        socialFeed.newDay(todaysTrends);
        searchBox.newDay(trends.searchedOn(day));
        feed.newDay(day);
    }

    private void comeBack(long end) {
        for (Aftermath.Plan plan = aftermath.poll(end); plan != null; plan = aftermath.poll(end)) {
            if (plan.location() == 0) {
                webShop.comeBack(plan);
            } else {
                tills.comeBack(plan);
            }
        }
    }

    /** What the shop is like. */
    public ShopConfig config() {
        return config;
    }

    Gallery gallery() {
        return gallery;
    }

    Truth truth() {
        return truth;
    }

    Catalogue catalogue() {
        return catalogue;
    }

    Customers customers() {
        return customers;
    }

    Trends trends() {
        return trends;
    }

    Shocks shocks() {
        return shocks;
    }

    StockRoom stock() {
        return stock;
    }

    /** The locations whose tills' clocks are off. */
    int[] skewedTills() {
        return IntStream.rangeClosed(1, config.stores())
                .filter(location -> feed.clockSkew(location) != 0)
                .toArray();
    }

    long clockSkew(int location) {
        return feed.clockSkew(location);
    }

    /** Days of which at least the beginning was generated. */
    int daysBegun() {
        return slice == 0 ? day : day + 1;
    }
}
