CREATE TABLE subject_trend (
    subject_key  text COLLATE "C"   NOT NULL PRIMARY KEY,
    subject_type text COLLATE "C"   NOT NULL CHECK (subject_type IN ('tag', 'attribute', 'style', 'brand', 'product')),
    subject      text COLLATE "C"   NOT NULL,
    day          date               NOT NULL,
    days         real[]             NOT NULL,
    phase        text COLLATE "C"   CHECK (phase IN ('new', 'emerging', 'peaking', 'fading', 'seasonal', 'steady')),
    level        double precision,
    slope        double precision,
    weeks12      double precision,
    weeks12_p10  double precision,
    weeks12_p90  double precision,
    weeks24      double precision,
    weeks24_p10  double precision,
    weeks24_p90  double precision,
    version      bigint             NOT NULL
) WITH (fillfactor = 80);

CREATE INDEX subject_trend_subject ON subject_trend (subject_type, subject);
CREATE INDEX subject_trend_phase ON subject_trend (phase, slope);

COMMENT ON TABLE subject_trend IS 'Subjects of social posts by the day, where they stand and where they go; the newest state of each.';
COMMENT ON COLUMN subject_trend.day IS 'The newest day, which is closed.';
COMMENT ON COLUMN subject_trend.days IS 'Weighted voices of the last 56 days, the newest last.';
COMMENT ON COLUMN subject_trend.phase IS 'As of the last week that is over; null, as all below, where the subject is heard too seldom.';
COMMENT ON COLUMN subject_trend.level IS 'Voices a week without the season, at the usual number of posts.';
COMMENT ON COLUMN subject_trend.slope IS 'Relative change a week beyond the season.';
COMMENT ON COLUMN subject_trend.weeks12 IS 'Median of the voices that are expected in the twelfth week from then, at the present number of posts; p10 and p90 beside it.';
COMMENT ON COLUMN subject_trend.weeks24 IS 'The same of the twenty-fourth week.';

GRANT SELECT, INSERT, UPDATE ON subject_trend TO tillstream_writer;
GRANT SELECT ON subject_trend TO tillstream_reader;
