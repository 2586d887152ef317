-- Tables of capabilities still to come, so that dashboards and grants can be built against them.

CREATE TABLE sales_forecast (
    level       text COLLATE "C" NOT NULL CHECK (level IN ('product_store', 'product', 'category', 'total')),
    id          text COLLATE "C" NOT NULL,
    issued_on   date             NOT NULL,
    target_date date             NOT NULL CHECK (target_date > issued_on),
    unit        text COLLATE "C" NOT NULL CHECK (unit IN ('units', 'revenue')),
    mean        double precision NOT NULL,
    p10         double precision NOT NULL,
    p50         double precision NOT NULL,
    p90         double precision NOT NULL,
    model       text COLLATE "C" NOT NULL,
    version     bigint           NOT NULL,
    PRIMARY KEY (level, id, issued_on, target_date)
);

CREATE INDEX sales_forecast_target_date ON sales_forecast (target_date);

COMMENT ON TABLE sales_forecast IS 'Daily demand as forecast on a day for a later day.';
COMMENT ON COLUMN sales_forecast.id IS 'product_id|store_id, product_id, category, or all.';
COMMENT ON COLUMN sales_forecast.issued_on IS 'The last closed UTC day that the forecast knows.';
COMMENT ON COLUMN sales_forecast.unit IS 'units: gross units sold, returns apart; revenue: net revenue.';

CREATE TABLE forecast_accuracy (
    level        text COLLATE "C" NOT NULL,
    id           text COLLATE "C" NOT NULL,
    issued_on    date             NOT NULL,
    target_date  date             NOT NULL CHECK (target_date > issued_on),
    actual       double precision NOT NULL,
    forecast     double precision NOT NULL,
    abs_error    double precision NOT NULL,
    pinball_loss double precision NOT NULL,
    version      bigint           NOT NULL,
    PRIMARY KEY (level, id, issued_on, target_date)
);

CREATE INDEX forecast_accuracy_target_date ON forecast_accuracy (target_date);

COMMENT ON TABLE forecast_accuracy IS 'Forecasts judged by actuals that came after they were issued; filled when the target day closes.';
COMMENT ON COLUMN forecast_accuracy.pinball_loss IS 'Mean pinball loss of p10, p50 and p90.';

CREATE TABLE low_stock_alert (
    alert_id                  text COLLATE "C" NOT NULL PRIMARY KEY,
    state                     text COLLATE "C" NOT NULL,
    store_id                  text COLLATE "C" NOT NULL,
    product_id                text COLLATE "C" NOT NULL,
    on_hand                   bigint           NOT NULL,
    on_order                  bigint,
    expected_demand_lead_time double precision,
    stockout_probability      double precision,
    expected_stockout_at      timestamptz,
    suggested_order_quantity  bigint,
    raised_at                 timestamptz      NOT NULL,
    opened_at                 timestamptz      NOT NULL,
    resolved_at               timestamptz,
    version                   bigint           NOT NULL
);

CREATE INDEX low_stock_alert_position ON low_stock_alert (store_id, product_id);
CREATE INDEX low_stock_alert_open ON low_stock_alert (opened_at) WHERE resolved_at IS NULL;

COMMENT ON TABLE low_stock_alert IS 'Stock that is about to run out; the newest state of each alert.';
COMMENT ON COLUMN low_stock_alert.state IS 'opened, changed or resolved.';
COMMENT ON COLUMN low_stock_alert.raised_at IS 'Event time of the newest state.';
COMMENT ON COLUMN low_stock_alert.expected_demand_lead_time IS 'Units expected to be sold until an order placed now arrives.';

