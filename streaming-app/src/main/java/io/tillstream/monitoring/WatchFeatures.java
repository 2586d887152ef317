package io.tillstream.monitoring;

import io.tillstream.events.Distribution;
import io.tillstream.events.FeatureDay;
import io.tillstream.schemas.rows.ModelMetricRow;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Compares how a feature of all customers is distributed at the end of a day with how it was four
 * weeks before. Days come in order. State: some 30 distributions of up to a few KB a feature.
 */
final class WatchFeatures extends KeyedProcessFunction<String, FeatureDay, ModelMetricRow> {
    static final String SOURCE = "customers";

    /** Days back to those that are compared with. */
    static final int BACK = 28;

    /**
     * Days from the first customers on of which nothing is told: where all are new, how often they
     * have bought and for how much grows from day to day, though everybody does what he did.
     */
    static final int YOUNG = 120;

    private static final long serialVersionUID = 1L;

    /** Tenths, as is usual. */
    private static final int PARTS = 10;

    /** Days that are older than what the next one is compared with are removed. */
    private static final MapStateDescriptor<Long, Distribution> DAYS =
            new MapStateDescriptor<>(
                    "feature-days", Types.LONG, TypeInformation.of(Distribution.class));

    /** A number a feature. */
    private static final ValueStateDescriptor<Long> FIRST =
            new ValueStateDescriptor<>("first-feature-day", Types.LONG);

    private transient MapState<Long, Distribution> days;
    private transient ValueState<Long> first;

    @Override
    public void open(OpenContext context) {
        days = getRuntimeContext().getMapState(DAYS);
        first = getRuntimeContext().getState(FIRST);
    }

    @Override
    public void processElement(FeatureDay today, Context context, Collector<ModelMetricRow> out)
            throws Exception {
        List<Long> compared = new ArrayList<>();
        for (Long day : days.keys()) {
            if (day <= today.day() - BACK) {
                compared.add(day);
            }
        }
        compared.sort(null);
        for (int i = 0; i < compared.size() - 1; i++) {
            days.remove(compared.get(i));
        }
        days.put(today.day(), today.values());
        if (first.value() == null && today.values().total() > 0) {
            first.update(compared.isEmpty() ? today.day() : compared.get(0));
        }
        boolean young = first.value() == null || today.day() - first.value() < YOUNG;
        if (!young && !compared.isEmpty()) {
            Distribution before = days.get(compared.get(compared.size() - 1));
            if (before.total() > 0 && today.values().total() > 0) {
                DriftRows.of(SOURCE, today.feature(), today.day(), before, today.values(), PARTS)
                        .forEach(out::collect);
            }
        }
    }
}
