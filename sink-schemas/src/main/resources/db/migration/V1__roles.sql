-- Group roles that a login role is made a member of (GRANT tillstream_writer TO ...). They belong to
-- the whole server, so another database of it may have made them, perhaps just now.
-- Creating them takes CREATEROLE; where the owner of the tables lacks it, an administrator makes both
-- beforehand: CREATE ROLE tillstream_writer NOLOGIN; CREATE ROLE tillstream_reader NOLOGIN;
DO $$
DECLARE
    role_name text;
BEGIN
    FOREACH role_name IN ARRAY ARRAY['tillstream_writer', 'tillstream_reader'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
            BEGIN
                EXECUTE format('CREATE ROLE %I NOLOGIN', role_name);
            EXCEPTION
                WHEN duplicate_object OR unique_violation THEN
                    NULL;
            END;
        END IF;
    END LOOP;
END
$$;

GRANT USAGE ON SCHEMA public TO tillstream_writer, tillstream_reader;
