package io.tillstream.demand;

/** Demand for a product in one of its stores. A Flink POJO: fields are added, never changed. */
public class StoreDemand {
    /**
     * Its series; null while it is the only store of the product, whose series is then the same.
     */
    public DemandSeries units;

    /** Epoch day of the last sale. */
    public long lastSaleDay;

    /** Whether its stock is known, so that somebody waits for its outlook. */
    public boolean stocked;

    /**
     * Expected units of the next 30 days when they were last told to the topic; below 0 if never.
     */
    public double told = -1;

    /** Forecasts that stand to be judged; null before the first. */
    public IssuedForecasts issued;

    /** For Flink. */
    public StoreDemand() {}
}
