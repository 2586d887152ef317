package io.tillstream.sandbox.shop;

import java.net.URI;
import java.time.LocalDate;

/**
 * What the simulated shop is like. Equal configurations give equal streams, byte by byte.
 *
 * @param seed of all chance
 * @param start first day, UTC
 * @param days length of a bounded run; an endless one spreads joins, launches and lapses over it
 * @param customers people who may become customers
 * @param products size of the catalogue, launches in mid-run included
 * @param stores stores besides the online channel
 * @param eventsPerDay records of an average day. Simulated time passes as fast as the caller takes
 *     the records, so this is also the clock of a live feed: at R records per second a day lasts
 *     eventsPerDay / R seconds
 * @param faults what is wrong with the feed
 * @param imageBase URI prefix of the pictures, with a slash at its end; empty for data URIs
 * @param lifeCycles whether what is launched in mid-run sells by its {@link LifeCycle}
 * @param pictureTrends whether trends of colours and patterns show in pictures of posts alone
 */
public record ShopConfig(
        long seed,
        LocalDate start,
        int days,
        int customers,
        int products,
        int stores,
        long eventsPerDay,
        FaultRates faults,
        String imageBase,
        boolean lifeCycles,
        boolean pictureTrends) {
    private static final LocalDate DEFAULT_START = LocalDate.of(2026, 3, 1);
    private static final int DEFAULT_STORES = 8;
    private static final long FEWEST_EVENTS = 2_000;

    /** Checks the bounds. */
    public ShopConfig {
        require(days >= 1 && days <= 36_500, "days must be 1 to 36500");
        require(customers >= 10 && customers <= 9_999_999, "customers must be 10 to 9999999");
        require(products >= 12 && products <= 999_999, "products must be 12 to 999999");
        require(stores >= 1 && stores <= 999, "stores must be 1 to 999");
        require(
                eventsPerDay >= 100 && eventsPerDay <= 10_000_000_000L,
                "events per day must be 100 to 10 billion");
        require(
                (long) products * (stores + 1) <= 50_000_000,
                "stores x products must not exceed 50 million positions");
    }

    /** A shop of the usual kind: eight stores, ordinary faults, one event per customer and day. */
    public static ShopConfig of(int days, int customers, int products, long seed) {
        return new ShopConfig(
                seed,
                DEFAULT_START,
                days,
                customers,
                products,
                DEFAULT_STORES,
                Math.max(FEWEST_EVENTS, customers),
                FaultRates.ORDINARY,
                "",
                false,
                false);
    }

    /** The same shop with its pictures at {@code base} instead of in the records. */
    public ShopConfig withImagesAt(URI base) {
        String prefix = base.toString();
        return new ShopConfig(
                seed,
                start,
                days,
                customers,
                products,
                stores,
                eventsPerDay,
                faults,
                prefix.endsWith("/") ? prefix : prefix + "/",
                lifeCycles,
                pictureTrends);
    }

    /** The same shop with another average day. */
    public ShopConfig withEventsPerDay(long events) {
        return new ShopConfig(
                seed,
                start,
                days,
                customers,
                products,
                stores,
                events,
                faults,
                imageBase,
                lifeCycles,
                pictureTrends);
    }

    /** The same shop with other faults. */
    public ShopConfig withFaults(FaultRates rates) {
        return new ShopConfig(
                seed,
                start,
                days,
                customers,
                products,
                stores,
                eventsPerDay,
                rates,
                imageBase,
                lifeCycles,
                pictureTrends);
    }

    /** The same shop beginning on another day. */
    public ShopConfig withStart(LocalDate day) {
        return new ShopConfig(
                seed,
                day,
                days,
                customers,
                products,
                stores,
                eventsPerDay,
                faults,
                imageBase,
                lifeCycles,
                pictureTrends);
    }

    /** The same shop with another number of stores. */
    public ShopConfig withStores(int count) {
        return new ShopConfig(
                seed,
                start,
                days,
                customers,
                products,
                count,
                eventsPerDay,
                faults,
                imageBase,
                lifeCycles,
                pictureTrends);
    }

    /** The same shop where new products are fads, staples or novelties. */
    public ShopConfig withLifeCycles() {
        return new ShopConfig(
                seed,
                start,
                days,
                customers,
                products,
                stores,
                eventsPerDay,
                faults,
                imageBase,
                true,
                pictureTrends);
    }

    /** The same shop where trends of colours and patterns show in pictures of posts alone. */
    public ShopConfig withPictureTrends() {
        return new ShopConfig(
                seed,
                start,
                days,
                customers,
                products,
                stores,
                eventsPerDay,
                faults,
                imageBase,
                lifeCycles,
                true);
    }

    long startMillis() {
        return start.toEpochDay() * Clock.DAY;
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
