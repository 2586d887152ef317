ALTER TABLE trend_alert ADD COLUMN model_version text;

COMMENT ON COLUMN trend_alert.model_version IS 'The encoder, as name/version, by which the subject was seen in pictures of posts; null for what is written.';

-- What it has meant all along.
COMMENT ON COLUMN subject_trend.phase IS 'As of the last week (from Monday) that was over when the subject was fitted last: once a week, on a day of its own, so that it lags behind the newest week that is over by up to six days; null, as all below, where the subject is heard too seldom.';
