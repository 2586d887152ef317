-- What is aimed at, beside the bound at which an alert opens.
ALTER TABLE model_metric ADD COLUMN target double precision;

COMMENT ON COLUMN model_metric.target IS 'What the value should be: at most that where the threshold is an upper bound, else at least; null where none is set.';
