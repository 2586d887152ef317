-- A hit rate of three purchases and one of three thousand are not the same.
ALTER TABLE model_metric ADD COLUMN samples bigint;

COMMENT ON COLUMN model_metric.samples IS 'How many observations the value is of (purchases, lists, customers, days); null if nobody counts them.';
