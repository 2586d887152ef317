package io.tillstream.customers;

import io.tillstream.JobConfig;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** Settings of customers. */
public final class CustomersOptions {
    /** Share of customers that shape the clusters. */
    public static final ConfigOption<Double> CLUSTER_SAMPLE =
            ConfigOptions.key("customers.cluster-sample")
                    .doubleType()
                    .defaultValue(1.0)
                    .withDescription(
                            "Share of customers who shape the behaviour clusters; 0.01 for tens"
                                    + " of millions.");

    /** All of them. */
    public static final List<ConfigOption<?>> ALL = List.of(CLUSTER_SAMPLE);

    private CustomersOptions() {}

    /**
     * Looks at what is set.
     *
     * @throws JobConfig.InvalidConfig if something cannot be used
     */
    public static void check(JobConfig config) {
        config.require(CLUSTER_SAMPLE, share -> share > 0 && share <= 1, "be above 0, up to 1");
    }
}
