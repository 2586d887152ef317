package io.tillstream.serving;

import io.tillstream.models.serving.MicroBatcher;
import java.util.concurrent.TimeUnit;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * How long requests wait for a model and how long it takes for a batch, as metrics in microseconds
 * with the model's name as a label: quantiles of the last {@link #KEPT}, and how many there were.
 */
public final class InferenceTimes implements MicroBatcher.Times {
    /** Of which the 99th percentile is more than chance. */
    private static final int KEPT = 1_000;

    private final Histogram waits;
    private final Histogram batches;

    /**
     * @param operator group of the one who asks
     * @param model its name in the registry
     */
    public InferenceTimes(MetricGroup operator, String model) {
        MetricGroup group = operator.addGroup("inference").addGroup("model", model);
        waits = group.histogram("waitMicros", new DescriptiveStatisticsHistogram(KEPT));
        batches = group.histogram("batchMicros", new DescriptiveStatisticsHistogram(KEPT));
    }

    @Override
    public void waited(long nanos) {
        waits.update(TimeUnit.NANOSECONDS.toMicros(nanos));
    }

    @Override
    public void ran(long nanos) {
        batches.update(TimeUnit.NANOSECONDS.toMicros(nanos));
    }
}
