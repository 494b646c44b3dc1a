"""Throwing away what is over, now and then, by whichever process comes along."""

from threading import Lock
from time import monotonic

from lti_app.db import Database
from lti_app.models import now
from lti_app.services.launches import sweep

SECONDS = 600.0


class Upkeep:
    """Remembers when this process swept last; safe for threads."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = Lock()
        self._due = monotonic() + SECONDS

    def now_and_then(self) -> None:
        """Sweep where the last time is long ago."""
        with self._lock:
            if monotonic() < self._due:
                return
            self._due = monotonic() + SECONDS
        with self._database.write(durable=False) as session:
            sweep(session, now())
