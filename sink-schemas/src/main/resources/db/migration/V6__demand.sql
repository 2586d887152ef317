-- Tables of demand forecasts. What they replace has never been written.
DROP TABLE sales_forecast;
DROP TABLE forecast_accuracy;

-- One row holds a whole issue: a row a day would be some hundred times as many. Slots are used in turn, so
-- rows are replaced for ever and the table stays as large as it is: room in the page for their next versions.
CREATE TABLE forecast_issue (
    level     text COLLATE "C" NOT NULL CHECK (level IN ('product_store', 'product', 'category', 'total')),
    id        text COLLATE "C" NOT NULL,
    unit      text COLLATE "C" NOT NULL CHECK (unit IN ('units', 'revenue')),
    slot      smallint         NOT NULL,
    issued_on date             NOT NULL,
    means     real[]           NOT NULL,
    factors   real[]           NOT NULL CHECK (cardinality(factors) = 9),
    price     double precision,
    model     text COLLATE "C" NOT NULL,
    version   bigint           NOT NULL,
    PRIMARY KEY (level, id, unit, slot)
) WITH (fillfactor = 70);

-- 400 bytes of numbers that hardly compress: kept in the row as they are.
ALTER TABLE forecast_issue ALTER COLUMN means SET STORAGE PLAIN, ALTER COLUMN factors SET STORAGE PLAIN;

CREATE INDEX forecast_issue_issued_on ON forecast_issue (issued_on);

COMMENT ON TABLE forecast_issue IS
    'Forecasts as issued, a row a series and issue. Read the views sales_forecast and sales_forecast_weekly, which unfold them.';
COMMENT ON COLUMN forecast_issue.id IS 'product_id|store_id, product_id, category, or all.';
COMMENT ON COLUMN forecast_issue.unit IS 'units: gross units sold, returns apart; revenue: net revenue.';
COMMENT ON COLUMN forecast_issue.slot IS 'Place in the ring of the issues that are kept of a series; a later issue takes it over.';
COMMENT ON COLUMN forecast_issue.issued_on IS 'The last closed UTC day that the forecast knows.';
COMMENT ON COLUMN forecast_issue.means IS 'Expected value of each day, the first after issued_on.';
COMMENT ON COLUMN forecast_issue.factors IS
    'p10, p50 and p90 as shares of the mean: of days 1 to 10, of later days, of whole weeks.';
COMMENT ON COLUMN forecast_issue.price IS 'Net revenue of a unit, where revenue is forecast by way of units; null otherwise.';
COMMENT ON COLUMN forecast_issue.model IS 'Name and version.';
COMMENT ON COLUMN forecast_issue.version IS 'A row gives way only to one of the same or a greater version.';

-- A series that is forecast no more leaves its last issues in their slots: they are hidden once they are
-- older than any that a living series keeps.
-- Numbers are rounded to about six digits of what is usual in the issue (places: a power of ten), so that
-- 0.3 is not 0.30000001192092896: worked out once an issue, since a view of millions of rows has to be cheap.
CREATE VIEW sales_forecast AS
SELECT
    i.level,
    i.id,
    i.issued_on,
    i.issued_on + d.day::integer AS target_date,
    u.unit,
    round(d.mean * u.price * u.places) / u.places AS mean,
    round(d.mean * u.price * i.factors[CASE WHEN d.day <= 10 THEN 1 ELSE 4 END] * u.places) / u.places AS p10,
    round(d.mean * u.price * i.factors[CASE WHEN d.day <= 10 THEN 2 ELSE 5 END] * u.places) / u.places AS p50,
    round(d.mean * u.price * i.factors[CASE WHEN d.day <= 10 THEN 3 ELSE 6 END] * u.places) / u.places AS p90,
    i.model
FROM forecast_issue i
CROSS JOIN LATERAL (
    SELECT
        p.unit,
        p.price,
        power(
            10,
            greatest(0, 5 - floor(log(greatest(abs(i.means[1] * p.price), abs(i.means[7] * p.price), 1e-4))))
        ) AS places
    FROM (
        SELECT i.unit, 1::double precision AS price
        UNION ALL
        SELECT 'revenue' COLLATE "C", i.price WHERE i.unit = 'units' AND i.price IS NOT NULL
    ) p
    OFFSET 0
) u
CROSS JOIN LATERAL unnest(i.means[1 : 30]) WITH ORDINALITY AS d (mean, day)
WHERE i.issued_on > coalesce(
    (SELECT max(issued_on) FROM forecast_issue WHERE level = 'total'),
    (SELECT max(issued_on) FROM forecast_issue)
) - CASE i.level WHEN 'product_store' THEN 7 ELSE 63 END;

COMMENT ON VIEW sales_forecast IS
    'Daily demand of the next 30 days, as forecast on each of the last 63 days; of product_store on the last 7.';
