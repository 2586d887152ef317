package io.tillstream.demand;

import io.tillstream.schemas.rows.ForecastAccuracyRow;
import io.tillstream.schemas.rows.ForecastRow;

/** Takes what the close of a day has to say. */
interface DemandListener {
    /**
     * A forecast was issued.
     *
     * @param tell whether it moved enough for the topic's readers
     */
    void forecast(ForecastRow row, boolean tell);

    /** A forecast was judged. */
    void accuracy(ForecastAccuracyRow row);

    /** A store has to expect this demand. */
    void outlook(StockOutlook outlook);
}
