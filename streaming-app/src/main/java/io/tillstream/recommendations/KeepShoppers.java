package io.tillstream.recommendations;

import io.tillstream.events.CustomerSegment;
import io.tillstream.events.DayClose;
import io.tillstream.events.EventTime;
import io.tillstream.events.Interaction;
import io.tillstream.events.Line;
import io.tillstream.events.ShopEvent;
import io.tillstream.events.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keeps shoppers and finds what might be shown to them at each event that shows interest.
 *
 * <p>Products come to the shoppers by broadcast, rather than shoppers' questions to the products by
 * a second shuffle and back: a click then costs no wait for anybody, which is what the tenth of a
 * second is spent on, and news of a product are told at most once per interval whoever asks. The
 * price is memory: 2 KB a product in each subtask.
 *
 * <p>The throttle goes by the wall clock, which is what shoppers live by: event time would answer
 * only when the slowest source has caught up. A bounded run has no other clock than event time.
 * Live, it follows the load ({@link Throttle}).
 */
final class KeepShoppers
        extends KeyedBroadcastProcessFunction<String, ShopperInput, ItemCard, TowerInput> {
    /** Of each product the cards that are needed still: one, in a bounded run some days' more. */
    static final MapStateDescriptor<String, ItemCard[]> CARDS =
            new MapStateDescriptor<>("cards", Types.STRING, TypeInformation.of(ItemCard[].class));

    private static final long serialVersionUID = 1L;
    private static final Duration SESSION_TIME_TO_LIVE = Duration.ofDays(1);
    private static final String[] NOTHING = {};

    /** Until their day closes, and a timer then takes them out. */
    private static final ListStateDescriptor<ShopEvent> WAITING =
            new ListStateDescriptor<>("waiting", TypeInformation.of(ShopEvent.class));

    /** As those above. */
    private static final ListStateDescriptor<Login> WAITING_LOGINS =
            new ListStateDescriptor<>("waiting-logins", TypeInformation.of(Login.class));

    private final RecommendationSettings settings;
    private final ValueStateDescriptor<Shopper> customerState;
    private final ValueStateDescriptor<Shopper> sessionState;
    private transient ValueState<Shopper> customers;
    private transient ValueState<Shopper> sessions;
    private transient ListState<ShopEvent> waiting;
    private transient ListState<Login> waitingLogins;
    private transient Shelf shelf;
    private transient TreeMap<Long, List<ItemCard>> coming;
    private transient CandidateFinder finder;
    private transient Throttle throttle;
    private transient Counter heldBack;
    private transient Counter overtaken;

    KeepShoppers(RecommendationSettings settings) {
        this.settings = settings;
        this.customerState = shoppers("customer", Duration.ofMillis(settings.timeToLive()));
        this.sessionState = shoppers("session", SESSION_TIME_TO_LIVE);
    }

    private static ValueStateDescriptor<Shopper> shoppers(String name, Duration timeToLive) {
        ValueStateDescriptor<Shopper> descriptor = new ValueStateDescriptor<>(name, Shopper.class);
        descriptor.enableTimeToLive(
                StateTtlConfig.newBuilder(timeToLive).cleanupInRocksdbCompactFilter(1_000).build());
        return descriptor;
    }

    @Override
    public void open(OpenContext context) {
        customers = getRuntimeContext().getState(customerState);
        sessions = getRuntimeContext().getState(sessionState);
        waiting = getRuntimeContext().getListState(WAITING);
        waitingLogins = getRuntimeContext().getListState(WAITING_LOGINS);
        throttle = new Throttle(settings.interval());
        MetricGroup metrics = getRuntimeContext().getMetricGroup().addGroup("lists");
        metrics.gauge("interval", (Gauge<Long>) throttle::lastInterval);
        heldBack = metrics.counter("heldBack");
        overtaken = metrics.counter("overtaken");
    }

    @Override
    public void processBroadcastElement(ItemCard card, Context context, Collector<TowerInput> out)
            throws Exception {
        BroadcastState<String, ItemCard[]> cards = context.getBroadcastState(CARDS);
        stock(cards, out);
        if (card.facts().removed()) {
            cards.remove(card.productId());
        } else {
            long closed = settings.dayClose().lastClosed(context.currentWatermark());
            ItemCard[] former = cards.get(card.productId());
            cards.put(card.productId(), Versions.with(former, card, closed));
        }
        if (settings.bounded()) {
            coming.computeIfAbsent(card.day(), d -> new ArrayList<>()).add(card);
        } else {
            put(card, out);
        }
    }

    /** Fills the shelf anew after a restart. */
    private void stock(ReadOnlyBroadcastState<String, ItemCard[]> cards, Collector<TowerInput> out)
            throws Exception {
        if (shelf != null) {
            return;
        }
        shelf = new Shelf();
        coming = new TreeMap<>();
        finder = new CandidateFinder(shelf, settings.rules(), settings.towers().used());
        for (var entry : cards.immutableEntries()) {
            for (ItemCard card : entry.getValue()) {
                coming.computeIfAbsent(card.day(), d -> new ArrayList<>()).add(card);
            }
        }
        if (!settings.bounded()) {
            advanceTo(Long.MAX_VALUE, out);
        }
    }

    /** Changes the shelf, and the towers' in step with it. */
    private void put(ItemCard card, Collector<TowerInput> out) {
        shelf.put(card);
        if (settings.towers().used()) {
            out.collect(TowerInput.of(card.alone()));
        }
    }

    /** Puts on the shelf what holds for events of a day. */
    private void advanceTo(long day, Collector<TowerInput> out) {
        while (!coming.isEmpty() && coming.firstKey() < day) {
            coming.pollFirstEntry().getValue().forEach(card -> put(card, out));
        }
    }

    @Override
    public void processElement(
            ShopperInput input, ReadOnlyContext context, Collector<TowerInput> out)
            throws Exception {
        stock(context.getBroadcastState(CARDS), out);
        if (settings.bounded() && input.segment() == null) {
            hold(input, context);
            return;
        }
        ValueState<Shopper> store = store(context.getCurrentKey());
        Shopper shopper = shopper(store);
        if (input.event() != null) {
            throttle.see(input.sentAt(), context.timerService().currentProcessingTime());
            see(input.event(), input.sentAt(), shopper, context, out);
        } else if (input.login() != null) {
            shopper.remember(input.login());
        } else {
            belong(shopper, input.segment(), context);
        }
        store.update(shopper);
    }

    private void hold(ShopperInput input, ReadOnlyContext context) throws Exception {
        long time;
        if (input.event() != null) {
            waiting.add(input.event());
            time = Shoppers.timeOf(input.event());
        } else {
            waitingLogins.add(input.login());
            time = input.login().time();
        }
        context.timerService()
                .registerEventTimeTimer(settings.dayClose().closesAt(EventTime.dayOf(time)));
    }

    private void belong(Shopper shopper, CustomerSegment segment, ReadOnlyContext context) {
        long closed = settings.dayClose().lastClosed(context.currentWatermark());
        shopper.segments.add(
                segment, closed == DayClose.NONE ? Long.MIN_VALUE : EventTime.startOf(closed + 1));
    }

    private ValueState<Shopper> store(String key) {
        return Shoppers.isSession(key) ? sessions : customers;
    }

    private static Shopper shopper(ValueState<Shopper> store) throws Exception {
        Shopper shopper = store.value();
        return shopper == null ? new Shopper() : shopper;
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<TowerInput> out)
            throws Exception {
        stock(context.getBroadcastState(CARDS), out);
        ValueState<Shopper> store = store(context.getCurrentKey());
        Shopper shopper = shopper(store);
        if (settings.bounded()) {
            close(settings.dayClose().lastClosed(timestamp), shopper, context, out);
            store.update(shopper);
        } else if (release(context.timerService().currentProcessingTime(), shopper, context, out)) {
            store.update(shopper);
        }
    }

    private void close(long day, Shopper shopper, OnTimerContext context, Collector<TowerInput> out)
            throws Exception {
        advanceTo(day, out);
        List<Login> logins =
                takeUntil(day, waitingLogins, Login::time, Comparator.comparingLong(Login::time));
        List<ShopEvent> events =
                takeUntil(
                        day,
                        waiting,
                        Shoppers::timeOf,
                        Comparator.comparingLong(Shoppers::timeOf)
                                .thenComparing(Shoppers::eventIdOf));
        int next = 0;
        for (ShopEvent event : events) {
            long time = Shoppers.timeOf(event);
            while (next < logins.size() && logins.get(next).time() <= time) {
                shopper.remember(logins.get(next++));
            }
            release(time, shopper, context, out);
            see(event, Moment.NO_CLOCK, shopper, context, out);
        }
        while (next < logins.size()) {
            shopper.remember(logins.get(next++));
        }
        release(EventTime.endOf(day), shopper, context, out);
    }

    /** Takes out what happened until the end of a day, in order. */
    private static <T> List<T> takeUntil(
            long day, ListState<T> waiting, ToLongFunction<T> time, Comparator<T> order)
            throws Exception {
        List<T> due = new ArrayList<>();
        List<T> later = new ArrayList<>();
        for (T value : waiting.get()) {
            (EventTime.dayOf(time.applyAsLong(value)) <= day ? due : later).add(value);
        }
        waiting.update(later);
        due.sort(order);
        return due;
    }

    private void see(
            ShopEvent event,
            long sentAt,
            Shopper shopper,
            ReadOnlyContext context,
            Collector<TowerInput> out) {
        String[] bought = NOTHING;
        boolean[] again = {};
        Candidates before = null;
        long time = Shoppers.timeOf(event);
        if (event instanceof Transaction sale) {
            bought = sale.lines().stream().map(Line::productId).distinct().toArray(String[]::new);
            again = new boolean[bought.length];
            for (int i = 0; i < bought.length; i++) {
                again[i] = shopper.owned(bought[i]) != null;
            }
            before = finder.find(shopper, time);
            shopper.purchase();
            for (String productId : bought) {
                shopper.buy(productId, time);
            }
        } else if (event instanceof Interaction interaction) {
            shopper.notice(interaction.productId(), Interest.of(interaction.kind()), time);
        }
        boolean tells = isTrigger(event) && mayTell(event, shopper, context);
        if (tells || bought.length > 0) {
            out.collect(
                    TowerInput.of(
                            new Moment(
                                    context.getCurrentKey(),
                                    Shoppers.eventIdOf(event),
                                    time,
                                    event.occurredAt(),
                                    bought,
                                    again,
                                    shelf.size(),
                                    before,
                                    tells ? finder.find(shopper, time) : null,
                                    null,
                                    sentAt)));
        }
    }

    /** Views, carts and purchases call for new recommendations. */
    private static boolean isTrigger(ShopEvent event) {
        return event instanceof Transaction
                || (event instanceof Interaction interaction
                        && (interaction.kind() == Interaction.Kind.VIEW
                                || interaction.kind() == Interaction.Kind.ADD_TO_CART));
    }

    private boolean mayTell(ShopEvent event, Shopper shopper, ReadOnlyContext context) {
        long time = Shoppers.timeOf(event);
        if (shopper.hasSeenEnough(EventTime.dayOf(time))) {
            return false;
        }
        long now = settings.bounded() ? time : context.timerService().currentProcessingTime();
        long due = due(shopper, now);
        // A clock that was put back must not silence a shopper.
        if (shopper.lastTold == Long.MIN_VALUE || now >= due || now < shopper.lastTold) {
            shopper.told(EventTime.dayOf(time), now);
            return true;
        }
        boolean waits = shopper.heldBack != null;
        (waits ? overtaken : heldBack).inc();
        shopper.heldBack = Shoppers.eventIdOf(event);
        shopper.heldBackAt = event.occurredAt();
        if (settings.bounded()) {
            context.timerService()
                    .registerEventTimeTimer(settings.dayClose().closesAt(EventTime.dayOf(due)));
        } else if (!waits) {
            lookAgain(shopper, now, context);
        }
        return false;
    }

    /** When the throttle lets a shopper be told again, as things stand. */
    private long due(Shopper shopper, long now) {
        return shopper.lastTold
                + (settings.bounded() ? settings.interval() : throttle.interval(now));
    }

    private void lookAgain(Shopper shopper, long now, ReadOnlyContext context) {
        context.timerService()
                .registerProcessingTimeTimer(throttle.nextLook(shopper.lastTold, now));
    }

    /**
     * Tells what the throttle held back, once its interval is over.
     *
     * @return whether it is over, and something was told
     */
    private boolean release(
            long until, Shopper shopper, ReadOnlyContext context, Collector<TowerInput> out) {
        long due = due(shopper, until);
        if (shopper.heldBack == null) {
            return false;
        }
        if (due > until) {
            if (!settings.bounded()) {
                lookAgain(shopper, until, context);
            }
            return false;
        }
        long time = settings.bounded() ? due : shopper.heldBackAt;
        out.collect(
                TowerInput.of(
                        new Moment(
                                context.getCurrentKey(),
                                shopper.heldBack,
                                time,
                                shopper.heldBackAt,
                                NOTHING,
                                new boolean[0],
                                shelf.size(),
                                null,
                                finder.find(shopper, time),
                                null,
                                settings.bounded() ? Moment.NO_CLOCK : until)));
        shopper.told(EventTime.dayOf(time), settings.bounded() ? due : until);
        return true;
    }
}
