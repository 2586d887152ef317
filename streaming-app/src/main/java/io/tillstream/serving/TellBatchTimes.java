package io.tillstream.serving;

import io.tillstream.events.Distribution;
import io.tillstream.schemas.rows.ModelMetricRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Tells the median and the 99th percentile of how long batches took in each version of a model,
 * over windows of the wall clock. A window without batches is not told. Not in a bounded run, which
 * has no clock.
 */
final class TellBatchTimes extends KeyedProcessFunction<String, ModelNews, ModelMetricRow> {
    static final long WINDOW = Duration.ofMinutes(5).toMillis();

    private static final long serialVersionUID = 1L;
    private static final double MICROS = 1_000;

    /** By version; cleared at the end of each window. */
    private static final MapStateDescriptor<String, Distribution> TIMES =
            new MapStateDescriptor<>(
                    "batch-times", Types.STRING, TypeInformation.of(Distribution.class));

    private transient MapState<String, Distribution> times;

    @Override
    public void open(OpenContext context) {
        times = getRuntimeContext().getMapState(TIMES);
    }

    @Override
    public void processElement(ModelNews news, Context context, Collector<ModelMetricRow> out)
            throws Exception {
        if (news.times() == null) {
            return;
        }
        if (times.isEmpty()) {
            long now = context.timerService().currentProcessingTime();
            context.timerService().registerProcessingTimeTimer((now / WINDOW + 1) * WINDOW);
        }
        Distribution window = times.get(news.times().version());
        if (window == null) {
            window = new Distribution();
        }
        window.add(news.times().micros());
        times.put(news.times().version(), window);
    }

    /** The slowest first: of a model's versions in a window the first is held to the bound. */
    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<ModelMetricRow> out)
            throws Exception {
        List<ModelMetricRow> p99 = new ArrayList<>();
        String model = context.getCurrentKey();
        for (Map.Entry<String, Distribution> entry : times.entries()) {
            Distribution micros = entry.getValue();
            out.collect(row(model, entry.getKey(), "p50", 0.5, micros, timestamp));
            p99.add(row(model, entry.getKey(), "p99", 0.99, micros, timestamp));
        }
        times.clear();
        p99.sort(
                Comparator.comparingDouble(ModelMetricRow::value)
                        .reversed()
                        .thenComparing(ModelMetricRow::modelVersion));
        p99.forEach(out::collect);
    }

    private static ModelMetricRow row(
            String model,
            String version,
            String name,
            double share,
            Distribution micros,
            long windowEnd) {
        return new ModelMetricRow(
                model,
                version,
                BatchTimes.METRIC + name,
                windowEnd,
                micros.quantile(share) / MICROS,
                null,
                false,
                windowEnd,
                micros.total());
    }
}
