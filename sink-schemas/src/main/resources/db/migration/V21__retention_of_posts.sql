-- A row a post with a picture, and one a subject that was ever heard: tables that grow with time, too.
INSERT INTO retention (table_name, time_column, keep) VALUES
    ('post_look', 'seen_at', interval '90 days'),
    ('subject_trend', 'day', interval '400 days')
ON CONFLICT (table_name) DO NOTHING;
