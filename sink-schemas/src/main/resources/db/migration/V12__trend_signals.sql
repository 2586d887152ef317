-- What moved first: posts, or views or sales of the products that a subject names; and where.
ALTER TABLE trend_alert
    ADD COLUMN signals      jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN first_signal text COLLATE "C" CHECK (first_signal IN ('posts', 'views', 'sales')),
    ADD COLUMN regions      jsonb NOT NULL DEFAULT '[]';

COMMENT ON COLUMN trend_alert.signals IS 'Array of {signal, moved_at, score, lift}: posts, and views and sales of products that the subject names. moved_at is the end of the first hour in which a chance of one in ten thousand was passed, score and lift are of the strongest window since then; null while the signal has not moved.';
COMMENT ON COLUMN trend_alert.first_signal IS 'The signal that moved first; null in alerts of versions that did not know it.';
COMMENT ON COLUMN trend_alert.regions IS 'Array of {region, share, lift}: at most three regions from which more of the voices of the last day come than usual, with their share of voices of known regions and that over their usual share of posts; empty where none stands out.';
