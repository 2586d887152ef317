#!/bin/sh
# Runs once, in an empty database: the job's own user may write rows, not change tables. psql quotes the password, so
# that it is never part of a statement's text.
set -eu
psql -v ON_ERROR_STOP=1 -v password="$JOB_PASSWORD" -U "$POSTGRES_USER" -d "$POSTGRES_DB" <<'SQL'
CREATE ROLE tillstream_writer NOLOGIN;
CREATE ROLE tillstream_job LOGIN PASSWORD :'password' IN ROLE tillstream_writer;
SQL
