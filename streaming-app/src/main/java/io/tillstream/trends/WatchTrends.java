package io.tillstream.trends;

import io.tillstream.connect.OutputRecord;
import io.tillstream.events.EventTime;
import io.tillstream.events.HourClose;
import io.tillstream.events.ProductStyle;
import io.tillstream.schemas.rows.SubjectTrendRow;
import io.tillstream.schemas.rows.TrendAlertRow;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * The one that sees all rises: when an hour is closed it opens, changes and ends alerts, and names
 * the products that fit, how views and sales of them move and searches for it. Its state is as
 * large as the catalogue, the open alerts and the {@link SignalBook}; what shelves say is kept
 * until the hour's timer.
 */
final class WatchTrends extends KeyedProcessFunction<Boolean, TrendInput, TrendAlertRow>
        implements CheckpointedFunction {
    static final OutputTag<OutputRecord> RECORDS =
            new OutputTag<>("trend-records", TypeInformation.of(OutputRecord.class));

    static final OutputTag<SubjectTrendRow> SUBJECTS =
            new OutputTag<>("subject-rows", TypeInformation.of(SubjectTrendRow.class));

    private static final long serialVersionUID = 1L;
    private static final int SAMPLE = 5;
    private static final MapStateDescriptor<Long, ShelfHour> HOURS =
            new MapStateDescriptor<>("hours", Types.LONG, TypeInformation.of(ShelfHour.class));
    private static final MapStateDescriptor<Long, ShelfStandings> STANDINGS =
            new MapStateDescriptor<>(
                    "standings", Types.LONG, TypeInformation.of(ShelfStandings.class));
    private static final MapStateDescriptor<String, ProductNames> PRODUCTS =
            new MapStateDescriptor<>(
                    "products", Types.STRING, TypeInformation.of(ProductNames.class));
    private static final MapStateDescriptor<String, String> STYLES =
            new MapStateDescriptor<>("styles", Types.STRING, Types.STRING);
    private static final MapStateDescriptor<Long, ShopHour> SHOP =
            new MapStateDescriptor<>("shop", Types.LONG, TypeInformation.of(ShopHour.class));
    private static final ValueStateDescriptor<SignalBook> SIGNALS =
            new ValueStateDescriptor<>("signals", TypeInformation.of(SignalBook.class));
    private static final ValueStateDescriptor<Long> LAST_TOLD =
            new ValueStateDescriptor<>("last-told", Types.LONG);
    private static final ValueStateDescriptor<TrendDesk> DESK =
            new ValueStateDescriptor<>("desk", TypeInformation.of(TrendDesk.class));

    private final double falseAlarms;
    private final int width;
    private final int mostWidth;
    private final HourClose hourClose;
    private transient MapState<Long, ShelfHour> hours;

    /** What shelves say of days, by day and shelf, until the day's timer. */
    private transient MapState<Long, ShelfStandings> standings;

    private transient MapState<String, ProductNames> products;

    /** The subject of a product's style, of those that have one. */
    private transient MapState<String, String> styles;

    private transient ValueState<TrendDesk> desk;

    /** What shelves of products say of hours, by hour and shelf, until the hour's timer. */
    private transient MapState<Long, ShopHour> shop;

    /** The last hour of which a shelf said something. */
    private transient ValueState<Long> lastToldStore;

    /** The same; null while it is not known. */
    private transient Long lastTold;

    private transient ValueState<SignalBook> signalStore;

    /** It is large, and in a replay hours are short: so it is written at barriers only. */
    private transient SignalBook signals;

    private transient boolean signalsChanged;

    /** Null when it has to be made anew. */
    private transient CatalogNames names;

    /**
     * @param falseAlarms a day, on average, that are allowed
     * @param width of the {@link SignalBook} at first
     * @param mostWidth that it may have for a large catalogue
     */
    WatchTrends(double falseAlarms, int width, int mostWidth, HourClose hourClose) {
        this.falseAlarms = falseAlarms;
        this.width = width;
        this.mostWidth = mostWidth;
        this.hourClose = hourClose;
    }

    @Override
    public void open(OpenContext context) {
        hours = getRuntimeContext().getMapState(HOURS);
        standings = getRuntimeContext().getMapState(STANDINGS);
        products = getRuntimeContext().getMapState(PRODUCTS);
        styles = getRuntimeContext().getMapState(STYLES);
        desk = getRuntimeContext().getState(DESK);
        shop = getRuntimeContext().getMapState(SHOP);
        lastToldStore = getRuntimeContext().getState(LAST_TOLD);
        signalStore = getRuntimeContext().getState(SIGNALS);
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {}

    /** There is one key, which is set since something has changed. */
    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        if (signalsChanged) {
            // A copy: a heap backend keeps the object while hours go on changing it.
            signalStore.update(SIGNALS.getSerializer().copy(signals));
            signalsChanged = false;
        }
    }

    private SignalBook signals() throws Exception {
        if (signals == null) {
            SignalBook stored = signalStore.value();
            signals = stored == null ? new SignalBook(width) : stored;
        }
        return signals;
    }

    @Override
    public void processElement(TrendInput input, Context context, Collector<TrendAlertRow> out)
            throws Exception {
        if (input.hour() != null) {
            keepUntilClosed(input.hour().hour, context);
            hours.put(slot(input.hour().hour, input.hour().shelf), input.hour());
            return;
        }
        if (input.shop() != null) {
            keepUntilClosed(input.shop().hour, context);
            shop.put(slot(input.shop().hour, input.shop().shelf), input.shop());
            return;
        }
        if (input.day() != null) {
            standings.put(slot(input.day().day, input.day().shelf), input.day());
            long last = (input.day().day + 1) * SubjectShelf.RECENT_HOURS - 1;
            context.timerService().registerEventTimeTimer(hourClose.closesAt(last));
            return;
        }
        if (input.style() != null) {
            names = null;
            keepStyle(input.style());
            return;
        }
        if (input.names().isSame(products.get(input.productId()))) {
            return;
        }
        names = null;
        if (input.names().keys.isEmpty()) {
            products.remove(input.productId());
        } else {
            products.put(input.productId(), input.names());
        }
    }

    private void keepStyle(ProductStyle product) throws Exception {
        if (product.style() == null) {
            styles.remove(product.productId());
        } else {
            String subject = PictureSubject.style(product.style(), product.modelVersion());
            styles.put(product.productId(), subject);
        }
    }

    private void keepUntilClosed(long hour, Context context) throws Exception {
        context.timerService().registerEventTimeTimer(hourClose.closesAt(hour));
        if (lastTold() < hour) {
            lastTold = hour;
            lastToldStore.update(hour);
        }
    }

    private long lastTold() throws Exception {
        if (lastTold == null) {
            Long stored = lastToldStore.value();
            lastTold = stored == null ? Long.MIN_VALUE : stored;
        }
        return lastTold;
    }

    /** What all shelves say of an hour; null if none says anything. */
    private ShelfHour take(long hour) throws Exception {
        ShelfHour all = null;
        for (int shelf = 0; shelf < Mention.ALL_SHELVES; shelf++) {
            ShelfHour said = hours.get(slot(hour, shelf));
            if (said != null) {
                all = all == null ? new ShelfHour(0, hour) : all;
                all.add(said);
                hours.remove(slot(hour, shelf));
            }
        }
        return all;
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<TrendAlertRow> out)
            throws Exception {
        long hour = hourClose.closedAt(timestamp);
        if (SubjectShelf.isLastOfDay(hour)) {
            tellSubjects(Math.floorDiv(hour, (long) SubjectShelf.RECENT_HOURS), context);
        }
        ShelfHour said = take(hour);
        boolean isEnd = context.timerService().currentWatermark() == Long.MAX_VALUE;
        if (said == null && isEnd && lastTold() < hour) {
            // The end of a bounded run is no silence.
            return;
        }
        closeHour(said == null ? new ShelfHour(0, hour) : said, context, out);
    }

    private ShopHour takeShop(long hour) throws Exception {
        ShopHour all = new ShopHour();
        for (int shelf = 0; shelf < ShopInterest.SHELVES; shelf++) {
            ShopHour said = shop.get(slot(hour, shelf));
            if (said != null) {
                all.add(said);
                shop.remove(slot(hour, shelf));
            }
        }
        return all;
    }

    private void closeHour(ShelfHour said, OnTimerContext context, Collector<TrendAlertRow> out)
            throws Exception {
        TrendDesk trends = desk.value() == null ? new TrendDesk() : desk.value();
        SignalBook book = signals();
        book.widen(names().subjects().size(), mostWidth);
        Set<String> moved = book.close(said, takeShop(said.hour), names());
        List<TrendAlert> news = trends.close(said, falseAlarms);
        trends.open.values().forEach(book::opened);
        Set<String> watched = new HashSet<>();
        for (String subject : trends.open.keySet()) {
            String inShop = names().of(subject).watched();
            watched.add(inShop);
            if (moved.contains(inShop)) {
                moved.add(subject);
            }
        }
        trends.tellAgain(moved, news);
        desk.update(trends);
        if (!trends.open.isEmpty()) {
            // An alert ends though nobody writes any more.
            context.timerService().registerEventTimeTimer(hourClose.closesAt(said.hour + 1));
        }
        for (TrendAlert alert : news) {
            TrendAlertRow row = row(alert);
            out.collect(row);
            context.output(RECORDS, TrendRecords.of(row));
        }
        watched.addAll(trends.open.keySet());
        book.forget(said.hour, watched, names.subjects());
        signalsChanged = true;
    }

    /**
     * Each shelf says something of an hour, and of a day, once. Those of pictures and of styles
     * came later: below 0, from its two ends, they take no place of the others.
     */
    private static long slot(long hourOrDay, int shelf) {
        return switch (shelf) {
            case Mention.PICTURES -> -1 - hourOrDay;
            case Mention.STYLES -> Long.MIN_VALUE + hourOrDay;
            default -> hourOrDay * Mention.SHELVES + shelf;
        };
    }

    private void tellSubjects(long day, OnTimerContext context) throws Exception {
        for (int shelf = 0; shelf < Mention.ALL_SHELVES; shelf++) {
            ShelfStandings told = standings.get(slot(day, shelf));
            if (told != null) {
                standings.remove(slot(day, shelf));
                for (SubjectStanding standing : told.subjects) {
                    CatalogNames.Named named = names().of(standing.subject());
                    context.output(SUBJECTS, standing.row(day, named));
                }
            }
        }
    }

    private CatalogNames names() throws Exception {
        if (names == null) {
            names = new CatalogNames();
            for (Map.Entry<String, ProductNames> entry : products.entries()) {
                names.add(entry.getKey(), entry.getValue(), styles.get(entry.getKey()));
            }
        }
        return names;
    }

    private TrendAlertRow row(TrendAlert alert) throws Exception {
        CatalogNames.Named named = names().of(alert.subject);
        Movements movements = signals().of(alert.subject);
        if (!named.watched().equals(alert.subject)) {
            movements = movements.withShopOf(signals().of(named.watched()));
        }
        long opened = (alert.openedIn + 1) * EventTime.HOUR;
        long raised = (alert.raisedIn + 1) * EventTime.HOUR;
        return new TrendAlertRow(
                alert.subject + "|" + Instant.ofEpochMilli(opened),
                alert.state,
                named.type(),
                named.name(),
                alert.score,
                alert.lift,
                Scale.values()[alert.scale].window,
                alert.voices.samplePosts(SAMPLE),
                named.products(),
                TrendRecords.signals(movements, signals().told(alert.subject, named)),
                movements.first().label(),
                TrendRecords.regions(signals().regions.standOut(alert.voices.byRegion())),
                raised,
                opened,
                alert.ended() ? (Long) raised : null,
                named.modelVersion(),
                alert.version);
    }
}