COMMENT ON COLUMN sales_forecast.id IS 'product_id|store_id, product_id, category, or all.';
COMMENT ON COLUMN sales_forecast.issued_on IS 'The last closed UTC day that the forecast knows.';
COMMENT ON COLUMN sales_forecast.unit IS 'units: gross units sold, returns apart; revenue: net revenue.';

CREATE VIEW sales_forecast_weekly AS
SELECT
    i.level,
    i.id,
    i.issued_on,
    w.week::smallint AS week,
    i.issued_on + 7 * w.week - 6 AS first_day,
    u.unit,
    round(m.mean * u.places) / u.places AS mean,
    round(m.mean * i.factors[7] * u.places) / u.places AS p10,
    round(m.mean * i.factors[8] * u.places) / u.places AS p50,
    round(m.mean * i.factors[9] * u.places) / u.places AS p90,
    i.model
FROM forecast_issue i
CROSS JOIN LATERAL (
    SELECT
        p.unit,
        p.price,
        power(
            10,
            greatest(0, 4 - floor(log(greatest(abs(i.means[1] * p.price), abs(i.means[7] * p.price), 1e-4))))
        ) AS places
    FROM (
        SELECT i.unit, 1::double precision AS price
        UNION ALL
        SELECT 'revenue' COLLATE "C", i.price WHERE i.unit = 'units' AND i.price IS NOT NULL
    ) p
    OFFSET 0
) u
CROSS JOIN LATERAL generate_series(1, least(13, cardinality(i.means) / 7)) AS w (week)
CROSS JOIN LATERAL (
    SELECT (
        i.means[7 * w.week - 6] + i.means[7 * w.week - 5] + i.means[7 * w.week - 4] + i.means[7 * w.week - 3]
        + i.means[7 * w.week - 2] + i.means[7 * w.week - 1] + i.means[7 * w.week]
    ) * u.price AS mean
    OFFSET 0
) m
WHERE i.issued_on > coalesce(
    (SELECT max(issued_on) FROM forecast_issue WHERE level = 'total'),
    (SELECT max(issued_on) FROM forecast_issue)
) - CASE i.level WHEN 'product_store' THEN 7 ELSE 63 END;

COMMENT ON VIEW sales_forecast_weekly IS 'The same forecasts as sums of 7 days, 13 weeks ahead.';
COMMENT ON COLUMN sales_forecast_weekly.id IS 'product_id|store_id, product_id, category, or all.';
COMMENT ON COLUMN sales_forecast_weekly.issued_on IS 'The last closed UTC day that the forecast knows.';
COMMENT ON COLUMN sales_forecast_weekly.week IS '1 to 13; week 1 starts on the day after issued_on.';
COMMENT ON COLUMN sales_forecast_weekly.first_day IS 'First of the seven days.';
COMMENT ON COLUMN sales_forecast_weekly.unit IS 'units: gross units sold, returns apart; revenue: net revenue.';

CREATE TABLE forecast_accuracy (
    level           text COLLATE "C" NOT NULL,
    id              text COLLATE "C" NOT NULL,
    unit            text COLLATE "C" NOT NULL CHECK (unit IN ('units', 'revenue')),
    issued_on       date             NOT NULL,
    target_date     date             NOT NULL CHECK (target_date > issued_on),
    actual          double precision NOT NULL,
    forecast        double precision NOT NULL,
    naive           double precision NOT NULL,
    p10             double precision NOT NULL,
    p90             double precision NOT NULL,
    abs_error       double precision NOT NULL GENERATED ALWAYS AS (abs(actual - forecast)) STORED,
    naive_abs_error double precision NOT NULL GENERATED ALWAYS AS (abs(actual - naive)) STORED,
    pinball_loss    double precision NOT NULL,
    version         bigint           NOT NULL,
    PRIMARY KEY (level, id, unit, issued_on, target_date)
) WITH (fillfactor = 90);

CREATE INDEX forecast_accuracy_target_date ON forecast_accuracy (target_date);

COMMENT ON TABLE forecast_accuracy IS 'Forecasts judged by actuals that came after they were issued; filled when the target day closes.';
COMMENT ON COLUMN forecast_accuracy.forecast IS 'The mean that was forecast.';
COMMENT ON COLUMN forecast_accuracy.naive IS 'What had been sold on the last such weekday that was known when the forecast was issued.';
COMMENT ON COLUMN forecast_accuracy.pinball_loss IS 'Mean pinball loss of p10, p50 and p90.';

ALTER TABLE low_stock_alert
    ADD COLUMN days_of_cover double precision,
    ADD COLUMN reorder_point bigint;

COMMENT ON COLUMN low_stock_alert.stockout_probability IS 'That the stock runs out before an order placed now arrives.';
COMMENT ON COLUMN low_stock_alert.days_of_cover IS 'Days until the stock is used up at the expected demand; 365 for a year or more.';
COMMENT ON COLUMN low_stock_alert.reorder_point IS 'Stock, with what is on its way, at which to order again.';

