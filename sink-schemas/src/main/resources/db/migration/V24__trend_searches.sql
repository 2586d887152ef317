-- Searches of the web shop are a signal of trends, too.
ALTER TABLE trend_alert
    DROP CONSTRAINT trend_alert_first_signal_check,
    ADD CONSTRAINT trend_alert_first_signal_check CHECK (first_signal IN ('posts', 'views', 'sales', 'searches'));

COMMENT ON COLUMN trend_alert.signals IS 'Array of {signal, moved_at, score, lift}: posts, views and sales of products that the subject names, and searches for it. moved_at is the end of the first hour in which a chance of one in ten thousand was passed, score and lift are of the strongest window since then; null while the signal has not moved.';
