package io.tillstream.demand;

/**
 * The series of a category or of the total, which leans on nothing but itself. A Flink POJO: fields
 * are added, never changed.
 */
public class AggregateSeries {
    /** A day of a sum says as much of the week as so many single series that sell. */
    private static final int SELLERS = 20;

    /** The series. */
    public DemandSeries series = new DemandSeries();

    /** A pool of this series alone. */
    public DemandPool pool = new DemandPool();

    /** Forecasts that stand to be judged. */
    public IssuedForecasts issued = new IssuedForecasts();

    /** For Flink. */
    public AggregateSeries() {}

    void learn(DayFacts facts) {
        DaySummary summary = new DaySummary(facts.day());
        series.learn(facts, pool, summary);
        summary.sellers *= SELLERS;
        pool.startDay();
        pool.add(summary);
    }

    Outlook forecast(long today, double[] effects) {
        return series.forecast(today, effects, pool);
    }

    /** What is expected of the next day, were it an ordinary one; 0 before the first sale. */
    double expectedNext(long today) {
        return series.started() ? forecast(today, new double[] {1}).means()[0] : 0;
    }
}
