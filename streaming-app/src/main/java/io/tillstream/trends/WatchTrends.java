package io.tillstream.trends;

import io.tillstream.connect.OutputRecord;
import io.tillstream.events.EventTime;
import io.tillstream.events.HourClose;
import io.tillstream.schemas.rows.TrendAlertRow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * The one that sees all rises: when an hour is closed it opens, changes and ends alerts, and names
 * the products that fit. Its state is as large as the catalogue and the open alerts; what shelves
 * say is kept until the hour's timer.
 */
final class WatchTrends extends KeyedProcessFunction<Boolean, TrendInput, TrendAlertRow> {
    static final OutputTag<OutputRecord> RECORDS =
            new OutputTag<>("trend-records", TypeInformation.of(OutputRecord.class));

    private static final long serialVersionUID = 1L;
    private static final int SAMPLE = 5;
    private static final MapStateDescriptor<Long, ShelfHour> HOURS =
            new MapStateDescriptor<>("hours", Types.LONG, TypeInformation.of(ShelfHour.class));
    private static final MapStateDescriptor<String, ProductNames> PRODUCTS =
            new MapStateDescriptor<>(
                    "products", Types.STRING, TypeInformation.of(ProductNames.class));
    private static final ValueStateDescriptor<TrendDesk> DESK =
            new ValueStateDescriptor<>("desk", TypeInformation.of(TrendDesk.class));

    private final double falseAlarms;
    private final HourClose hourClose;
    private transient MapState<Long, ShelfHour> hours;
    private transient MapState<String, ProductNames> products;
    private transient ValueState<TrendDesk> desk;

    /** Null when it has to be made anew. */
    private transient CatalogNames names;

    /**
     * @param falseAlarms a day, on average, that are allowed
     */
    WatchTrends(double falseAlarms, HourClose hourClose) {
        this.falseAlarms = falseAlarms;
        this.hourClose = hourClose;
    }

    @Override
    public void open(OpenContext context) {
        hours = getRuntimeContext().getMapState(HOURS);
        products = getRuntimeContext().getMapState(PRODUCTS);
        desk = getRuntimeContext().getState(DESK);
    }

    @Override
    public void processElement(TrendInput input, Context context, Collector<TrendAlertRow> out)
            throws Exception {
        if (input.hour() != null) {
            keep(input.hour(), context);
            return;
        }
        names = null;
        if (input.names().keys.isEmpty()) {
            products.remove(input.productId());
        } else {
            products.put(input.productId(), input.names());
        }
    }

    private void keep(ShelfHour said, Context context) throws Exception {
        context.timerService().registerEventTimeTimer(hourClose.closesAt(said.hour));
        hours.put(place(said.shelf, said.hour), said);
    }

    /** Each shelf says something of an hour once. */
    private static long place(int shelf, long hour) {
        return hour * Mention.SHELVES + shelf;
    }

    /** What all shelves say of an hour. */
    private ShelfHour take(long hour) throws Exception {
        ShelfHour all = new ShelfHour(0, hour);
        for (int shelf = 0; shelf < Mention.SHELVES; shelf++) {
            long place = place(shelf, hour);
            ShelfHour said = hours.get(place);
            if (said != null) {
                all.add(said);
                hours.remove(place);
            }
        }
        return all;
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<TrendAlertRow> out)
            throws Exception {
        ShelfHour said = take(hourClose.closedAt(timestamp));
        TrendDesk trends = desk.value() == null ? new TrendDesk() : desk.value();
        List<TrendAlert> news = trends.close(said, falseAlarms);
        desk.update(trends);
        for (TrendAlert alert : news) {
            TrendAlertRow row = row(alert);
            out.collect(row);
            context.output(RECORDS, TrendRecords.of(row));
        }
    }

    private CatalogNames names() throws Exception {
        if (names == null) {
            names = new CatalogNames();
            for (Map.Entry<String, ProductNames> entry : products.entries()) {
                names.add(entry.getKey(), entry.getValue());
            }
        }
        return names;
    }

    private TrendAlertRow row(TrendAlert alert) throws Exception {
        CatalogNames.Named named = names().of(alert.subject);
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
                raised,
                opened,
                alert.ended() ? (Long) raised : null,
                alert.version);
    }
}
