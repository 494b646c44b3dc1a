"""The tool that `bench/launch.py` compares with: as little as pylti1p3's own examples show.

Flask, key sets cached, state in SQLite (WAL, synchronous=NORMAL). The page is one word: in the
answer to the launch, or, with BENCH_REDIRECT=1, at an address of its own, as a reload needs it.
Run by gunicorn: ``plain_pylti1p3:app`` with BENCH_PLATFORM and BENCH_FOLDER set.
"""

import json
import os
import sqlite3
import threading
import time
from pathlib import Path
from typing import Any

from flask import Flask, redirect, request
from pylti1p3.contrib.flask.message_launch import FlaskMessageLaunch
from pylti1p3.contrib.flask.oidc_login import FlaskOIDCLogin
from pylti1p3.contrib.flask.request import FlaskRequest
from pylti1p3.launch_data_storage.base import LaunchDataStorage
from pylti1p3.tool_config.dict import ToolConfDict

PLATFORM = os.environ["BENCH_PLATFORM"]
FOLDER = Path(os.environ["BENCH_FOLDER"])
REDIRECT = os.environ.get("BENCH_REDIRECT") == "1"
CONFIGURATION = ToolConfDict(
    {
        PLATFORM: {
            "client_id": "client-1",
            "auth_login_url": f"{PLATFORM}/auth",
            "auth_token_url": f"{PLATFORM}/token",
            "key_set_url": f"{PLATFORM}/jwks",
            "key_set": None,
            "deployment_ids": ["1"],
        }
    }
)
_LOCAL = threading.local()


def database() -> sqlite3.Connection:
    """Give this thread's connection."""
    if not hasattr(_LOCAL, "connection"):
        connection = sqlite3.connect(FOLDER / "plain.sqlite", timeout=15, isolation_level=None)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute(
            "CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, value TEXT, until REAL)"
        )
        _LOCAL.connection = connection
    return _LOCAL.connection  # type: ignore[no-any-return]


class Storage(LaunchDataStorage[Any]):
    """The library's state, in one table."""

    def get_session_cookie_name(self) -> str:
        """Name the cookie of the browser's session."""
        return "lti1p3-session-id"

    def get_value(self, key: str) -> Any:
        """Read a value that is not over."""
        query = "SELECT value FROM kept WHERE key = ? AND until > ?"
        row = database().execute(query, (self._prepare_key(key), time.time())).fetchone()
        return json.loads(row[0]) if row else None

    def set_value(self, key: str, value: Any, exp: int | None = None) -> None:
        """Keep a value for ``exp`` seconds."""
        values = (self._prepare_key(key), json.dumps(value), time.time() + (exp or 86_400))
        database().execute("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", values)

    def check_value(self, key: str) -> bool:
        """Tell whether a value is there."""
        return self.get_value(key) is not None

    def can_set_keys_expiration(self) -> bool:
        """Values end by themselves."""
        return True


app = Flask(__name__)


@app.route("/lti/login", methods=["GET", "POST"])
def login() -> Any:
    """Begin a login."""
    step = FlaskOIDCLogin(FlaskRequest(), CONFIGURATION, launch_data_storage=Storage())
    return step.redirect(request.host_url.rstrip("/") + "/lti/launch")


@app.route("/lti/launch", methods=["POST"])
def launch() -> Any:
    """Answer a launch."""
    step = FlaskMessageLaunch(FlaskRequest(), CONFIGURATION, launch_data_storage=Storage())
    step.set_public_key_caching(Storage(), cache_lifetime=7200)
    step.validate()
    if REDIRECT:
        return redirect(f"/page/{step.get_launch_id()}", 303)
    return "ok"


@app.get("/page/<launch_id>")
def page(launch_id: str) -> str:
    """Show the page of a launch that was checked before."""
    FlaskMessageLaunch.from_cache(
        launch_id, FlaskRequest(), CONFIGURATION, launch_data_storage=Storage()
    )
    return "ok"
