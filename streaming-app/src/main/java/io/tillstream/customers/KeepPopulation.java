package io.tillstream.customers;

import io.tillstream.customers.PopulationSnapshot.Kind;
import io.tillstream.events.DayClose;
import io.tillstream.events.EventTime;
import io.tillstream.events.FeatureDay;
import io.tillstream.models.clusters.KMeansState;
import io.tillstream.runtime.FlushingOperator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * The one place that knows the whole population: keeps its distributions and behaviour clusters and
 * publishes what a single customer's scores need of them, for every closed day on which anybody
 * moved, for now after each flush with moves, and for the end of a bounded input.
 *
 * <p>Everything that belongs to a closed day is complete when the watermark closes it, and is
 * summed in an order that does not depend on arrival; so closed days are the same in every run.
 */
final class KeepPopulation extends FlushingOperator<PopulationInput, PopulationSnapshot> {
    /** How features were distributed when a day closed. */
    static final OutputTag<FeatureDay> FEATURES =
            new OutputTag<>("features", TypeInformation.of(FeatureDay.class));

    private static final long serialVersionUID = 1L;
    private static final long MOMENT = 200;
    private static final ListStateDescriptor<PopulationDelta> BOOK =
            new ListStateDescriptor<>("population", TypeInformation.of(PopulationDelta.class));
    private static final ListStateDescriptor<BehaviourPoint> POINTS =
            new ListStateDescriptor<>("open-points", TypeInformation.of(BehaviourPoint.class));
    private static final ListStateDescriptor<KMeansState> CLUSTERS =
            new ListStateDescriptor<>("clusters", TypeInformation.of(KMeansState.class));
    private static final ListStateDescriptor<Long> END =
            new ListStateDescriptor<>("end", Types.LONG);

    private final DayClose dayClose;
    private transient ListState<PopulationDelta> bookStore;
    private transient ListState<BehaviourPoint> pointStore;
    private transient ListState<KMeansState> clusterStore;
    private transient ListState<Long> endStore;
    private transient PopulationBook book;
    private transient Map<Long, Map<String, BehaviourPoint>> openPoints;
    private transient KMeansState clusters;
    private transient long end;
    private transient boolean moved;
    private transient long nextMoment;

    KeepPopulation(DayClose dayClose, long flushInterval) {
        super(flushInterval);
        this.dayClose = dayClose;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        bookStore = context.getOperatorStateStore().getListState(BOOK);
        pointStore = context.getOperatorStateStore().getListState(POINTS);
        clusterStore = context.getOperatorStateStore().getListState(CLUSTERS);
        endStore = context.getOperatorStateStore().getListState(END);
        book = new PopulationBook();
        openPoints = new TreeMap<>();
        end = Long.MIN_VALUE;
        for (PopulationDelta delta : bookStore.get()) {
            book.apply(delta, DayClose.NONE);
        }
        for (BehaviourPoint point : pointStore.get()) {
            keep(point);
        }
        for (KMeansState state : clusterStore.get()) {
            clusters = state;
        }
        for (Long time : endStore.get()) {
            end = time;
        }
        moved = book.known() > 0;
    }

    @Override
    public void processElement(StreamRecord<PopulationInput> element) {
        PopulationInput input = element.getValue();
        if (input.delta() != null) {
            book.apply(input.delta(), dayClose.lastClosed(watermark()));
            moved = true;
        } else if (input.point() != null) {
            keep(input.point());
        } else if (input.world().end()) {
            end = input.world().asOf();
        }
    }

    private void keep(BehaviourPoint point) {
        openPoints
                .computeIfAbsent(point.day(), d -> new HashMap<>())
                .put(point.customerId(), point);
    }

    @Override
    protected void onWatermark(long timestamp) {
        if (timestamp != Long.MAX_VALUE) {
            closeUpTo(dayClose.lastClosed(timestamp));
        } else if (end != Long.MIN_VALUE) {
            long lastDay = EventTime.dayOf(end);
            closeUpTo(lastDay - 1);
            emit(snapshot(Kind.END, lastDay, end, book.known(), book.thresholds()));
        }
    }

    private void closeUpTo(long lastClosed) {
        while (book.firstOpenDay() <= lastClosed) {
            long day = book.firstOpenDay();
            book.closeFirst();
            learn(openPoints.remove(day));
            book.closedFeatures(day).forEach(feature -> emit(FEATURES, feature));
            emit(
                    snapshot(
                            Kind.CLOSED,
                            day,
                            EventTime.endOf(day),
                            book.knownClosed(),
                            book.closedThresholds()));
        }
        openPoints.keySet().removeIf(day -> day <= lastClosed);
    }

    /** In the order of customers' ids: floating-point sums depend on theirs. */
    private void learn(Map<String, BehaviourPoint> points) {
        if (points != null) {
            clusters = BehaviourClusters.update(clusters, figures(new TreeMap<>(points).values()));
        }
    }

    private static List<long[]> figures(Collection<BehaviourPoint> points) {
        List<long[]> figures = new ArrayList<>(points.size());
        for (BehaviourPoint point : points) {
            if (point.figures()[Figures.PURCHASES] > 0) {
                figures.add(point.figures());
            }
        }
        return figures;
    }

    private PopulationSnapshot snapshot(
            Kind kind, long day, long asOf, long known, long[] thresholds) {
        return new PopulationSnapshot(kind, day, asOf, known, thresholds, clusters);
    }

    @Override
    protected void flush() {
        long now = getProcessingTimeService().getCurrentProcessingTime();
        // Before each watermark there is a flush too; a moment lasts as long as an interval.
        if (moved && now >= nextMoment && watermark() != Long.MAX_VALUE) {
            moved = false;
            nextMoment = now + MOMENT;
            long day = dayClose.lastClosed(watermark());
            emit(snapshot(Kind.NOW, day, watermark(), book.known(), book.thresholds()));
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        bookStore.clear();
        for (PopulationDelta delta : book.contents()) {
            bookStore.add(delta);
        }
        pointStore.clear();
        for (Map<String, BehaviourPoint> points : openPoints.values()) {
            pointStore.addAll(new ArrayList<>(points.values()));
        }
        clusterStore.clear();
        if (clusters != null) {
            clusterStore.add(clusters);
        }
        // The clock may have finished by then and would not tell the end again.
        endStore.update(end == Long.MIN_VALUE ? List.of() : List.of(end));
    }
}
