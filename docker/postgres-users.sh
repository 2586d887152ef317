#!/bin/sh
# Runs once, in an empty database: the job's own user may write rows, not change tables; that of dashboards reads. psql quotes the password, so
# that it is never part of a statement's text.
set -eu
psql -v ON_ERROR_STOP=1 -v password="$JOB_PASSWORD" -U "$POSTGRES_USER" -d "$POSTGRES_DB" <<'SQL'
CREATE ROLE tillstream_writer NOLOGIN;
CREATE ROLE tillstream_job LOGIN PASSWORD :'password' IN ROLE tillstream_writer;
SQL

# Superset reads the tables and keeps its own in a database of its own.
[ -z "${DASHBOARDS_PASSWORD:-}" ] ||
    psql -v ON_ERROR_STOP=1 -v password="$DASHBOARDS_PASSWORD" -U "$POSTGRES_USER" -d "$POSTGRES_DB" <<'SQL'
CREATE ROLE tillstream_reader NOLOGIN;
CREATE ROLE tillstream_dashboards LOGIN PASSWORD :'password' IN ROLE tillstream_reader;
CREATE DATABASE superset OWNER tillstream_dashboards;
SQL
