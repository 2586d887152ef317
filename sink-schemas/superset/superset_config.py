"""Superset for Tillstream: SUPERSET_CONFIG_PATH names this file. What is secret or local comes from the environment."""
import os
from datetime import timedelta

from celery.schedules import crontab


def required(name):
    value = os.environ.get(name)
    if not value:
        raise RuntimeError(f"set {name}")
    return value


# Signs sessions and encrypts the passwords of databases: `openssl rand -base64 42`; whoever changes it runs
# `superset re-encrypt-secrets`.
SECRET_KEY = required("SUPERSET_SECRET_KEY")
# Superset's own tables: a database of their own, never the one that it shows.
SQLALCHEMY_DATABASE_URI = required("SUPERSET_METADATA_URI")
# The bundle's only database is PostgreSQL.
PREVENT_UNSAFE_DB_CONNECTIONS = True

# All times in the tables are UTC, and the UTC day is the day of every figure.
os.environ.setdefault("TZ", "UTC")

# Exports: any chart's and table's data as CSV, XLSX; a byte order mark, so that Excel reads UTF-8.
CSV_EXPORT = {"encoding": "utf-8-sig"}
EXCEL_EXPORT = {"freeze_panes": (1, 0)}
ROW_LIMIT = 50_000
SQL_MAX_ROW = 1_000_000

REDIS = os.environ.get("SUPERSET_REDIS_URL")
FEATURE_FLAGS = {"ALERT_REPORTS": bool(REDIS), "THUMBNAILS": bool(REDIS)}

if REDIS:

    def cache(prefix, lasts):
        return {
            "CACHE_TYPE": "RedisCache",
            "CACHE_REDIS_URL": f"{REDIS}/1",
            "CACHE_KEY_PREFIX": f"superset_{prefix}_",
            "CACHE_DEFAULT_TIMEOUT": int(lasts.total_seconds()),
        }

    # The job writes all the time: a minute is what a person does not notice, and what 100 viewers cost as one.
    CACHE_CONFIG = cache("metadata", timedelta(days=1))
    DATA_CACHE_CONFIG = cache("data", timedelta(minutes=1))
    FILTER_STATE_CACHE_CONFIG = cache("filters", timedelta(days=90))
    EXPLORE_FORM_DATA_CACHE_CONFIG = cache("explore", timedelta(days=7))
    THUMBNAIL_CACHE_CONFIG = cache("thumbnails", timedelta(days=7))
    RATELIMIT_STORAGE_URI = f"{REDIS}/2"

    # Scheduled reports (Settings, Alerts & Reports: PDF or PNG of a dashboard; PNG, CSV or text of a chart) take two
    # more processes: `celery --app=superset.tasks.celery_app:app worker` and `... beat`.
    class CeleryConfig:
        broker_url = f"{REDIS}/0"
        result_backend = f"{REDIS}/0"
        imports = ("superset.sql_lab", "superset.tasks.scheduler", "superset.tasks.thumbnails", "superset.tasks.cache")
        worker_prefetch_multiplier = 1
        task_acks_late = True
        beat_schedule = {
            "reports.scheduler": {"task": "reports.scheduler", "schedule": crontab(), "options": {"expires": 3600}},
            "reports.prune_log": {"task": "reports.prune_log", "schedule": crontab(minute=0, hour=0)},
        }

    CELERY_CONFIG = CeleryConfig

    # The worker photographs dashboards by a browser of its own, as the owner of the report.
    WEBDRIVER_TYPE = "chrome"
    WEBDRIVER_OPTION_ARGS = ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--force-device-scale-factor=1.0"]
    WEBDRIVER_BASEURL = os.environ.get("SUPERSET_INSIDE_URL", "http://localhost:8088/")
    WEBDRIVER_BASEURL_USER_FRIENDLY = os.environ.get("SUPERSET_URL", WEBDRIVER_BASEURL)

    # Without a mail server reports are made and logged, not sent.
    ALERT_REPORTS_NOTIFICATION_DRY_RUN = not os.environ.get("SMTP_HOST")
    SMTP_HOST = os.environ.get("SMTP_HOST") or "localhost"
    SMTP_PORT = int(os.environ.get("SMTP_PORT") or "587")
    SMTP_STARTTLS = True
    SMTP_SSL_SERVER_AUTH = True
    SMTP_USER = os.environ.get("SMTP_USER", "")
    SMTP_PASSWORD = os.environ.get("SMTP_PASSWORD", "")
    SMTP_MAIL_FROM = os.environ.get("SMTP_MAIL_FROM") or "superset@localhost"
