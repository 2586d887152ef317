package io.tillstream.sandbox.shop;

import io.tillstream.sandbox.shop.Customers.Habit;
import io.tillstream.sandbox.shop.Customers.Trait;
import io.tillstream.sandbox.shop.Fashion.Style;

/** Sessions of the web shop: searches, views, carts, orders. */
final class WebShop {
    /** Sessions per event of the whole shop; with the others' shares the usual mix results. */
    static final double SESSIONS_PER_EVENT = 0.153;

    private static final int MOST_VIEWS = 25;

    private final Customers customers;
    private final Shelf shelf;
    private final StockRoom stock;
    private final Pricing pricing;
    private final SearchBox searchBox;
    private final Feed feed;
    private final RecordFormat format;
    private final Aftermath aftermath;
    private final Truth truth;
    private final Rng rng;
    private final Basket cart = new Basket();
    private long sessions;
    private long events;
    private long orders;
    private String sessionId;
    private byte[] sessionKey;
    private String customerId;
    private byte[] customerKey;
    private boolean loggedIn;
    private long time;

    WebShop(
            ShopConfig config,
            Customers customers,
            Shelf shelf,
            StockRoom stock,
            Pricing pricing,
            SearchBox searchBox,
            Feed feed,
            RecordFormat format,
            Aftermath aftermath,
            Truth truth) {
        this.customers = customers;
        this.shelf = shelf;
        this.stock = stock;
        this.pricing = pricing;
        this.searchBox = searchBox;
        this.feed = feed;
        this.format = format;
        this.aftermath = aftermath;
        this.truth = truth;
        this.rng = new Rng(config.seed(), "web shop");
    }

    void visit(long start) {
        int who = rng.chance(0.15) ? -1 : customers.pick(rng, true);
        sessionId = Ids.padded('W', ++sessions, 9);
        sessionKey = Ids.bytes(sessionId);
        customerId = who < 0 ? null : customers.id(who);
        customerKey = who < 0 ? null : Ids.bytes(customerId);
        loggedIn = who >= 0 && rng.chance(0.75);
        time = start;
        cart.clear();
        Trait trait = who < 0 ? Trait.BALANCED : customers.trait(who);
        boolean buying = rng.chance(intent(who, trait));
        int wanted = buying ? lines(trait) : 0;
        searchBox.open(
                sessionId,
                loggedIn ? customerId : null,
                time,
                who < 0 ? null : customers.style(who));
        browse(who, trait, wanted);
        if (buying && cart.size > 0) {
            order(who);
        }
    }

    private double intent(int who, Trait trait) {
        if (who < 0) {
            return 0.07;
        }
        if (customers.habit(who) == Habit.ONE_TIME) {
            return 0.5;
        }
        return switch (trait) {
            case BARGAIN -> pricing.promotion() ? 0.42 : 0.17;
            case HIGH_VALUE -> 0.33;
            case BALANCED -> 0.29;
        };
    }

    private int lines(Trait trait) {
        return 1 + rng.geometric(trait == Trait.HIGH_VALUE ? 0.6 : 0.45, Basket.MOST_LINES - 1);
    }

    private void browse(int who, Trait trait, int wanted) {
        Style style = who < 0 ? null : customers.style(who);
        int views = wanted > 0 ? MOST_VIEWS : 1 + rng.geometric(0.74, MOST_VIEWS);
        for (int i = 0; i < views && (wanted == 0 || cart.size < wanted); i++) {
            Product product = shelf.pick(rng, style, trait);
            interaction("view", product, 0);
            if (who >= 0 && !loggedIn) {
                loggedIn = rng.chance(0.2);
            }
            if (rng.chance(wanted > 0 ? 0.65 : 0.1)
                    && !cart.holds(product.index)
                    && cart.size < Basket.MOST_LINES) {
                addToCart(product, trait);
            }
        }
    }

    private void addToCart(Product product, Trait trait) {
        pricing.addLine(cart, product, trait, rng);
        int line = cart.size - 1;
        if (stock.free(0, product.index) < cart.quantities[line]) {
            // The page says "sold out"; the wish is lost and nobody hears of it.
            stock.missed(0, product.index, cart.quantities[line]);
            cart.remove(line);
            return;
        }
        interaction("add_to_cart", product, 0);
        if (rng.chance(0.08)) {
            interaction("remove_from_cart", product, 0);
            cart.remove(line);
        }
    }

    private void order(int who) {
        loggedIn = who >= 0;
        pause();
        String orderId = Ids.padded('O', ++orders, 9);
        byte[] value = format.order(eventId(), false, sessionId, customerId, time, orderId, cart);
        for (int i = 0; i < cart.size; i++) {
            stock.sell(0, cart.products[i], cart.quantities[i], time);
        }
        send("order", value);
        truth.online.sold(cart, who < 0);
        if (who >= 0) {
            customers.bought(who);
        }
        aftermath.plan(0, customerId, orderId, cart, time);
    }

    private void interaction(String type, Product product, int rating) {
        pause();
        send(
                type,
                format.interaction(
                        eventId(),
                        type,
                        sessionId,
                        loggedIn ? customerId : null,
                        time,
                        product,
                        rating));
    }

    private void pause() {
        time += 3 * Clock.SECOND + rng.below(45_000);
    }

    String eventId() {
        return Ids.padded('E', ++events, 11);
    }

    private void send(String type, byte[] value) {
        Truth.count(truth.events, type);
        byte[] key = loggedIn ? customerKey : sessionKey;
        feed.send(Topics.ECOM_EVENTS, 0, time, 40 + rng.below(700), key, value);
    }

    /** A later visit, in which somebody sends something back or writes a review. */
    void comeBack(Aftermath.Plan plan) {
        String session = Ids.padded('W', ++sessions, 9);
        String type = plan.rating() > 0 ? "review" : "return";
        byte[] value;
        if (plan.rating() > 0) {
            value =
                    format.interaction(
                            eventId(),
                            type,
                            session,
                            plan.customerId(),
                            plan.time(),
                            plan.product(),
                            plan.rating());
        } else {
            Basket back = plan.basket();
            value =
                    format.order(
                            eventId(),
                            true,
                            session,
                            plan.customerId(),
                            plan.time(),
                            plan.orderId(),
                            back);
            truth.online.returned(back);
            stock.takeBack(0, back.products[0], back.quantities[0], plan.time());
        }
        Truth.count(truth.events, type);
        String key = plan.customerId() == null ? session : plan.customerId();
        feed.send(Topics.ECOM_EVENTS, 0, plan.time(), 40 + rng.below(700), Ids.bytes(key), value);
    }
}
