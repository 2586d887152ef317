package io.tillstream.demand;

import io.tillstream.schemas.rows.ForecastAccuracyRow;
import io.tillstream.schemas.rows.ForecastRow;
import io.tillstream.schemas.rows.PriceElasticityRow;
import io.tillstream.schemas.rows.PriceProposalRow;
import io.tillstream.schemas.rows.ProductSalesProfileRow;
import io.tillstream.schemas.rows.SalesAnomalyRow;

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

    /** A day was far from what was forecast for it. */
    void anomaly(SalesAnomalyRow row);

    /** How a category's sales answer to prices. */
    void elasticity(PriceElasticityRow row);

    /** A price that should bring more. */
    void proposal(PriceProposalRow row);

    /** How sales of a new product are foretold to run. */
    void profile(ProductSalesProfileRow row);

    /** A store has to expect this demand. */
    void outlook(StockOutlook outlook);
}
