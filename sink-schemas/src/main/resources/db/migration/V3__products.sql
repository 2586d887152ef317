CREATE TABLE product_sales_hourly (
    product_id     text COLLATE "C" NOT NULL,
    store_id       text COLLATE "C" NOT NULL,
    channel        text COLLATE "C" NOT NULL CHECK (channel IN ('store', 'online')),
    hour           timestamptz      NOT NULL,
    units          bigint           NOT NULL,
    returned_units bigint           NOT NULL,
    gross_revenue  numeric(19, 4)   NOT NULL,
    net_revenue    numeric(19, 4)   NOT NULL,
    orders         bigint           NOT NULL,
    version        bigint           NOT NULL,
    PRIMARY KEY (product_id, store_id, channel, hour)
) WITH (fillfactor = 90);

-- Rows come about in the order of time, so a block range index finds an hour at next to no cost.
CREATE INDEX product_sales_hourly_hour ON product_sales_hourly USING brin (hour) WITH (pages_per_range = 32);

COMMENT ON TABLE product_sales_hourly IS 'Sales and returns by the event''s own UTC hour; late events correct it.';

CREATE TABLE product_sales_daily (
    product_id     text COLLATE "C" NOT NULL,
    store_id       text COLLATE "C" NOT NULL,
    channel        text COLLATE "C" NOT NULL CHECK (channel IN ('store', 'online')),
    day            date             NOT NULL,
    units          bigint           NOT NULL,
    returned_units bigint           NOT NULL,
    gross_revenue  numeric(19, 4)   NOT NULL,
    net_revenue    numeric(19, 4)   NOT NULL,
    orders         bigint           NOT NULL,
    version        bigint           NOT NULL,
    PRIMARY KEY (product_id, store_id, channel, day)
) WITH (fillfactor = 90);

CREATE INDEX product_sales_daily_day ON product_sales_daily (day);

COMMENT ON TABLE product_sales_daily IS 'Sales and returns by the event''s own UTC day; late events correct it.';

DO $$
DECLARE
    t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['product_sales_hourly', 'product_sales_daily'] LOOP
        EXECUTE format('COMMENT ON COLUMN %I.store_id IS %L', t, 'The store; online for the web shop.');
        EXECUTE format('COMMENT ON COLUMN %I.units IS %L', t, 'Units sold, returns apart.');
        EXECUTE format('COMMENT ON COLUMN %I.returned_units IS %L', t, 'Units brought back.');
        EXECUTE format('COMMENT ON COLUMN %I.gross_revenue IS %L', t, 'Quantity x unit price of sales, before discounts and returns.');
        EXECUTE format('COMMENT ON COLUMN %I.net_revenue IS %L', t, 'Sales after discounts, less returns.');
        EXECUTE format('COMMENT ON COLUMN %I.orders IS %L', t, 'Distinct purchases that hold the product.');
        EXECUTE format('COMMENT ON COLUMN %I.version IS %L', t, 'A row gives way only to one of the same or a greater version.');
    END LOOP;
END
$$;

CREATE TABLE inventory_position (
    store_id                 text COLLATE "C" NOT NULL,
    product_id               text COLLATE "C" NOT NULL,
    on_hand                  bigint           NOT NULL,
    on_order                 bigint,
    as_of                    timestamptz      NOT NULL,
    days_of_cover            double precision,
    reorder_point            bigint,
    suggested_order_quantity bigint,
    version                  bigint           NOT NULL,
    PRIMARY KEY (store_id, product_id)
) WITH (fillfactor = 80);

COMMENT ON TABLE inventory_position IS 'Stock of each product in each store: the last snapshot and the sales and returns since.';
COMMENT ON COLUMN inventory_position.on_hand IS 'Units in stock; negative where more was sold than booked in.';
COMMENT ON COLUMN inventory_position.on_order IS 'Units on their way; null if unknown.';
COMMENT ON COLUMN inventory_position.as_of IS 'Event time of the last snapshot or movement.';
COMMENT ON COLUMN inventory_position.days_of_cover IS 'Days until the stock is used up at the expected demand; null until demand is forecast.';
COMMENT ON COLUMN inventory_position.reorder_point IS 'Stock at which to order again; null if unknown.';
COMMENT ON COLUMN inventory_position.suggested_order_quantity IS 'Null until demand is forecast.';

CREATE TABLE product_popularity (
    product_id    text COLLATE "C" NOT NULL PRIMARY KEY,
    category      text COLLATE "C",
    views_28d     bigint           NOT NULL,
    carts_28d     bigint           NOT NULL,
    units_28d     bigint           NOT NULL,
    average_price numeric(19, 4),
    popularity    double precision NOT NULL,
    as_of         date             NOT NULL,
    version       bigint           NOT NULL
) WITH (fillfactor = 80);

CREATE INDEX product_popularity_popularity ON product_popularity (popularity DESC);

COMMENT ON TABLE product_popularity IS 'Views, carts and units of the last 28 days of each product.';
COMMENT ON COLUMN product_popularity.category IS 'Null if the catalogue does not know the product.';
COMMENT ON COLUMN product_popularity.average_price IS 'What a unit was sold for on average; null if none was.';
COMMENT ON COLUMN product_popularity.popularity IS 'Weighted, decayed sum of views, carts and units.';
COMMENT ON COLUMN product_popularity.as_of IS 'The last closed UTC day that counts in.';

CREATE TABLE category_popularity (
    category   text COLLATE "C" NOT NULL PRIMARY KEY,
    views_28d  bigint           NOT NULL,
    carts_28d  bigint           NOT NULL,
    units_28d  bigint           NOT NULL,
    popularity double precision NOT NULL,
    as_of      date             NOT NULL,
    version    bigint           NOT NULL
) WITH (fillfactor = 80);

COMMENT ON TABLE category_popularity IS 'Views, carts and units of the last 28 days of each category.';
COMMENT ON COLUMN category_popularity.popularity IS 'Weighted, decayed sum of views, carts and units.';
COMMENT ON COLUMN category_popularity.as_of IS 'The last closed UTC day that counts in.';

GRANT SELECT, INSERT, UPDATE
    ON product_sales_hourly, product_sales_daily, inventory_position, product_popularity, category_popularity
    TO tillstream_writer;
GRANT SELECT
    ON product_sales_hourly, product_sales_daily, inventory_position, product_popularity, category_popularity
    TO tillstream_reader;
