"""Which browser is asking: its session stands where another platform has its log-in.

A session is a cookie that nobody can guess. Its people are those that were chosen in that browser,
on the first page or above the gradebook. A launch belongs to the session in which it was begun:
someone else's login address opens nothing in another browser.

The cookie is ``SameSite=Lax``. The frame of a launch comes back from the tool to a page of this
platform in a page of this platform, so it is no third party's there. Browsers send it where the
tool answers with a redirect, and keep it back where a page of the tool leads on (platform storage)
or posts: then a page of our own asks once more.
"""

import secrets

from flask import Flask, Response, current_app, g, request

from practice_lms.people import LEARNERS, Person
from practice_lms.storage import Storage

COOKIE = "practice-lms-session"
LIFETIME = 31_536_000
"""Seconds; the last choice on the first page is remembered as long."""


class Sessions:
    """The people of each session, kept over restarts."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def choose(self, session: str, person: Person) -> None:
        """Note that this browser was used to be someone."""
        with self._storage.write() as database:
            database.execute("INSERT OR IGNORE INTO chosen VALUES (?, ?)", (session, person.id))

    def was(self, session: str, person: Person) -> bool:
        """Tell whether someone was chosen there; who chose nobody yet is the first learner."""
        rows = self._storage.rows("SELECT person FROM chosen WHERE session = ?", session)
        return person.id in ({row["person"] for row in rows} or {LEARNERS[0].id})


def current() -> str:
    """Give the session of this request; a new one goes out with the answer."""
    if "session" not in g:
        g.session = request.cookies.get(COOKIE) or secrets.token_urlsafe(16)
    return str(g.session)


def is_current(session: str) -> bool:
    """Tell whether this request comes from the browser that has a session."""
    held = request.cookies.get(COOKIE, "")
    return bool(held) and secrets.compare_digest(held.encode(), session.encode())


def kept_back() -> bool:
    """Tell whether the browser may have a session that it does not send to another site's page."""
    return COOKIE not in request.cookies and request.headers.get("Sec-Fetch-Site") == "cross-site"


def current_sessions() -> Sessions:
    """Give the sessions of the running application."""
    sessions = current_app.extensions["sessions"]
    assert isinstance(sessions, Sessions)  # noqa: S101
    return sessions


def install(app: Flask) -> None:
    """Send the cookie of a session that a view asked for."""

    @app.after_request
    def keep(response: Response) -> Response:
        if "session" in g:
            response.set_cookie(COOKIE, g.session, httponly=True, samesite="Lax", max_age=LIFETIME)
        return response
