package io.tillstream.recommendations;

import io.tillstream.events.EventTime;
import io.tillstream.events.InputEvent;
import io.tillstream.events.Interaction;
import io.tillstream.events.Line;
import io.tillstream.events.Product;
import io.tillstream.events.ShopEvent;
import io.tillstream.events.StockLevel;
import io.tillstream.events.StockSignal;
import io.tillstream.events.Transaction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Candidates before each purchase of a named customer, for a ranker to be trained on. Found without
 * the stream by the algorithms of the stream, day by day as in a bounded run: what a day teaches of
 * products counts from the next day on, what a shopper did from the next event on, so that nothing
 * knows the purchase. What is left out: segments, looks and the towers, which come from elsewhere,
 * and logins of a later day than what was looked at.
 */
public final class CandidateLog {
    private final Map<String, Item> items = new HashMap<>();
    private final Map<String, Shopper> shoppers = new HashMap<>();
    private final Map<String, Session> sessions = new HashMap<>();
    private final Set<String> changed = new TreeSet<>();
    private final Shelf shelf = new Shelf();
    private final CandidateFinder finder = new CandidateFinder(shelf, BusinessRules.NONE, false);
    private final List<LoggedPurchase> purchases = new ArrayList<>();

    private CandidateLog() {}

    /**
     * Logs what came before each purchase.
     *
     * @param events of a shop in any order, each once; of a product the last one counts, all the
     *     time
     * @return purchases in the order of time
     */
    public static List<LoggedPurchase> of(Collection<? extends InputEvent> events) {
        CandidateLog log = new CandidateLog();
        List<InputEvent> timed = new ArrayList<>();
        for (InputEvent event : events) {
            if (event instanceof Product product) {
                log.list(product);
            } else {
                timed.add(event);
            }
        }
        log.tellNews(0);
        timed.sort(
                Comparator.comparingLong(InputEvent::occurredAt).thenComparing(CandidateLog::idOf));
        long day = Long.MIN_VALUE;
        for (InputEvent event : timed) {
            long today = EventTime.dayOf(event.occurredAt());
            if (day != Long.MIN_VALUE && today > day) {
                log.close(day);
            }
            day = today;
            log.take(event);
        }
        return log.purchases;
    }

    private static String idOf(InputEvent event) {
        return event instanceof ShopEvent of ? Shoppers.eventIdOf(of) : "";
    }

    private Item item(String productId) {
        changed.add(productId);
        return items.computeIfAbsent(productId, id -> new Item());
    }

    private void list(Product product) {
        item(product.productId()).facts = ItemFacts.of(product);
    }

    private void take(InputEvent event) {
        if (event instanceof StockLevel level) {
            hold(StockSignal.of(level));
        } else if (event instanceof Transaction transaction) {
            take(transaction);
        } else if (event instanceof Interaction interaction
                && Interest.of(interaction.kind()) != 0) {
            take(interaction);
        }
    }

    private void hold(StockSignal signal) {
        item(signal.productId()).hold(signal);
    }

    private void take(Transaction transaction) {
        for (Line line : transaction.lines()) {
            hold(
                    StockSignal.movement(
                            transaction.storeId(),
                            line.productId(),
                            transaction.occurredAt(),
                            transaction.returned() ? line.quantity() : -line.quantity()));
        }
        if (transaction.returned()) {
            return;
        }
        Basket basket = Basket.of(transaction);
        hold(Companions.of(basket, null));
        if (transaction.customerId() != null) {
            buy(transaction, basket);
        }
    }

    private void hold(List<ItemInput> activities) {
        activities.forEach(input -> item(input.productId()).hold(input.activity()));
    }

    private void buy(Transaction sale, Basket basket) {
        Shopper shopper = shopper(Shoppers.keyOf(sale));
        Candidates before = finder.find(shopper, sale.occurredAt());
        purchases.add(
                new LoggedPurchase(
                        sale.id(),
                        sale.occurredAt(),
                        shelf.size(),
                        new LinkedHashSet<>(List.of(basket.productIds())),
                        before));
        shopper.purchase();
        for (String productId : basket.productIds()) {
            shopper.buy(productId, sale.occurredAt());
        }
    }

    private Shopper shopper(String key) {
        return shoppers.computeIfAbsent(key, k -> new Shopper());
    }

    private void take(Interaction interaction) {
        int interest = Interest.of(interaction.kind());
        if (interest > 0) {
            visit(interaction, interest);
        }
        shopper(Shoppers.keyOf(interaction))
                .notice(interaction.productId(), interest, interaction.occurredAt());
    }

    private void visit(Interaction interaction, int interest) {
        String customerId = interaction.customerId();
        Session session = sessions.computeIfAbsent(interaction.sessionId(), id -> new Session());
        if (customerId != null) {
            Login login = session.login(new Sighting(customerId, interaction.occurredAt()));
            if (login != null) {
                shopper(Shoppers.keyOf(customerId)).remember(login);
            }
        }
        session.add(
                new Taste(interaction.productId(), interest, interaction.occurredAt()), customerId);
    }

    /** What the day taught counts from now on. */
    private void close(long day) {
        sessions.values().forEach(session -> hold(session.take(EventTime.endOf(day))));
        sessions.clear();
        shoppers.keySet().removeIf(Shoppers::isSession);
        tellNews(day);
    }

    private void tellNews(long day) {
        for (String productId : changed) {
            Item item = items.get(productId);
            item.close(day);
            if (item.isHearsay()) {
                item.forgetHearsay();
            } else if (!item.isUnknown()) {
                shelf.put(item.card(productId, day));
            }
        }
        changed.clear();
    }
}
