COMMENT ON COLUMN data_quality.rule IS 'duplicate, late, dead-letter, missing.FIELD, price, schema-drift, volume, or picture-...';
COMMENT ON COLUMN data_quality.records IS 'Records seen in the window; of price: products that a store sold on the day; of schema-drift: fields; of volume: hours.';
-- It never was the wall clock: a replay writes what the live run wrote.
COMMENT ON COLUMN dead_letter.seen_at IS 'When the record came: its time in Kafka; of a replay of files, the event time of records around it.';
