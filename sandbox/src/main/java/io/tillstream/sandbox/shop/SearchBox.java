package io.tillstream.sandbox.shop;

import io.tillstream.sandbox.shop.Fashion.Style;
import java.util.List;

/**
 * What shoppers type before they look at products: words of what they would like, and, for a while,
 * a trend. Its random stream, ids and way are its own, and it meets no faults: what else a seed
 * gives is as it would be without searches.
 */
final class SearchBox {
    /** Of sessions that search. */
    private static final double SEARCHING = 0.4;

    /** Of searches that are typed once more, right away. */
    private static final double AGAIN = 0.15;

    private static final double NARROWED = 0.5;
    private static final int KINDS_OF_QUERIES = 5;

    private final ShopConfig config;
    private final Shelf shelf;
    private final Feed feed;
    private final RecordFormat format;
    private final Truth truth;
    private final Rng rng;
    private List<Trends.Trend> trends = List.of();
    private long searches;

    SearchBox(ShopConfig config, Shelf shelf, Feed feed, RecordFormat format, Truth truth) {
        this.config = config;
        this.shelf = shelf;
        this.feed = feed;
        this.format = format;
        this.truth = truth;
        this.rng = new Rng(config.seed(), "searches");
    }

    void newDay(List<Trends.Trend> searched) {
        trends = searched;
    }

    /**
     * A session begins, perhaps with a search.
     *
     * @param customerId null while nobody has logged in
     * @param style that the shopper likes; null if it is not known
     */
    void open(String sessionId, String customerId, long time, Style style) {
        if (!rng.chance(SEARCHING)) {
            return;
        }
        String query = query(time, style);
        search(sessionId, customerId, time, query);
        if (rng.chance(AGAIN)) {
            search(sessionId, customerId, time + Clock.SECOND, query);
        }
    }

    private String query(long time, Style style) {
        Product product = shelf.pick(rng, style, Customers.Trait.BALANCED);
        String garment = Fashion.CATEGORIES[product.category];
        double chance = rng.unit();
        double day = (time - config.startMillis()) / (double) Clock.DAY;
        for (Trends.Trend trend : trends) {
            chance -= trend.searchShare() * trend.strength(day + trend.searchLead());
            if (chance < 0) {
                boolean isNarrowed = trend.attribute() != null && rng.chance(NARROWED);
                return isNarrowed ? trend.value() + " " + garment : trend.tag();
            }
        }
        return switch (rng.below(KINDS_OF_QUERIES)) {
            case 0 -> garment;
            case 1 -> product.look.palette().label() + " " + garment;
            case 2 -> product.look.pattern().label() + " " + garment;
            case 3 -> product.style.label() + " " + garment + " " + product.material;
            default -> product.brand;
        };
    }

    private void search(String sessionId, String customerId, long time, String query) {
        Truth.count(truth.events, "search");
        String eventId = Ids.padded('Q', ++searches, 11);
        feed.send(
                new SimulatedRecord(
                        Topics.ECOM_EVENTS,
                        Ids.bytes(customerId == null ? sessionId : customerId),
                        format.search(eventId, sessionId, customerId, time, query),
                        time + 40 + rng.below(700)));
    }
}
