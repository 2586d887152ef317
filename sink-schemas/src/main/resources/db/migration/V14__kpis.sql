CREATE TABLE kpi_daily (
    day              date             NOT NULL,
    channel          text COLLATE "C" NOT NULL CHECK (channel IN ('store', 'online')),
    store_id         text COLLATE "C" NOT NULL,
    segment          text COLLATE "C" NOT NULL,
    orders           bigint           NOT NULL,
    units            bigint           NOT NULL,
    returned_units   bigint           NOT NULL,
    gross_revenue    numeric(19, 4)   NOT NULL,
    net_revenue      numeric(19, 4)   NOT NULL,
    returned_revenue numeric(19, 4)   NOT NULL,
    customers        bigint           NOT NULL,
    new_customers    bigint           NOT NULL,
    visits           bigint           NOT NULL,
    version          bigint           NOT NULL,
    PRIMARY KEY (day, channel, store_id, segment)
) WITH (fillfactor = 80);

COMMENT ON TABLE kpi_daily IS 'Management''s figures by the event''s own UTC day, store, channel and segment; late events correct them. Every column adds up but customers and new_customers, which count a customer once in each store.';
COMMENT ON COLUMN kpi_daily.store_id IS 'The store; online for the web shop.';
COMMENT ON COLUMN kpi_daily.segment IS 'Of the customer when the day began; First purchase where there was none, Anonymous where nobody is known.';
COMMENT ON COLUMN kpi_daily.orders IS 'Distinct purchases.';
COMMENT ON COLUMN kpi_daily.units IS 'Units sold, returns apart.';
COMMENT ON COLUMN kpi_daily.returned_units IS 'Units brought back.';
COMMENT ON COLUMN kpi_daily.gross_revenue IS 'Quantity x unit price of sales, before discounts and returns.';
COMMENT ON COLUMN kpi_daily.net_revenue IS 'Sales after discounts, less returns.';
COMMENT ON COLUMN kpi_daily.returned_revenue IS 'What came back, after discounts.';
COMMENT ON COLUMN kpi_daily.customers IS 'Distinct known customers who bought.';
COMMENT ON COLUMN kpi_daily.new_customers IS 'Those of them who had bought nothing before, anywhere.';
COMMENT ON COLUMN kpi_daily.visits IS 'Sessions of the web shop that looked at products; one that goes on past midnight counts on both days.';
COMMENT ON COLUMN kpi_daily.version IS 'Event time of the newest event that counts. A row gives way only to one of the same or a greater version.';

-- Figures of a week and a year before stand on the day that they are compared with, whether or not that day has any.
CREATE VIEW kpi_compared AS
SELECT day, channel, store_id, segment,
       sum(orders * now)                                                AS orders,
       sum(net_revenue * now)                                           AS net_revenue,
       sum(customers * now)                                             AS customers,
       sum((customers - new_customers) * now)                           AS returning_customers,
       sum(visits * now)                                                AS visits,
       sum((net_revenue + returned_revenue) * now)                      AS sales,
       sum((net_revenue + returned_revenue) * now) / nullif(sum(orders * now), 0)     AS average_basket,
       sum(orders * now)::double precision / nullif(sum(visits * now), 0)             AS conversion,
       sum(orders * week)                                               AS orders_week_before,
       sum(net_revenue * week)                                          AS net_revenue_week_before,
       sum(orders * year)                                               AS orders_year_before,
       sum(net_revenue * year)                                          AS net_revenue_year_before
FROM (SELECT day + shift AS day, channel, store_id, segment, orders, net_revenue, returned_revenue, customers,
             new_customers, visits, now, week, year
      FROM kpi_daily
      CROSS JOIN (VALUES (0, 1, 0, 0), (7, 0, 1, 0), (364, 0, 0, 1)) AS compared (shift, now, week, year)) AS shifted
WHERE day <= (SELECT max(day) FROM kpi_daily)
GROUP BY day, channel, store_id, segment;

COMMENT ON VIEW kpi_compared IS 'kpi_daily beside the same weekday a week and 52 weeks before.';
COMMENT ON COLUMN kpi_compared.returning_customers IS 'Customers who had bought before.';
COMMENT ON COLUMN kpi_compared.sales IS 'Sales after discounts, returns not taken off.';
COMMENT ON COLUMN kpi_compared.average_basket IS 'Sales over orders; null without orders.';
COMMENT ON COLUMN kpi_compared.conversion IS 'Orders over visits; null without visits, as in every store but the web shop. Of rows of the web shop that are added up: the sum of orders over that of visits.';

GRANT SELECT, INSERT, UPDATE ON kpi_daily TO tillstream_writer;
GRANT SELECT ON kpi_compared TO tillstream_writer;
GRANT SELECT ON kpi_daily, kpi_compared TO tillstream_reader;
