package io.tillstream.sandbox.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class ShopSimulatorTest {
    private static final ShopConfig SMALL = ShopConfig.of(3, 100, 40, 5).withEventsPerDay(1_000);
    private static final String WITHOUT_SEARCHES =
            "c5d3f7862aaf5ec9e459b8caa50d05dc404adbaa94255e5769f4a3e0850aa13b";

    @Test
    void sameConfigurationGivesTheSameBytes() {
        assertThat(digest(SMALL, r -> true)).isEqualTo(digest(SMALL, r -> true));
    }

    @Test
    void anotherSeedGivesAnotherStream() {
        ShopConfig other = ShopConfig.of(3, 100, 40, 6).withEventsPerDay(1_000);
        assertThat(digest(SMALL, r -> true)).isNotEqualTo(digest(other, r -> true));
    }

    @Test
    void whereThePicturesAreChangesNothingElse() {
        Predicate<SimulatedRecord> withoutPictures =
                r ->
                        !r.topic().equals(Topics.SOCIAL_POSTS)
                                && !r.topic().equals(Topics.CATALOG_PRODUCTS);
        ShopConfig files = SMALL.withImagesAt(URI.create("file:///shop/images"));
        assertThat(digest(SMALL, withoutPictures)).isEqualTo(digest(files, withoutPictures));
    }

    /** Measured before there were searches: whoever has figures of a seed can repeat them. */
    @Test
    void searchesChangeNothingElse() {
        assertThat(digest(SMALL, record -> !isSearch(record))).isEqualTo(WITHOUT_SEARCHES);
    }

    private static boolean isSearch(SimulatedRecord record) {
        return record.topic().equals(Topics.ECOM_EVENTS)
                && new String(record.value(), StandardCharsets.UTF_8)
                        .contains("\"type\":\"search\"");
    }

    @Test
    void recordsComeInOrderOfArrival() {
        long last = Long.MIN_VALUE;
        for (SimulatedRecord record : ShopRun.shared().records) {
            assertThat(record.arrivalTime()).isGreaterThanOrEqualTo(last);
            last = record.arrivalTime();
        }
    }

    @Test
    void endlessStreamBeginsLikeTheBoundedOneAndGoesOn() {
        long midnight = SMALL.startMillis() + SMALL.days() * Clock.DAY;
        ShopSimulator endless = ShopSimulator.endless(SMALL);
        ShopSimulator bounded = ShopSimulator.bounded(SMALL);
        SimulatedRecord record = endless.next();
        while (record.arrivalTime() < midnight) {
            SimulatedRecord same = bounded.next();
            assertThat(record.value()).isEqualTo(same.value());
            assertThat(record.arrivalTime()).isEqualTo(same.arrivalTime());
            record = endless.next();
        }
        long later = midnight + 5 * Clock.DAY;
        while (record.arrivalTime() < later) {
            record = endless.next();
        }
        assertThat(endless.daysBegun()).isGreaterThan(SMALL.days() + 4);
    }

    @Test
    void boundedStreamEnds() {
        ShopSimulator simulator = ShopSimulator.bounded(SMALL);
        simulator.forEachRemaining(r -> {});
        assertThat(simulator.hasNext()).isFalse();
        assertThatThrownBy(simulator::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void theMixOfEventsIsThatOfAWebShopWithStores() {
        ShopConfig config = ShopConfig.of(14, 2_000, 200, 3).withEventsPerDay(8_000);
        ShopSimulator simulator = ShopSimulator.bounded(config);
        simulator.forEachRemaining(r -> {});
        Truth truth = simulator.truth();
        double all = truth.records.values().stream().mapToLong(n -> n[0]).sum();
        // Searches stand beside the mix, which was there before them.
        all -= truth.events.get("search")[0];
        double browsing = 0;
        for (String type : List.of("view", "add_to_cart", "remove_from_cart")) {
            browsing += truth.events.get(type)[0];
        }
        double purchases = truth.online.purchases + truth.stores.purchases;
        double units = truth.online.units + truth.stores.units;
        assertThat(browsing / all).isBetween(0.72, 0.81);
        assertThat(purchases / all).isBetween(0.075, 0.105);
        assertThat(units / purchases).isBetween(1.7, 2.7);
        assertThat(all / config.days()).isBetween(6_000.0, 10_000.0);
    }

    @Test
    void throughputIsShown() {
        ShopConfig config = ShopConfig.of(30, 20_000, 1_000, 1).withEventsPerDay(200_000);
        Iterator<SimulatedRecord> shop = ShopSimulator.endless(config);
        int records = 300_000;
        for (int i = 0; i < 20_000; i++) {
            shop.next();
        }
        long begin = System.nanoTime();
        long bytes = 0;
        for (int i = 0; i < records; i++) {
            bytes += shop.next().value().length;
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf(
                "simulated shop: %,.0f records/s, %d bytes each%n",
                records / seconds, bytes / records);
        assertThat(bytes).isPositive();
    }

    @Test
    void impossibleShopsAreRefused() {
        assertThatThrownBy(() -> ShopConfig.of(0, 100, 40, 1)).hasMessageContaining("days");
        assertThatThrownBy(() -> ShopConfig.of(1, 1, 40, 1)).hasMessageContaining("customers");
        assertThatThrownBy(() -> ShopConfig.of(1, 100, 1, 1)).hasMessageContaining("products");
        assertThatThrownBy(() -> new FaultRates(0.9, 0, 0, 0, false, false))
                .hasMessageContaining("share");
    }

    private static String digest(ShopConfig config, Predicate<SimulatedRecord> wanted) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            ShopSimulator.bounded(config)
                    .forEachRemaining(
                            record -> {
                                if (wanted.test(record)) {
                                    digest.update(record.topic().getBytes(StandardCharsets.UTF_8));
                                    digest.update(record.key());
                                    digest.update(record.value());
                                }
                            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
