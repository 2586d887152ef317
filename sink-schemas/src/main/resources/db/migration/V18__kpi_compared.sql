-- The same figures, but each day is looked up by key on the days that it is compared with: a question about some days reads those
-- and theirs, and not the whole table three times.
CREATE OR REPLACE VIEW kpi_compared AS
WITH newest AS (SELECT max(day) AS day FROM kpi_daily)
SELECT n.day, n.channel, n.store_id, n.segment,
       n.orders::numeric                                                AS orders,
       n.net_revenue                                                    AS net_revenue,
       n.customers::numeric                                             AS customers,
       (n.customers - n.new_customers)::numeric                         AS returning_customers,
       n.visits::numeric                                                AS visits,
       n.net_revenue + n.returned_revenue                               AS sales,
       (n.net_revenue + n.returned_revenue) / nullif(n.orders, 0)       AS average_basket,
       n.orders::double precision / nullif(n.visits, 0)                 AS conversion,
       coalesce(w.orders, 0)::numeric                                   AS orders_week_before,
       coalesce(w.net_revenue, 0)                                       AS net_revenue_week_before,
       coalesce(y.orders, 0)::numeric                                   AS orders_year_before,
       coalesce(y.net_revenue, 0)                                       AS net_revenue_year_before
FROM kpi_daily n
LEFT JOIN kpi_daily w ON (w.day, w.channel, w.store_id, w.segment) = (n.day - 7, n.channel, n.store_id, n.segment)
LEFT JOIN kpi_daily y ON (y.day, y.channel, y.store_id, y.segment) = (n.day - 364, n.channel, n.store_id, n.segment)
UNION ALL
-- Days without figures of their own, a week after some.
SELECT w.day + 7, w.channel, w.store_id, w.segment, 0, 0, 0, 0, 0, 0, NULL, NULL,
       w.orders, w.net_revenue, coalesce(y.orders, 0), coalesce(y.net_revenue, 0)
FROM newest, kpi_daily w
LEFT JOIN kpi_daily y ON (y.day, y.channel, y.store_id, y.segment) = (w.day - 357, w.channel, w.store_id, w.segment)
WHERE w.day + 7 <= newest.day
    AND NOT EXISTS (SELECT FROM kpi_daily n
                    WHERE (n.day, n.channel, n.store_id, n.segment) = (w.day + 7, w.channel, w.store_id, w.segment))
UNION ALL
-- And a year after some, but not a week.
SELECT y.day + 364, y.channel, y.store_id, y.segment, 0, 0, 0, 0, 0, 0, NULL, NULL, 0, 0, y.orders, y.net_revenue
FROM newest, kpi_daily y
WHERE y.day + 364 <= newest.day
    AND NOT EXISTS (SELECT FROM kpi_daily n
                    WHERE (n.day, n.channel, n.store_id, n.segment) = (y.day + 364, y.channel, y.store_id, y.segment))
    AND NOT EXISTS (SELECT FROM kpi_daily w
                    WHERE (w.day, w.channel, w.store_id, w.segment) = (y.day + 357, y.channel, y.store_id, y.segment));

-- By the day that they are compared with: for the two branches above.
CREATE INDEX kpi_daily_week_after ON kpi_daily ((day + 7));
CREATE INDEX kpi_daily_year_after ON kpi_daily ((day + 364));
