package io.tillstream.sandbox.shop;

import io.tillstream.sandbox.shop.Customers.Trait;
import io.tillstream.sandbox.shop.Fashion.Style;
import java.time.LocalDate;
import java.util.List;

/** Receipts of the stores. */
final class Tills {
    /** Receipts per event of the whole shop. */
    static final double RECEIPTS_PER_EVENT = 0.058;

    private static final double ANONYMOUS = 0.3;
    private static final String[] PAYMENTS = {"card", "card", "card", "cash", "mobile", "voucher"};

    private final ShopConfig config;
    private final Customers customers;
    private final Shelf shelf;
    private final StockRoom stock;
    private final Pricing pricing;
    private final Feed feed;
    private final RecordFormat format;
    private final Aftermath aftermath;
    private final Truth truth;
    private final Rng rng;
    private final boolean[] shut;
    private final Basket basket = new Basket();
    private long receipts;

    Tills(
            ShopConfig config,
            Customers customers,
            Shelf shelf,
            StockRoom stock,
            Pricing pricing,
            Feed feed,
            RecordFormat format,
            Aftermath aftermath,
            Truth truth) {
        this.config = config;
        this.customers = customers;
        this.shelf = shelf;
        this.stock = stock;
        this.pricing = pricing;
        this.feed = feed;
        this.format = format;
        this.aftermath = aftermath;
        this.truth = truth;
        this.rng = new Rng(config.seed(), "tills");
        this.shut = new boolean[config.stores() + 1];
    }

    static String country(int location) {
        return ShopCalendar.COUNTRIES[(location - 1) % ShopCalendar.COUNTRIES.length];
    }

    void newDay(LocalDate date, List<Shocks.Shock> shocks) {
        for (int location = 1; location < shut.length; location++) {
            shut[location] = ShopCalendar.holiday(country(location), date) != null;
        }
        for (Shocks.Shock shock : shocks) {
            if (shock.kind() == Shocks.Kind.STORE_CLOSED) {
                shut[shock.subject() + 1] = true;
            }
        }
    }

    void serve(long time) {
        int who = rng.chance(ANONYMOUS) ? -1 : customers.pick(rng, false);
        int location =
                1
                        + (who >= 0 && rng.chance(0.85)
                                ? customers.homeStore(who)
                                : rng.below(config.stores()));
        if (shut[location]) {
            return;
        }
        Trait trait = who < 0 ? Trait.BALANCED : customers.trait(who);
        basket.clear();
        int wanted =
                1 + rng.geometric(trait == Trait.HIGH_VALUE ? 0.6 : 0.48, Basket.MOST_LINES - 1);
        fill(location, who < 0 ? null : customers.style(who), trait, wanted);
        if (basket.size == 0) {
            return;
        }
        String customerId = who < 0 ? null : customers.id(who);
        String saleId = receiptId(location);
        long recorded = time + feed.clockSkew(location);
        for (int i = 0; i < basket.size; i++) {
            stock.sell(location, basket.products[i], basket.quantities[i], recorded);
        }
        send(saleId, false, location, customerId, time, basket);
        truth.stores.sold(basket, who < 0);
        if (who >= 0) {
            customers.bought(who);
        }
        aftermath.plan(location, customerId, saleId, basket, time);
    }

    private void fill(int location, Style style, Trait trait, int wanted) {
        for (int tries = 0; tries < wanted * 4 && basket.size < wanted; tries++) {
            Product product = shelf.pick(rng, style, trait);
            if (!stock.carries(location, product.index) || basket.holds(product.index)) {
                continue;
            }
            pricing.addLine(basket, product, trait, rng);
            int line = basket.size - 1;
            if (stock.free(location, product.index) < basket.quantities[line]) {
                stock.missed(location, product.index, basket.quantities[line]);
                basket.remove(line);
            }
        }
    }

    private String receiptId(int location) {
        return StockRoom.storeId(location) + "-" + Ids.padded('R', ++receipts, 9);
    }

    private void send(
            String saleId,
            boolean returned,
            int location,
            String customerId,
            long time,
            Basket lines) {
        Truth.count(truth.events, returned ? "store-return" : "store-sale");
        String storeId = StockRoom.storeId(location);
        byte[] value =
                format.receipt(
                        saleId,
                        returned,
                        storeId,
                        customerId,
                        time + feed.clockSkew(location),
                        lines,
                        rng.of(PAYMENTS));
        feed.send(
                Topics.POS_SALES,
                location,
                time,
                200 + rng.below(3_000),
                Ids.bytes(storeId),
                value);
    }

    /** Somebody brings something back; if the store is shut, they do not bother. */
    void comeBack(Aftermath.Plan plan) {
        if (shut[plan.location()]) {
            return;
        }
        Basket back = plan.basket();
        int location = plan.location();
        send(receiptId(location), true, location, plan.customerId(), plan.time(), back);
        truth.stores.returned(back);
        stock.takeBack(
                location,
                back.products[0],
                back.quantities[0],
                plan.time() + feed.clockSkew(location));
    }
}
