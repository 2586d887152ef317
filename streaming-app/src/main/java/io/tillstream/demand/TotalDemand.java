package io.tillstream.demand;

/**
 * The total's own series, which say how far the sum of the categories may be off. A Flink POJO:
 * fields are added, never changed.
 */
public class TotalDemand {
    /** Units. */
    public AggregateSeries units = new AggregateSeries();

    /** Net revenue, major units. */
    public AggregateSeries revenue = new AggregateSeries();

    /** Epoch day that was closed last, {@link CatalogFacts#UNKNOWN} before the first. */
    public long lastClosed = CatalogFacts.UNKNOWN;

    /** For Flink. */
    public TotalDemand() {}
}
