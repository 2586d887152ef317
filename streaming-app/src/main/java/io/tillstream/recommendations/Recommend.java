package io.tillstream.recommendations;

import io.tillstream.connect.OutputRecord;
import io.tillstream.events.EventTime;
import io.tillstream.schemas.rows.RecommendationRow;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Puts candidates in order and emits them, to the topic at once and to the table; and judges by
 * each purchase what stood before it.
 */
final class Recommend
        extends KeyedBroadcastProcessFunction<String, Moment, RankerModel, RecommendationRow> {
    static final OutputTag<OutputRecord> RECORDS =
            new OutputTag<>("recommendations", TypeInformation.of(OutputRecord.class));

    /** From taking an event up to its list; none in a bounded run. */
    static final OutputTag<Latency> LATENCIES =
            new OutputTag<>("latencies", TypeInformation.of(Latency.class));

    static final OutputTag<Verdict> VERDICTS =
            new OutputTag<>("verdicts", TypeInformation.of(Verdict.class));

    /** By day; at {@link ItemCard#AT_ONCE} in a run without end. */
    static final MapStateDescriptor<Long, RankerModel> MODELS =
            new MapStateDescriptor<>("models", Types.LONG, TypeInformation.of(RankerModel.class));

    private static final long serialVersionUID = 1L;
    private static final ListStateDescriptor<Moment> WAITING =
            new ListStateDescriptor<>("waiting", TypeInformation.of(Moment.class));

    private final RecommendationSettings settings;
    private final ValueStateDescriptor<Standing> standingState;
    private transient ValueState<Standing> standings;
    private transient ListState<Moment> waiting;
    private transient TrainedWeights trained;

    /** Until the one that learns is heard of. */
    private transient RankerModel untaught;

    Recommend(RecommendationSettings settings) {
        this.settings = settings;
        this.standingState = standing(Duration.ofMillis(settings.timeToLive()));
    }

    private static ValueStateDescriptor<Standing> standing(Duration timeToLive) {
        ValueStateDescriptor<Standing> descriptor =
                new ValueStateDescriptor<>("standing", Standing.class);
        descriptor.enableTimeToLive(
                StateTtlConfig.newBuilder(timeToLive).cleanupInRocksdbCompactFilter(1_000).build());
        return descriptor;
    }

    @Override
    public void open(OpenContext context) {
        standings = getRuntimeContext().getState(standingState);
        waiting = getRuntimeContext().getListState(WAITING);
        trained = TrainedWeights.open(settings.towers().serving());
        RankerState nothingLearnt = new RankerState();
        trained.begin(nothingLearnt);
        untaught = nothingLearnt.model(ItemCard.AT_ONCE);
    }

    @Override
    public void close() {
        if (trained != null) {
            trained.close();
        }
    }

    @Override
    public void processBroadcastElement(
            RankerModel model, Context context, Collector<RecommendationRow> out) throws Exception {
        BroadcastState<Long, RankerModel> models = context.getBroadcastState(MODELS);
        long closed = settings.dayClose().lastClosed(context.currentWatermark());
        Long newestSeen = null;
        for (Map.Entry<Long, RankerModel> entry : models.immutableEntries()) {
            if (entry.getKey() <= closed && (newestSeen == null || entry.getKey() > newestSeen)) {
                newestSeen = entry.getKey();
            }
        }
        List<Long> outdated = new ArrayList<>();
        for (Map.Entry<Long, RankerModel> entry : models.immutableEntries()) {
            if (newestSeen != null && entry.getKey() < newestSeen) {
                outdated.add(entry.getKey());
            }
        }
        for (Long day : outdated) {
            models.remove(day);
        }
        models.put(model.day(), model);
    }

    /** The ranker for events of a day. */
    private RankerModel model(ReadOnlyBroadcastState<Long, RankerModel> models, long day)
            throws Exception {
        RankerModel newest = null;
        for (Map.Entry<Long, RankerModel> entry : models.immutableEntries()) {
            if (entry.getKey() < day && (newest == null || entry.getKey() > newest.day())) {
                newest = entry.getValue();
            }
        }
        return newest == null ? untaught : newest;
    }

    @Override
    public void processElement(
            Moment moment, ReadOnlyContext context, Collector<RecommendationRow> out)
            throws Exception {
        long day = EventTime.dayOf(moment.time());
        if (settings.bounded()) {
            waiting.add(moment.judged());
            context.timerService().registerEventTimeTimer(settings.dayClose().closesAt(day));
        } else {
            handle(moment, model(context.getBroadcastState(MODELS), day), context, out);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<RecommendationRow> out)
            throws Exception {
        long day = settings.dayClose().lastClosed(timestamp);
        List<Moment> due = new ArrayList<>();
        List<Moment> later = new ArrayList<>();
        for (Moment moment : waiting.get()) {
            (EventTime.dayOf(moment.time()) <= day ? due : later).add(moment);
        }
        waiting.update(later);
        due.sort(Comparator.comparingLong(Moment::time).thenComparing(Moment::eventId));
        RankerModel model = model(context.getBroadcastState(MODELS), day);
        for (Moment moment : due) {
            handle(moment, model, context, out);
        }
    }

    private void handle(
            Moment moment,
            RankerModel model,
            ReadOnlyContext context,
            Collector<RecommendationRow> out)
            throws Exception {
        if (moment.bought().length > 0) {
            judge(moment, standings.value(), context);
        }
        if (moment.candidates() != null && moment.candidates().size() > 0) {
            standings.update(emit(moment, model, context, out));
        }
    }

    private static void judge(Moment moment, Standing standing, ReadOnlyContext context) {
        if (standing != null) {
            context.output(VERDICTS, standing.judge(moment));
        }
    }

    private Standing emit(
            Moment moment,
            RankerModel model,
            ReadOnlyContext context,
            Collector<RecommendationRow> out)
            throws IOException {
        Variant variant =
                settings.experiment()
                        .variantOf(moment.shopper(), EventTime.dayOf(moment.time()), model);
        Recommendation recommendation =
                Ranking.of(
                        moment,
                        model,
                        variant,
                        settings,
                        context.timerService().currentProcessingTime());
        String items = RecommendationRecords.items(recommendation);
        context.output(RECORDS, RecommendationRecords.record(recommendation, items));
        if (moment.takenUpAt() != Moment.NO_CLOCK) {
            long now = context.timerService().currentProcessingTime();
            context.output(LATENCIES, Latency.of(moment, now, settings.interval()));
        }
        if (!Shoppers.isSession(moment.shopper())) {
            out.collect(RecommendationRecords.row(recommendation, items));
        }
        Standing standing = new Standing();
        standing.variant = variant.ordinal();
        standing.shown = recommendation.productIds();
        standing.byPopularity = moment.candidates().byPopularity();
        standing.byTies = moment.candidates().byTies();
        return standing;
    }
}
