-- How long rows are kept. A table that is not named here does not grow with time: it has a row a customer, product, position or series.
CREATE TABLE retention (
    table_name text COLLATE "C" NOT NULL PRIMARY KEY,
    time_column text COLLATE "C" NOT NULL,
    keep       interval,
    CHECK (keep >= interval '1 day')
);

COMMENT ON TABLE retention IS 'How long rows are kept; CALL tillstream_retain() deletes older ones. Change keep as you like.';
COMMENT ON COLUMN retention.time_column IS 'The column that says how old a row is; rows where it is null stay.';
COMMENT ON COLUMN retention.keep IS 'Counted back from the end of the last closed day (world.as_of), not from today: of a replay of old events nothing is deleted. Null: for ever.';

INSERT INTO retention (table_name, time_column, keep) VALUES
    ('product_sales_hourly', 'hour', interval '400 days'),
    ('product_sales_daily', 'day', interval '1100 days'),
    ('kpi_daily', 'day', interval '1900 days'),
    ('category_segment_daily', 'day', interval '1900 days'),
    ('customer_segment_history', 'valid_from', NULL),
    ('forecast_accuracy', 'target_date', interval '400 days'),
    ('model_metric', 'window_end', interval '400 days'),
    ('data_quality', 'window_end', interval '400 days'),
    ('dead_letter', 'seen_at', interval '90 days'),
    ('sales_anomaly', 'day', interval '1100 days'),
    ('store_visits_forecast', 'hour', interval '400 days'),
    ('low_stock_alert', 'resolved_at', interval '400 days'),
    ('trend_alert', 'resolved_at', interval '400 days');

-- In batches, each a transaction of its own: locks are short, writers are not held up, and what is interrupted goes on next time.
CREATE PROCEDURE tillstream_retain(batch integer DEFAULT 10000)
LANGUAGE plpgsql
AS $$
DECLARE
    rule    record;
    world   timestamptz;
    deleted bigint;
    gone    bigint;
BEGIN
    SELECT as_of INTO world FROM public.world;
    IF world IS NULL THEN
        RETURN;
    END IF;
    FOR rule IN SELECT table_name, time_column, keep FROM public.retention WHERE keep IS NOT NULL ORDER BY table_name LOOP
        deleted := 0;
        LOOP
            -- A date is compared as midnight of the session's zone. Until the next commit: a procedure that commits can have no setting of its own.
            PERFORM set_config('timezone', 'UTC', true);
            EXECUTE format(
                'DELETE FROM public.%1$I WHERE ctid = ANY (ARRAY(SELECT ctid FROM public.%1$I WHERE %2$I < $1 LIMIT $2))',
                rule.table_name, rule.time_column)
                USING world - rule.keep, batch;
            GET DIAGNOSTICS gone = ROW_COUNT;
            deleted := deleted + gone;
            COMMIT;
            EXIT WHEN gone = 0;
        END LOOP;
        IF deleted > 0 THEN
            RAISE NOTICE 'deleted % rows of %', deleted, rule.table_name;
        END IF;
    END LOOP;
END
$$;

COMMENT ON PROCEDURE tillstream_retain IS 'Deletes rows older than retention says, batch by batch. Once a day, as the owner of the tables.';

REVOKE EXECUTE ON PROCEDURE tillstream_retain FROM PUBLIC;
GRANT SELECT ON retention TO tillstream_writer, tillstream_reader;
