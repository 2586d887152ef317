-- Retention finds rows by their day.
CREATE INDEX subject_trend_day ON subject_trend (day);
