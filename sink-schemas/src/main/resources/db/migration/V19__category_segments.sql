-- Which segments buy what.
CREATE TABLE category_segment_daily (
    day            date             NOT NULL,
    category       text COLLATE "C" NOT NULL,
    brand          text COLLATE "C" NOT NULL,
    segment        text COLLATE "C" NOT NULL,
    orders         bigint           NOT NULL,
    units          bigint           NOT NULL,
    returned_units bigint           NOT NULL,
    gross_revenue  numeric(19, 4)   NOT NULL,
    net_revenue    numeric(19, 4)   NOT NULL,
    customers      bigint           NOT NULL,
    version        bigint           NOT NULL,
    PRIMARY KEY (day, category, brand, segment)
) WITH (fillfactor = 80);

COMMENT ON TABLE category_segment_daily IS 'What the customers of a segment bought of a category and brand, by the event''s own UTC day; late events correct it. Units and money add up; orders and customers do not add up over categories and brands, since one may have several.';
COMMENT ON COLUMN category_segment_daily.category IS 'Of the products, uncategorised where the catalogue did not know them when the receipt counted.';
COMMENT ON COLUMN category_segment_daily.brand IS 'Of the products; empty where they have none.';
COMMENT ON COLUMN category_segment_daily.segment IS 'Of the customer when the day began; First purchase where there was none, Anonymous where nobody is known.';
COMMENT ON COLUMN category_segment_daily.orders IS 'Distinct purchases with such products.';
COMMENT ON COLUMN category_segment_daily.units IS 'Units sold, returns apart.';
COMMENT ON COLUMN category_segment_daily.returned_units IS 'Units brought back.';
COMMENT ON COLUMN category_segment_daily.gross_revenue IS 'Quantity x unit price of sales, before discounts and returns.';
COMMENT ON COLUMN category_segment_daily.net_revenue IS 'Sales after discounts, less returns.';
COMMENT ON COLUMN category_segment_daily.customers IS 'Distinct known customers who bought.';
COMMENT ON COLUMN category_segment_daily.version IS 'Event time of the newest event that counts. A row gives way only to one of the same or a greater version.';

-- The 28 days up to the last closed one: world tells its end.
CREATE VIEW category_brand_segment_popularity AS
WITH closed AS (
    SELECT coalesce(
        (SELECT (as_of AT TIME ZONE 'UTC' - interval '1 microsecond')::date FROM world WHERE id = 1),
        (SELECT max(day) FROM category_segment_daily)) AS day
), sold AS (
    SELECT d.category, d.brand, d.segment, closed.day AS as_of,
           sum(d.units)::bigint     AS units_28d,
           sum(d.orders)::bigint    AS orders_28d,
           sum(d.net_revenue)       AS net_revenue_28d,
           sum(d.customers)::bigint AS customer_days_28d
    FROM category_segment_daily d
    CROSS JOIN closed
    WHERE d.day > closed.day - 28 AND d.day <= closed.day
    GROUP BY d.category, d.brand, d.segment, closed.day
)
SELECT category, brand, segment, units_28d, orders_28d, net_revenue_28d, customer_days_28d,
       (units_28d / nullif(sum(units_28d) OVER of_brand, 0))::double precision   AS share_of_brand,
       (units_28d / nullif(sum(units_28d) OVER of_segment, 0))::double precision AS share_of_segment,
       (units_28d * sum(units_28d) OVER ()
           / nullif(sum(units_28d) OVER of_brand * sum(units_28d) OVER of_segment, 0))::double precision AS affinity,
       rank() OVER (of_brand ORDER BY units_28d DESC)   AS segment_rank,
       rank() OVER (of_segment ORDER BY units_28d DESC) AS brand_rank,
       as_of
FROM sold
WINDOW of_brand AS (PARTITION BY category, brand), of_segment AS (PARTITION BY segment);

COMMENT ON VIEW category_brand_segment_popularity IS 'Which segments bought a brand of a category in the 28 days up to as_of, the last closed day.';
COMMENT ON COLUMN category_brand_segment_popularity.customer_days_28d IS 'Sum of the customers of each day: who bought on two days counts twice.';
COMMENT ON COLUMN category_brand_segment_popularity.share_of_brand IS 'Of the units of this brand of the category, the share that the segment bought.';
COMMENT ON COLUMN category_brand_segment_popularity.share_of_segment IS 'Of the units that the segment bought, the share of this brand of the category.';
COMMENT ON COLUMN category_brand_segment_popularity.affinity IS 'share_of_brand over the segment''s share of all units: above 1 the segment likes it more than others do.';
COMMENT ON COLUMN category_brand_segment_popularity.segment_rank IS '1 for the segment that bought most units of it.';
COMMENT ON COLUMN category_brand_segment_popularity.brand_rank IS '1 for the brand of a category of which the segment bought most units.';

CREATE VIEW category_segment_popularity AS
WITH sold AS (
    SELECT category, segment, as_of,
           sum(units_28d)::bigint AS units_28d,
           sum(net_revenue_28d)   AS net_revenue_28d
    FROM category_brand_segment_popularity
    GROUP BY category, segment, as_of
)
SELECT category, segment, units_28d, net_revenue_28d,
       (units_28d / nullif(sum(units_28d) OVER of_category, 0))::double precision AS share_of_category,
       (units_28d / nullif(sum(units_28d) OVER of_segment, 0))::double precision  AS share_of_segment,
       (units_28d * sum(units_28d) OVER ()
           / nullif(sum(units_28d) OVER of_category * sum(units_28d) OVER of_segment, 0))::double precision AS affinity,
       rank() OVER (of_category ORDER BY units_28d DESC) AS segment_rank,
       rank() OVER (of_segment ORDER BY units_28d DESC)  AS category_rank,
       as_of
FROM sold
WINDOW of_category AS (PARTITION BY category), of_segment AS (PARTITION BY segment);

COMMENT ON VIEW category_segment_popularity IS 'The same of all brands of a category. Orders and customers are left out: they do not add up over brands.';

GRANT SELECT, INSERT, UPDATE ON category_segment_daily TO tillstream_writer;
GRANT SELECT ON category_segment_daily TO tillstream_reader;
GRANT SELECT ON category_brand_segment_popularity, category_segment_popularity TO tillstream_writer, tillstream_reader;
