package io.tillstream.demand;

/** The forecasters that a series keeps side by side. */
public enum Model {
    /**
     * Level as discounted sales over discounted expected week share, one percent a day: nearly the
     * mean of all that is known. The ratio is the maximum likelihood level of a discounted Poisson
     * demand with known seasonality; it needs no start value and no treatment of closed days.
     */
    SLOW,
    /** The same with three percent a day: simple exponential smoothing on a weekday profile. */
    STEADY,
    /** The same with eight percent a day. */
    FAST,
    /**
     * Probability of a sale times its size, which falls in silent times: Teunter, Syntetos and
     * Babai (2011), "Intermittent demand: linking forecasting to inventory obsolescence".
     */
    INTERMITTENT,
    /** Discounted mean of the same weekday: a seasonal naive forecast over about ten weeks. */
    WEEKDAY,
    /**
     * STEADY with a damped trend in logs: Gardner and McKenzie (1985), "Forecasting trends in time
     * series".
     */
    TREND;

    static final int COUNT = values().length;
}