COMMENT ON COLUMN inventory_position.days_of_cover IS
    'Days until the stock is used up at the expected demand, 365 for a year or more; null until demand is forecast.';
COMMENT ON COLUMN inventory_position.reorder_point IS
    'Stock, with what is on its way, at which to order again: as forecast, before that as reported; null if unknown.';
COMMENT ON COLUMN inventory_position.suggested_order_quantity IS 'Units to order now; null until demand is forecast.';

CREATE TABLE sales_anomaly (
    level    text COLLATE "C" NOT NULL CHECK (level IN ('product_store', 'product', 'category', 'store', 'total')),
    id       text COLLATE "C" NOT NULL,
    day      date             NOT NULL,
    kind     text COLLATE "C" NOT NULL CHECK (kind IN ('spike', 'drop', 'silent')),
    actual   double precision NOT NULL,
    expected double precision NOT NULL,
    low      double precision NOT NULL,
    high     double precision NOT NULL,
    version  bigint           NOT NULL,
    PRIMARY KEY (level, id, day)
);

CREATE INDEX sales_anomaly_day ON sales_anomaly (day);

COMMENT ON TABLE sales_anomaly IS 'Days whose sales were far from what was forecast for them.';
COMMENT ON COLUMN sales_anomaly.id IS 'product_id|store_id, product_id, category, store_id, or all.';
COMMENT ON COLUMN sales_anomaly.kind IS 'spike: far more than expected; drop: far less; silent: nothing at all.';
COMMENT ON COLUMN sales_anomaly.actual IS 'Units sold.';
COMMENT ON COLUMN sales_anomaly.expected IS 'Units expected before the day began.';
COMMENT ON COLUMN sales_anomaly.low IS 'Below it, a day is out of the ordinary.';
COMMENT ON COLUMN sales_anomaly.high IS 'Above it, a day is out of the ordinary.';

CREATE TABLE store_visits_forecast (
    store_id  text COLLATE "C" NOT NULL,
    hour      timestamptz      NOT NULL,
    issued_on date             NOT NULL,
    mean      double precision NOT NULL,
    p10       double precision NOT NULL,
    p90       double precision NOT NULL,
    version   bigint           NOT NULL,
    PRIMARY KEY (store_id, hour)
) WITH (fillfactor = 80);

COMMENT ON TABLE store_visits_forecast IS 'Purchases to be expected in each store and UTC hour, for planning staff; the newest forecast.';
COMMENT ON COLUMN store_visits_forecast.hour IS 'Start of the UTC hour.';
COMMENT ON COLUMN store_visits_forecast.issued_on IS 'The last closed UTC day that the forecast knows.';

CREATE TABLE price_elasticity (
    category     text COLLATE "C" NOT NULL PRIMARY KEY,
    day          date             NOT NULL,
    elasticity   double precision NOT NULL,
    std_error    double precision NOT NULL,
    observations bigint           NOT NULL,
    version      bigint           NOT NULL
) WITH (fillfactor = 80);

COMMENT ON TABLE price_elasticity IS 'How the demand of each category answers to prices.';
COMMENT ON COLUMN price_elasticity.day IS 'The last closed UTC day that counts in.';
COMMENT ON COLUMN price_elasticity.elasticity IS 'Change of units in per cent when the price rises by one per cent.';
COMMENT ON COLUMN price_elasticity.observations IS 'Product-days it was learnt from.';

CREATE TABLE price_proposal (
    product_id              text COLLATE "C" NOT NULL PRIMARY KEY,
    day                     date             NOT NULL,
    price                   numeric(19, 4)   NOT NULL,
    proposed_price          numeric(19, 4)   NOT NULL,
    elasticity              double precision NOT NULL,
    expected_revenue_change double precision NOT NULL,
    version                 bigint           NOT NULL
) WITH (fillfactor = 80);

COMMENT ON TABLE price_proposal IS 'Prices that are expected to bring more revenue than those of today; for people to decide.';
COMMENT ON COLUMN price_proposal.day IS 'The last closed UTC day that counts in.';
COMMENT ON COLUMN price_proposal.price IS 'The price of that day.';
COMMENT ON COLUMN price_proposal.expected_revenue_change IS 'As a share of today''s revenue: 0.05 is 5 % more.';

GRANT SELECT, INSERT, UPDATE
    ON forecast_issue, forecast_accuracy, sales_anomaly, store_visits_forecast, price_elasticity, price_proposal
    TO tillstream_writer;
GRANT SELECT
    ON forecast_issue, forecast_accuracy, sales_anomaly, store_visits_forecast, price_elasticity, price_proposal
    TO tillstream_reader;
GRANT SELECT ON sales_forecast, sales_forecast_weekly TO tillstream_writer, tillstream_reader;
