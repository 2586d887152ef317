package io.tillstream.schemas.rows;

/**
 * Table {@code model_metric}: how good a version of a model was in a window.
 *
 * @param model its name
 * @param modelVersion its version
 * @param metric what is measured
 * @param windowEnd end of the window, exclusive
 * @param value measured
 * @param threshold the bound, null if none is set
 * @param breached whether the value is beyond the bound
 * @param version grows with every change of the row
 * @param samples how many observations the value is of; null if nobody counts them
 * @param target what the value should be, on that side of which the threshold has it; null if none
 *     is set
 */
public record ModelMetricRow(
        String model,
        String modelVersion,
        String metric,
        long windowEnd,
        double value,
        Double threshold,
        boolean breached,
        long version,
        Long samples,
        Double target)
        implements Row {
    /** A value without a target. */
    public ModelMetricRow(
            String model,
            String modelVersion,
            String metric,
            long windowEnd,
            double value,
            Double threshold,
            boolean breached,
            long version,
            Long samples) {
        this(
                model,
                modelVersion,
                metric,
                windowEnd,
                value,
                threshold,
                breached,
                version,
                samples,
                null);
    }

    /** A value whose observations nobody counts. */
    public ModelMetricRow(
            String model,
            String modelVersion,
            String metric,
            long windowEnd,
            double value,
            Double threshold,
            boolean breached,
            long version) {
        this(model, modelVersion, metric, windowEnd, value, threshold, breached, version, null);
    }

    /** Primary key of {@code model_metric}. */
    public record Key(String model, String modelVersion, String metric, long windowEnd) {}

    @Override
    public Key key() {
        return new Key(model, modelVersion, metric, windowEnd);
    }
}
