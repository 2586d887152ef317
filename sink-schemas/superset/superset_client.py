"""Superset's REST API as `load` and `check` need it: standard library only."""
import http.cookiejar
import json
import os
import pathlib
import sys
import urllib.error
import urllib.request

ASSETS = pathlib.Path(__file__).resolve().parent / "assets"


def fail(message):
    print(f"{pathlib.Path(sys.argv[0]).name}: {message}", file=sys.stderr)
    sys.exit(1)


class Superset:
    """A session of SUPERSET_USER at SUPERSET_URL."""

    def __init__(self):
        self.url = os.environ.get("SUPERSET_URL", "http://localhost:8088").rstrip("/")
        password = os.environ.get("SUPERSET_PASSWORD") or fail("set SUPERSET_PASSWORD")
        # The CSRF token belongs to the session of a cookie.
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(cookies)
        self.headers = {"Referer": self.url}
        user = os.environ.get("SUPERSET_USER", "admin")
        login = {"username": user, "password": password, "provider": "db", "refresh": False}
        token = self.post_json("/api/v1/security/login", login)["access_token"]
        self.headers["Authorization"] = f"Bearer {token}"
        self.headers["X-CSRFToken"] = self.get("/api/v1/security/csrf_token/")["result"]

    def get(self, path):
        return self.send(path)

    def post_json(self, path, body):
        return self.send(path, json.dumps(body).encode(), "application/json")

    def send(self, path, data=None, content_type=None):
        headers = dict(self.headers, **({"Content-Type": content_type} if content_type else {}))
        try:
            with self.opener.open(urllib.request.Request(self.url + path, data, headers), timeout=120) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as e:
            if e.code == 401:
                fail(f"{self.url} does not know SUPERSET_USER with this password")
            raise
        except urllib.error.URLError as e:
            fail(f"no Superset at {self.url}: {e.reason}")
