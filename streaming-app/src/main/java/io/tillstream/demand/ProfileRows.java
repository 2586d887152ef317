package io.tillstream.demand;

import io.tillstream.events.EventTime;
import io.tillstream.schemas.rows.ModelMetricRow;
import io.tillstream.schemas.rows.ProductSalesProfileRow;
import io.tillstream.schemas.rows.SalesProfileRow;
import java.util.ArrayList;
import java.util.List;

/**
 * Sales profiles as rows. Metrics, of model {@code sales-profiles}: {@code profiles} (how many),
 * {@code silhouette} and {@code silhouette-shuffled}; and out of sample, of the last hundred
 * launches or so, {@code accuracy} and {@code log-loss} of the classifier beside {@code
 * accuracy-majority} and {@code log-loss-shares}, which know only how frequent each profile is.
 */
final class ProfileRows {
    static final String NAME = "sales-profiles";

    private static final String VERSION = "kmeans-logistic-1";
    private static final String BY_SALES = "sales";
    private static final String FORETOLD = "foretold";

    private ProfileRows() {}

    /** A row a profile. */
    static List<SalesProfileRow> profiles(ProfileBook book) {
        SalesProfiles profiles = book.profiles;
        List<SalesProfileRow> rows = new ArrayList<>();
        for (int profile = 0; profile < profiles.count(); profile++) {
            rows.add(
                    new SalesProfileRow(
                            profiles.day(),
                            profile,
                            book.launches.size(),
                            profiles.shares()[profile],
                            floats(profiles.curve(profile)),
                            profiles.silhouette(),
                            profiles.shuffled(),
                            profiles.day()));
        }
        return rows;
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    /** A row a launch that profiles were learnt of. */
    static List<ProductSalesProfileRow> products(ProfileBook book) {
        SalesProfiles profiles = book.profiles;
        return book.launches.stream()
                .map(
                        launch ->
                                new ProductSalesProfileRow(
                                        launch.facts().productId(),
                                        profiles.day(),
                                        profiles.profileOf(launch),
                                        BY_SALES,
                                        1,
                                        profiles.silhouetteOf(launch),
                                        profiles.day()))
                .toList();
    }

    /**
     * What is foretold of a product.
     *
     * @param probabilities of the profiles
     * @param day of its launch
     */
    static ProductSalesProfileRow foretold(
            String productId, SalesProfiles profiles, double[] probabilities, long day) {
        int profile = ProfileScore.likeliest(probabilities);
        return new ProductSalesProfileRow(
                productId, profiles.day(), profile, FORETOLD, probabilities[profile], null, day);
    }

    static List<ModelMetricRow> metrics(ProfileBook book) {
        SalesProfiles profiles = book.profiles;
        ProfileScore score = book.score;
        long day = profiles.day();
        List<ModelMetricRow> rows = new ArrayList<>();
        rows.add(metric("profiles", profiles.count(), day));
        rows.add(metric("silhouette", profiles.silhouette(), day));
        rows.add(metric("silhouette-shuffled", profiles.shuffled(), day));
        if (score.launches > 0) {
            rows.add(metric("accuracy", score.hits / score.launches, day));
            rows.add(metric("accuracy-majority", score.majorityHits / score.launches, day));
            rows.add(metric("log-loss", score.loss / score.launches, day));
            rows.add(metric("log-loss-shares", score.baseLoss / score.launches, day));
        }
        return rows;
    }

    private static ModelMetricRow metric(String name, double value, long day) {
        return new ModelMetricRow(
                NAME, VERSION, name, EventTime.endOf(day), value, null, false, day);
    }
}
