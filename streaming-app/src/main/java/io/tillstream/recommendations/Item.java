package io.tillstream.recommendations;

import io.tillstream.events.EventTime;
import io.tillstream.events.PictureEmbedding;
import io.tillstream.events.StockSignal;
import io.tillstream.models.recommend.ProductLook;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is known of a product: facts, popularity, the products that go with it, stock. State: add
 * fields only. Bounded by {@link #KEPT} neighbours and by the stores that name the product; what
 * waits is folded in when its day closes.
 */
public class Item {
    /** Half-life in days of popularity. */
    static final double POPULAR = 14;

    /** Half-life in days of what trends. */
    static final double TRENDING = 1;

    /** Half-life in days of what goes together. */
    static final double TOGETHER = 30;

    /** Neighbours that are told. */
    static final int TOLD = 12;

    private static final int KEPT = 60;
    private static final char BESIDE = '|';

    /** Null until the catalogue names the product. */
    public ItemFacts facts;

    /** Purchases, {@link Fading} by {@link #POPULAR}. */
    public double bought = Fading.NOTHING;

    /** Interest, {@link Fading} by {@link #TRENDING}. */
    public double trending = Fading.NOTHING;

    /** All ties to other products, {@link Fading} by {@link #TOGETHER}. */
    public double tied = Fading.NOTHING;

    /** Products that were bought or viewed with it, the strongest first. */
    public String[] neighbours = {};

    /** How strongly, {@link Fading} by {@link #TOGETHER}. */
    public double[] ties = {};

    /** Stores that have told of it. */
    public String[] stores = {};

    /** When each was last counted, epoch milliseconds. */
    public long[] countedAt = {};

    /** Units in each. */
    public long[] onHand = {};

    /** Segments whose customers bought it: a few. */
    public String[] segments = {};

    /** Purchases of each, {@link Fading} by {@link #POPULAR}. */
    public double[] boughtIn = {};

    /** Purchases of days that are not closed. */
    public Map<Long, Integer> waitingBought = new HashMap<>();

    /** Interest of days that are not closed. */
    public Map<Long, Integer> waitingInterest = new HashMap<>();

    /** Ties of days that are not closed, by day and product. */
    public Map<String, Integer> waitingTies = new HashMap<>();

    /** Purchases of days that are not closed, by day and segment. */
    public Map<String, Integer> waitingSegments = new HashMap<>();

    /** Stock of days that are not closed. */
    public WaitingStock[] waitingStock = {};

    /** How it looks; null where that is not known. */
    public ProductLook look;

    /** Products that look like it; null where none are known. */
    public Lookalikes lookalikes;

    /** Event time at which it was last told. */
    public long toldAt = Long.MIN_VALUE;

    /** Whether it was told to be in stock. */
    public boolean toldInStock = true;

    /** Whether news wait for a timer. */
    public boolean tellsLater;

    /** For Flink. */
    public Item() {}

    /** Books activity at once. */
    void book(ItemActivity activity) {
        add(activity.day(), activity.bought(), activity.interest());
        Map<String, Integer> found = new TreeMap<>();
        for (String companion : activity.companions()) {
            found.merge(companion, activity.tie(), Integer::sum);
        }
        tie(activity.day(), found);
        if (activity.segment() != null) {
            add(activity.day(), activity.segment(), activity.bought());
        }
    }

    private void add(long day, String segment, int purchases) {
        int at = Arrays.asList(segments).indexOf(segment);
        if (at < 0) {
            at = segments.length;
            segments = Arrays.copyOf(segments, at + 1);
            boughtIn = Arrays.copyOf(boughtIn, at + 1);
            segments[at] = segment;
            boughtIn[at] = Fading.NOTHING;
        }
        boughtIn[at] = Fading.plus(boughtIn[at], purchases, day, POPULAR);
    }

    private void add(long day, int purchases, int interest) {
        bought = Fading.plus(bought, purchases, day, POPULAR);
        trending = Fading.plus(trending, interest, day, TRENDING);
    }

    /** Books activity when its day closes, so that the order in which it came does not matter. */
    void hold(ItemActivity activity) {
        waitingBought.merge(activity.day(), activity.bought(), Integer::sum);
        waitingInterest.merge(activity.day(), activity.interest(), Integer::sum);
        for (String companion : activity.companions()) {
            waitingTies.merge(activity.day() + (BESIDE + companion), activity.tie(), Integer::sum);
        }
        if (activity.segment() != null) {
            waitingSegments.merge(
                    activity.day() + (BESIDE + activity.segment()),
                    activity.bought(),
                    Integer::sum);
        }
    }

    /** Books a stock signal when its day closes. */
    void hold(StockSignal signal) {
        waitingStock = Arrays.copyOf(waitingStock, waitingStock.length + 1);
        waitingStock[waitingStock.length - 1] = WaitingStock.of(signal);
    }

    /** Books what waited for the close of a day, and of days before it. */
    void close(long day) {
        Map<Long, Map<String, Integer>> ties = takeUntil(day, waitingTies);
        takeUntil(day, waitingSegments)
                .forEach((open, counts) -> counts.forEach((s, count) -> add(open, s, count)));
        for (long open :
                new ArrayList<>(new TreeMap<>(waitingBought).headMap(day, true).keySet())) {
            add(open, waitingBought.remove(open), waitingInterest.remove(open));
            tie(open, ties.getOrDefault(open, Map.of()));
        }
        List<WaitingStock> later = new ArrayList<>();
        Arrays.sort(waitingStock, WaitingStock.IN_ORDER);
        for (WaitingStock stock : waitingStock) {
            if (EventTime.dayOf(stock.countsAt) <= day) {
                book(stock);
            } else {
                later.add(stock);
            }
        }
        waitingStock = later.toArray(new WaitingStock[0]);
    }

    private static Map<Long, Map<String, Integer>> takeUntil(
            long day, Map<String, Integer> waiting) {
        Map<Long, Map<String, Integer>> taken = new TreeMap<>();
        waiting.entrySet()
                .removeIf(
                        entry -> {
                            int at = entry.getKey().indexOf(BESIDE);
                            long open = Long.parseLong(entry.getKey().substring(0, at));
                            if (open <= day) {
                                taken.computeIfAbsent(open, d -> new TreeMap<>())
                                        .put(entry.getKey().substring(at + 1), entry.getValue());
                            }
                            return open <= day;
                        });
        return taken;
    }

    private void tie(long day, Map<String, Integer> found) {
        if (found.isEmpty()) {
            return;
        }
        List<String> others = new ArrayList<>();
        for (Map.Entry<String, Integer> entry : found.entrySet()) {
            tied = Fading.plus(tied, entry.getValue(), day, TOGETHER);
            int at = Arrays.asList(neighbours).indexOf(entry.getKey());
            if (at < 0) {
                others.add(entry.getKey());
            } else {
                ties[at] = Fading.plus(ties[at], entry.getValue(), day, TOGETHER);
                moveUp(at);
            }
        }
        // After the ones that are known: one of these may be the last until it is tied again.
        for (String other : others) {
            meet(other, Fading.plus(Fading.NOTHING, found.get(other), day, TOGETHER));
        }
    }

    /** Takes a new neighbour if its tie is among the strongest. */
    private void meet(String productId, double tie) {
        if (neighbours.length == KEPT && !goesBefore(KEPT - 1, productId, tie)) {
            return;
        }
        int last = Math.min(neighbours.length, KEPT - 1);
        neighbours = Arrays.copyOf(neighbours, last + 1);
        ties = Arrays.copyOf(ties, last + 1);
        neighbours[last] = productId;
        ties[last] = tie;
        moveUp(last);
    }

    private void moveUp(int from) {
        String productId = neighbours[from];
        double tie = ties[from];
        int at = from;
        while (at > 0 && goesBefore(at - 1, productId, tie)) {
            neighbours[at] = neighbours[at - 1];
            ties[at] = ties[at - 1];
            at--;
        }
        neighbours[at] = productId;
        ties[at] = tie;
    }

    /** The strongest is first, of equal ones by id. */
    private boolean goesBefore(int other, String productId, double tie) {
        return tie > ties[other]
                || (tie == ties[other] && productId.compareTo(neighbours[other]) < 0);
    }

    /** Takes a picture in the place of the former one. */
    void show(PictureEmbedding picture) {
        look =
                picture.embedding() == null
                        ? null
                        : ProductLook.of(picture.modelVersion(), picture.embedding());
    }

    /** Books a stock signal at once. */
    void book(StockSignal signal) {
        book(WaitingStock.of(signal));
    }

    private void book(WaitingStock stock) {
        int at = Arrays.asList(stores).indexOf(stock.storeId);
        if (stock.snapshot && (at < 0 || stock.occurredAt >= countedAt[at])) {
            if (at < 0) {
                at = stores.length;
                stores = Arrays.copyOf(stores, at + 1);
                countedAt = Arrays.copyOf(countedAt, at + 1);
                onHand = Arrays.copyOf(onHand, at + 1);
                stores[at] = stock.storeId;
            }
            countedAt[at] = stock.occurredAt;
            onHand[at] = stock.units;
        } else if (!stock.snapshot && at >= 0 && stock.occurredAt > countedAt[at]) {
            onHand[at] += stock.units;
        }
    }

    /** False if every store that was ever counted is known to be empty. */
    boolean inStock() {
        return stores.length == 0 || Arrays.stream(onHand).anyMatch(units -> units > 0);
    }

    /** True if the catalogue does not name it, or not any more: there is nothing to be told. */
    boolean isUnknown() {
        return facts == null || facts.removed();
    }

    /** True if nothing but what shoppers did is known of it, which anybody can make up. */
    boolean isHearsay() {
        return facts == null
                && look == null
                && lookalikes == null
                && stores.length == 0
                && waitingStock.length == 0;
    }

    /** Forgets what shoppers did on days that are closed. */
    void forgetHearsay() {
        bought = Fading.NOTHING;
        trending = Fading.NOTHING;
        tied = Fading.NOTHING;
        neighbours = new String[0];
        ties = new double[0];
        segments = new String[0];
        boughtIn = new double[0];
    }

    /** True if nothing is known of it. */
    boolean isNothing() {
        return isHearsay()
                && bought == Fading.NOTHING
                && trending == Fading.NOTHING
                && tied == Fading.NOTHING
                && waitingBought.isEmpty();
    }

    /**
     * What shoppers are told of it.
     *
     * @param day the closed day as of which it holds, {@link ItemCard#AT_ONCE} if it counts at once
     */
    ItemCard card(String productId, long day) {
        int told = Math.min(TOLD, neighbours.length);
        return new ItemCard(
                productId,
                day,
                facts,
                inStock(),
                bought,
                trending,
                tied,
                Arrays.copyOf(neighbours, told),
                Arrays.copyOf(ties, told),
                segments.clone(),
                boughtIn.clone(),
                look,
                lookalikes);
    }
}
