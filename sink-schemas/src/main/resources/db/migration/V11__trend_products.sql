-- What a buyer asks of a trend: how much there is of what fits, and what will be sold of it.
CREATE INDEX inventory_position_product ON inventory_position (product_id);

CREATE VIEW trend_alert_product AS
SELECT
    a.alert_id,
    p.product_id,
    stock.on_hand,
    stock.on_order,
    stock.suggested_order_quantity,
    forecast.issued_on,
    forecast.units_30_days
FROM trend_alert a
CROSS JOIN LATERAL unnest(a.matching_product_ids) AS p (product_id)
LEFT JOIN LATERAL (
    SELECT
        sum(i.on_hand) AS on_hand,
        sum(i.on_order) AS on_order,
        sum(i.suggested_order_quantity) AS suggested_order_quantity
    FROM inventory_position i
    WHERE i.product_id = p.product_id
) AS stock ON true
LEFT JOIN LATERAL (
    SELECT
        f.issued_on,
        (SELECT sum(day.mean::float8) FROM unnest(f.means[1:30]) AS day (mean)) AS units_30_days
    FROM forecast_issue f
    WHERE f.level = 'product' AND f.id = p.product_id AND f.unit = 'units'
        -- As in sales_forecast: what has not been forecast for long is not known.
        AND f.issued_on > coalesce(
            (SELECT max(issued_on) FROM forecast_issue WHERE level = 'total'),
            (SELECT max(issued_on) FROM forecast_issue)
        ) - 63
    ORDER BY f.issued_on DESC
    LIMIT 1
) AS forecast ON true;

COMMENT ON VIEW trend_alert_product IS 'The products that fit a trend, with what the stores have of them and what is forecast; null where it is not known.';
COMMENT ON COLUMN trend_alert_product.on_hand IS 'Units in all stores.';
COMMENT ON COLUMN trend_alert_product.units_30_days IS 'Units of the 30 days after issued_on, of the newest forecast.';

GRANT SELECT ON trend_alert_product TO tillstream_writer, tillstream_reader;
