package io.tillstream.demand;

/**
 * What a category knows beside its products: its own series, what its products' series lean on, and
 * its calendar. Five kilobytes. A Flink POJO: fields are added, never changed.
 */
public class CategoryDemand {
    /** Epoch day of the first sale, {@link CatalogFacts#UNKNOWN} before it. */
    public long firstDay = CatalogFacts.UNKNOWN;

    /** Epoch day that was closed last, {@link CatalogFacts#UNKNOWN} before the first. */
    public long lastClosed = CatalogFacts.UNKNOWN;

    /** Units of all products. */
    public AggregateSeries units = new AggregateSeries();

    /** Net revenue of all products, major units. */
    public AggregateSeries revenue = new AggregateSeries();

    /** What series of products lean on. */
    public DemandPool products = new DemandPool();

    /** What series of products in stores lean on. */
    public DemandPool stores = new DemandPool();

    /** Holidays and promotions. */
    public CalendarEffects effects = new CalendarEffects();

    /** Which days are told of as out of the ordinary. */
    public AnomalyGate gate = new AnomalyGate();

    /** How sales answer to prices. */
    public PriceResponse prices = new PriceResponse();

    /** What foretells the first weeks of new products. */
    public CurveVote curves = new CurveVote();

    /** What foretells how much new products sell. */
    public LevelVote levels = new LevelVote();

    /** For Flink. */
    public CategoryDemand() {}
}
