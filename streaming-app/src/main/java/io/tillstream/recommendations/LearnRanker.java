package io.tillstream.recommendations;

import io.tillstream.events.EventTime;
import io.tillstream.schemas.rows.ModelMetricRow;
import java.util.ArrayList;
import java.util.Comparator;
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
 * The one that learns for all: it is told of purchases and feedback, and tells the ranker at most
 * once per interval of event time; in a bounded run once a day, of what the day brought in order of
 * time. It begins with the version that the registry points at, where there is one. When a day
 * closes it tells what became of each variant.
 */
final class LearnRanker extends KeyedProcessFunction<Boolean, RankerInput, RankerModel> {
    static final OutputTag<ModelMetricRow> METRICS =
            new OutputTag<>("variant-metrics", TypeInformation.of(ModelMetricRow.class));

    private static final long serialVersionUID = 1L;
    private static final String MODEL = "recommendations";
    private static final ValueStateDescriptor<RankerState> RANKER =
            new ValueStateDescriptor<>("ranker", RankerState.class);
    private static final ListStateDescriptor<RankerInput> WAITING =
            new ListStateDescriptor<>("waiting", TypeInformation.of(RankerInput.class));

    private final RecommendationSettings settings;
    private transient ValueState<RankerState> store;
    private transient ListState<RankerInput> waiting;
    private transient TrainedWeights trained;

    LearnRanker(RecommendationSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext context) {
        store = getRuntimeContext().getState(RANKER);
        waiting = getRuntimeContext().getListState(WAITING);
        trained = TrainedWeights.open(settings.towers().serving());
    }

    @Override
    public void processElement(RankerInput input, Context context, Collector<RankerModel> out)
            throws Exception {
        if (!settings.bounded()) {
            follow(out);
        }
        if (input.world() != null) {
            RankerState ranker = ranker();
            ranker.asOf = input.world().asOf();
            store.update(ranker);
            return;
        }
        long day = EventTime.dayOf(input.time());
        context.timerService().registerEventTimeTimer(settings.dayClose().closesAt(day));
        if (settings.bounded()) {
            waiting.add(input);
            return;
        }
        RankerState ranker = ranker();
        take(input, ranker);
        if (ranker.toldAt == Long.MIN_VALUE
                || input.time() - ranker.toldAt >= settings.tellInterval()) {
            ranker.toldAt = input.time();
            out.collect(ranker.model(ItemCard.AT_ONCE));
        }
        store.update(ranker);
    }

    /** Begins anew when the registry points at another version, and tells everybody. */
    private void follow(Collector<RankerModel> out) throws Exception {
        RankerState ranker = ranker();
        if (trained.begin(ranker)) {
            store.update(ranker);
            out.collect(ranker.model(ItemCard.AT_ONCE));
        }
    }

    /** A bounded run stays with the version that it began with. */
    private RankerState ranker() throws Exception {
        RankerState ranker = store.value();
        if (ranker == null) {
            ranker = new RankerState();
            if (settings.bounded()) {
                trained.begin(ranker);
            }
        }
        return ranker;
    }

    private static void take(RankerInput input, RankerState ranker) {
        if (input.example() != null) {
            ranker.learn(input.example());
        } else {
            ranker.hear(input.feedback());
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<RankerModel> out)
            throws Exception {
        long day = settings.dayClose().lastClosed(timestamp);
        RankerState ranker = ranker();
        // The end of a bounded run closes all days but the last, as event time might have before.
        if (context.timerService().currentWatermark() == Long.MAX_VALUE
                && (!settings.bounded() || day >= EventTime.dayOf(ranker.asOf))) {
            return;
        }
        if (settings.bounded()) {
            for (RankerInput input : takeWaiting(day)) {
                take(input, ranker);
            }
            out.collect(ranker.model(day));
            store.update(ranker);
        }
        tell(ranker.model(day), day, context);
    }

    private List<RankerInput> takeWaiting(long day) throws Exception {
        List<RankerInput> due = new ArrayList<>();
        List<RankerInput> later = new ArrayList<>();
        for (RankerInput input : waiting.get()) {
            (EventTime.dayOf(input.time()) <= day ? due : later).add(input);
        }
        waiting.update(later);
        due.sort(Comparator.comparingLong(RankerInput::time).thenComparing(RankerInput::id));
        return due;
    }

    @Override
    public void close() {
        if (trained != null) {
            trained.close();
        }
    }

    private static void tell(RankerModel model, long day, OnTimerContext context) {
        for (Variant variant : Variant.values()) {
            double shown = model.shown(variant);
            ClickRate rate = ClickRate.of(model.clicked(variant), shown);
            tell(variant, "lists_shown", shown, day, context);
            tell(variant, "click_rate", rate.rate(), day, context);
            tell(variant, "click_rate_low", rate.low(), day, context);
            tell(variant, "click_rate_high", rate.high(), day, context);
        }
    }

    private static void tell(
            Variant variant, String metric, double value, long day, OnTimerContext context) {
        context.output(
                METRICS,
                new ModelMetricRow(
                        MODEL,
                        variant.label(),
                        metric,
                        EventTime.startOf(day + 1),
                        value,
                        null,
                        false,
                        day));
    }
}