CREATE TABLE trend_alert (
    alert_id             text COLLATE "C" NOT NULL PRIMARY KEY,
    state                text COLLATE "C" NOT NULL,
    subject_type         text COLLATE "C" NOT NULL CHECK (subject_type IN ('tag', 'attribute', 'style', 'brand', 'product')),
    subject              text COLLATE "C" NOT NULL,
    score                double precision NOT NULL,
    lift                 double precision NOT NULL,
    "window"             text             NOT NULL,
    sample_post_ids      text[]           NOT NULL DEFAULT '{}',
    matching_product_ids text[]           NOT NULL DEFAULT '{}',
    raised_at            timestamptz      NOT NULL,
    opened_at            timestamptz      NOT NULL,
    resolved_at          timestamptz,
    version              bigint           NOT NULL
);

CREATE INDEX trend_alert_subject ON trend_alert (subject_type, subject);
CREATE INDEX trend_alert_open ON trend_alert (opened_at) WHERE resolved_at IS NULL;

COMMENT ON TABLE trend_alert IS 'Subjects of social posts on the rise; the newest state of each alert.';
COMMENT ON COLUMN trend_alert.state IS 'opened, changed or ended.';
COMMENT ON COLUMN trend_alert.lift IS 'Mentions in the window over what was to be expected.';
COMMENT ON COLUMN trend_alert."window" IS 'Length of the window as an ISO-8601 duration, such as PT6H.';
COMMENT ON COLUMN trend_alert.resolved_at IS 'Event time at which the trend ended; null while it lasts.';

CREATE TABLE recommendation (
    customer_id       text COLLATE "C" NOT NULL PRIMARY KEY,
    recommendation_id text COLLATE "C" NOT NULL,
    generated_at      timestamptz      NOT NULL,
    emitted_at        timestamptz      NOT NULL,
    trigger_event_id  text COLLATE "C" NOT NULL,
    model_version     text COLLATE "C" NOT NULL,
    variant           text COLLATE "C" NOT NULL,
    items             jsonb            NOT NULL,
    version           bigint           NOT NULL
);

COMMENT ON TABLE recommendation IS 'The newest recommendations of each customer; the topic retail.recommendations holds the history.';
COMMENT ON COLUMN recommendation.generated_at IS 'Event time of the trigger.';
COMMENT ON COLUMN recommendation.emitted_at IS 'Wall-clock time.';
COMMENT ON COLUMN recommendation.items IS 'Array of {product_id, score, rank, reason}, best first.';

CREATE TABLE product_embedding (
    product_id      text COLLATE "C" NOT NULL,
    model_version   text COLLATE "C" NOT NULL,
    image_embedding real[]           NOT NULL,
    style_cluster   text COLLATE "C",
    version         bigint           NOT NULL,
    PRIMARY KEY (product_id, model_version)
);

CREATE INDEX product_embedding_style_cluster ON product_embedding (model_version, style_cluster);

COMMENT ON TABLE product_embedding IS 'What an image encoder made of each product''s picture.';
COMMENT ON COLUMN product_embedding.style_cluster IS 'Cluster of similar pictures; null while there is none.';

CREATE TABLE model_metric (
    model         text COLLATE "C" NOT NULL,
    model_version text COLLATE "C" NOT NULL,
    metric        text COLLATE "C" NOT NULL,
    window_end    timestamptz      NOT NULL,
    value         double precision NOT NULL,
    threshold     double precision,
    breached      boolean          NOT NULL,
    version       bigint           NOT NULL,
    PRIMARY KEY (model, model_version, metric, window_end)
);

CREATE INDEX model_metric_window_end ON model_metric (window_end);

COMMENT ON TABLE model_metric IS 'How good each version of a model was in each window.';
COMMENT ON COLUMN model_metric.threshold IS 'Null where none is set; breached is false then.';

GRANT SELECT, INSERT, UPDATE
    ON sales_forecast, forecast_accuracy, low_stock_alert, trend_alert, recommendation, product_embedding, model_metric
    TO tillstream_writer;
GRANT SELECT
    ON sales_forecast, forecast_accuracy, low_stock_alert, trend_alert, recommendation, product_embedding, model_metric
    TO tillstream_reader;
