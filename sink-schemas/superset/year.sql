-- Fills empty tables with a year of made-up data, to measure by (superset/explain): 20 stores, 2,000 products of which a store sells a
-- fifth on a day, 100,000 customers. Two years of kpi_daily, since it is compared with the year before.
\set ON_ERROR_STOP on
SET synchronous_commit = off;
SET work_mem = '256MB';
SET maintenance_work_mem = '512MB';
SELECT setseed(0.5);

INSERT INTO world VALUES (1, '2026-06-30 23:59:59.999Z', 1);

INSERT INTO product (product_id, title, category, brand, price, currency, attributes, active, removed, version)
SELECT 'p' || i, 'Product ' || i, 'category ' || i % 40, 'brand ' || i % 150, 10 + i % 90, 'EUR', '{"colour": "red"}', true, false, 1
FROM generate_series(1, 2000) i;

INSERT INTO product_sales_daily
SELECT 'p' || p, CASE s WHEN 0 THEN 'online' ELSE 's' || s END, CASE s WHEN 0 THEN 'online' ELSE 'store' END, d::date,
       1 + (random() * 4)::int, 0, 40 + p % 90, 38 + p % 90, 2, 1
FROM generate_series('2025-07-01'::date, '2026-06-30', '1 day') d, generate_series(0, 19) s, generate_series(1, 2000) p
WHERE random() < 0.2;

INSERT INTO product_sales_hourly
SELECT product_id, store_id, channel, day::timestamp AT TIME ZONE 'UTC' + h * interval '3 hours', units, 0, gross_revenue / 2, net_revenue / 2, 1, 1
FROM product_sales_daily, generate_series(3, 4) h
ORDER BY 4;

INSERT INTO kpi_daily
SELECT d::date, CASE s WHEN 0 THEN 'online' ELSE 'store' END, CASE s WHEN 0 THEN 'online' ELSE 's' || s END, 'segment ' || g,
       10, 20, 1, 900, 850, 30, 8, 2, CASE s WHEN 0 THEN 300 ELSE 0 END, 1
FROM generate_series('2024-07-01'::date, '2026-06-30', '1 day') d, generate_series(0, 19) s, generate_series(1, 12) g;

INSERT INTO customer_profile
SELECT 'c' || i, '2025-07-01Z', '2025-07-01Z'::timestamptz + random() * interval '365 days', 1 + (random() * 20)::int, (random() * 2000)::numeric(19, 4),
       1 + (random() * 4)::int, 1 + (random() * 4)::int, 1 + (random() * 4)::int, 'segment ' || i % 12, 'cluster ' || i % 6, '2026-06-30Z', 1
FROM generate_series(1, 100000) i;

INSERT INTO customer_segment_history
SELECT 'c' || i, '2025-07-01Z'::timestamptz + k * interval '45 days' + i % 40 * interval '1 day', 'segment ' || (i + k) % 12,
       CASE k WHEN 0 THEN NULL ELSE 'segment ' || (i + k - 1) % 12 END, 1
FROM generate_series(1, 100000) i, generate_series(0, 7) k;

INSERT INTO inventory_position (store_id, product_id, on_hand, on_order, as_of, days_of_cover, reorder_point, suggested_order_quantity, version)
SELECT 's' || s, 'p' || p, (random() * 40)::int, 3, '2026-06-30Z', random() * 60, 5, (random() * 10)::int, 1
FROM generate_series(1, 19) s, generate_series(1, 2000) p;

INSERT INTO forecast_accuracy (level, id, unit, issued_on, target_date, actual, forecast, naive, p10, p90, pinball_loss, version)
SELECT l.level, l.id, 'units', d::date - h, d::date, 10 + random(), 10, 11, 5, 15, 0.4, 1
FROM (SELECT 'product' AS level, 'p' || i AS id FROM generate_series(1, 2000) i
      UNION ALL SELECT 'category', 'category ' || i FROM generate_series(0, 39) i
      UNION ALL SELECT 'total', 'all') l,
     generate_series('2025-07-01'::date, '2026-06-30', '1 day') d, unnest(ARRAY[1, 7, 28]) h;

INSERT INTO forecast_issue
SELECT l.level, l.id, u, k, '2026-06-30'::date - k, array_fill(10::real, ARRAY[91]), array_fill(1::real, ARRAY[9]), NULL, 'm', 1
FROM (SELECT 'product' AS level, 'p' || i AS id FROM generate_series(1, 2000) i
      UNION ALL SELECT 'category', 'category ' || i FROM generate_series(0, 39) i
      UNION ALL SELECT 'total', 'all') l, unnest(ARRAY['units', 'revenue']) u, generate_series(0, 8) k;

INSERT INTO model_metric
SELECT 'demand', 'version ' || m % 8, 'metric ' || m, d, random(), 0.5, random() < 0.01, 1, 100
FROM generate_series('2025-07-02Z'::timestamptz, '2026-07-01Z', '1 day') d, generate_series(1, 200) m;
INSERT INTO model_metric
SELECT 'recommendations', v, m, d, random(), NULL, false, 1, 100
FROM generate_series('2025-07-02Z'::timestamptz, '2026-07-01Z', '1 day') d, unnest(ARRAY['emitted', 'blend', 'popularity', 'item-item']) v,
     unnest(ARRAY['purchases', 'hr@1', 'hr@10', 'ndcg@10', 'mrr', 'coverage', 'novelty', 'hr@10_new', 'shown', 'clicked', 'click-rate']) m;

-- Latency of lists and models by five minutes.
INSERT INTO model_metric
SELECT 'recommendations', 'emitted', m, d, 20, 200, false, 1, 1000
FROM generate_series('2025-07-01 00:05Z'::timestamptz, '2026-07-01Z', '5 minutes') d, unnest(ARRAY['latency_ms.p50', 'latency_ms.p99']) m;
INSERT INTO model_metric
SELECT v, '1', m, d, 20, 200, false, 1, 1000, 100
FROM generate_series('2025-07-01 00:05Z'::timestamptz, '2026-07-01Z', '5 minutes') d, unnest(ARRAY['two-tower', 'style-encoder']) v,
     unnest(ARRAY['inference_ms.p50', 'inference_ms.p99']) m;

INSERT INTO data_quality (source, rule, window_end, records, violations, version)
SELECT s, r, d, 100000, (random() * 100)::int, 1
FROM generate_series('2025-07-02Z'::timestamptz, '2026-07-01Z', '1 day') d,
     unnest(ARRAY['pos.sales', 'ecom.events', 'social.posts', 'catalog.products', 'inventory.levels', 'calendar.days']) s,
     unnest(ARRAY['duplicate', 'late', 'dead-letter', 'missing.price', 'price', 'schema-drift', 'volume']) r;

INSERT INTO dead_letter
SELECT 'pos.sales', i % 8, i, 'MALFORMED: no JSON', 'decode', '2025-07-01Z'::timestamptz + i * interval '5 minutes'
FROM generate_series(1, 105000) i;

INSERT INTO recommendation
SELECT 'c' || i, 'r' || i, '2026-06-30Z', '2026-06-30Z', 'e' || i, 'blend-1', 'blend',
       (SELECT jsonb_agg(jsonb_build_object('product_id', 'p' || (i + k) % 2000, 'score', 0.5, 'rank', k, 'reason', 'popular now')) FROM generate_series(1, 20) k), 1
FROM generate_series(1, 20000) i;

VACUUM ANALYZE;
