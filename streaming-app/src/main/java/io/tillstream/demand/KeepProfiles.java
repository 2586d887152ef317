package io.tillstream.demand;

import io.tillstream.events.DayClose;
import io.tillstream.events.EventTime;
import io.tillstream.events.WorldTime;
import io.tillstream.schemas.rows.ModelMetricRow;
import io.tillstream.schemas.rows.ProductSalesProfileRow;
import io.tillstream.schemas.rows.SalesProfileRow;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Learns the sales profiles of new products at the close of each Sunday on which launches were
 * over. One instance, which gets one record a product in its life; the launches that wait are those
 * of a week, those that are kept a bounded sample.
 */
final class KeepProfiles extends KeyedProcessFunction<Boolean, ProfileInput, Almanac> {
    static final OutputTag<SalesProfileRow> PROFILES =
            new OutputTag<>("profiles", TypeInformation.of(SalesProfileRow.class));
    static final OutputTag<ProductSalesProfileRow> PRODUCTS =
            new OutputTag<>("product-profiles", TypeInformation.of(ProductSalesProfileRow.class));
    static final OutputTag<ModelMetricRow> METRICS =
            new OutputTag<>("profile-metrics", TypeInformation.of(ModelMetricRow.class));

    private static final long serialVersionUID = 1L;
    private static final int SUNDAY = 6;
    private static final ValueStateDescriptor<ProfileBook> BOOK =
            new ValueStateDescriptor<>("profile-book", TypeInformation.of(ProfileBook.class));
    private static final ListStateDescriptor<SeenLaunch> WAITING =
            new ListStateDescriptor<>("waiting-launches", TypeInformation.of(SeenLaunch.class));
    private static final ValueStateDescriptor<WorldTime> WORLD =
            new ValueStateDescriptor<>("world", TypeInformation.of(WorldTime.class));

    private final DayClose dayClose;
    private transient ValueState<ProfileBook> book;
    private transient ListState<SeenLaunch> waiting;
    private transient ValueState<WorldTime> world;

    KeepProfiles(DayClose dayClose) {
        this.dayClose = dayClose;
    }

    @Override
    public void open(OpenContext context) {
        book = getRuntimeContext().getState(BOOK);
        waiting = getRuntimeContext().getListState(WAITING);
        world = getRuntimeContext().getState(WORLD);
    }

    @Override
    public void processElement(ProfileInput input, Context context, Collector<Almanac> out)
            throws Exception {
        if (input.world() != null) {
            world.update(input.world());
            return;
        }
        waiting.add(input.launch());
        long day = input.launch().endDay();
        long sunday = day + SUNDAY - WeekProfile.weekdayOf(day);
        context.timerService().registerEventTimeTimer(dayClose.closesAt(sunday));
    }

    /** Timers fire in the order of time, so that weeks come in order. */
    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Almanac> out)
            throws Exception {
        long day = EventTime.dayOf(timestamp - dayClose.allowedLateness() - 1);
        if (!isClosed(day, context)) {
            return;
        }
        List<SeenLaunch> ended = new ArrayList<>();
        List<SeenLaunch> later = new ArrayList<>();
        for (SeenLaunch launch : waiting.get()) {
            (launch.endDay() <= day ? ended : later).add(launch);
        }
        waiting.update(later);
        ProfileBook known = book.value();
        ProfileBook state = known == null ? new ProfileBook() : known;
        if (state.learn(day, ended)) {
            out.collect(Almanac.of(state.profiles));
            ProfileRows.profiles(state).forEach(row -> context.output(PROFILES, row));
            ProfileRows.products(state).forEach(row -> context.output(PRODUCTS, row));
            ProfileRows.metrics(state).forEach(row -> context.output(METRICS, row));
        }
        book.update(state);
    }

    /** The end of a bounded input fires all timers, those of days that never came, too. */
    private boolean isClosed(long day, OnTimerContext context) throws Exception {
        if (context.timerService().currentWatermark() != Long.MAX_VALUE) {
            return true;
        }
        WorldTime end = world.value();
        return end != null && day < EventTime.dayOf(end.asOf());
    }
}
