package io.tillstream.monitoring;

import io.tillstream.connect.OutputRecord;
import io.tillstream.runtime.TimeToLive;
import io.tillstream.schemas.rows.ModelMetricRow;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Holds figures against what they must keep to: rows say so, and alerts open and end. */
final class WatchMetrics extends KeyedProcessFunction<String, Measurement, ModelMetricRow> {
    static final OutputTag<OutputRecord> ALERTS =
            new OutputTag<>("metric-alerts", TypeInformation.of(OutputRecord.class));

    private static final long serialVersionUID = 1L;

    /** A figure that nobody tells any more is forgotten. */
    private static final Duration TIME_TO_LIVE = Duration.ofDays(90);

    private static final ValueStateDescriptor<MetricHistory> HISTORY =
            TimeToLive.of(new ValueStateDescriptor<>("history", MetricHistory.class), TIME_TO_LIVE);

    private final List<Guard> guards;
    private transient ValueState<MetricHistory> histories;

    WatchMetrics(List<Guard> guards) {
        this.guards = guards;
    }

    @Override
    public void open(OpenContext context) {
        histories = getRuntimeContext().getState(HISTORY);
    }

    private Guard guardOf(Measurement measurement) {
        for (Guard guard : guards) {
            if (guard.guards(measurement)) {
                return guard;
            }
        }
        return null;
    }

    @Override
    public void processElement(
            Measurement measurement, Context context, Collector<ModelMetricRow> out)
            throws Exception {
        Guard guard = guardOf(measurement);
        MetricHistory history = guard == null ? null : histories.value();
        if (guard != null && history == null) {
            history = new MetricHistory();
        }
        Double threshold = guard == null ? null : guard.threshold(measurement, history.usual());
        boolean breached = threshold != null && guard.isBreached(measurement.value(), threshold);
        if (measurement.row() != null) {
            Double target = guard == null ? null : guard.target(history.usual());
            out.collect(judged(measurement.row(), threshold, breached, target));
        }
        if (guard == null
                || measurement.samples() < guard.leastSamples()
                || measurement.windowEnd() <= history.newest) {
            return;
        }
        boolean settled = threshold == null || guard.isSettled(measurement.value(), threshold);
        String alertId = history.take(measurement, breached, settled, guard.inARow());
        histories.update(history);
        if (alertId != null) {
            context.output(
                    ALERTS,
                    MetricAlerts.record(
                            measurement,
                            alertId,
                            history.alertId == null ? "resolved" : "opened",
                            threshold));
        }
    }

    private static ModelMetricRow judged(
            ModelMetricRow row, Double threshold, boolean breached, Double target) {
        return new ModelMetricRow(
                row.model(),
                row.modelVersion(),
                row.metric(),
                row.windowEnd(),
                row.value(),
                threshold,
                breached,
                row.version(),
                row.samples(),
                target);
    }
}
