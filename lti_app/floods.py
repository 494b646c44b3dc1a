"""Counting logins without a write for each: a process tells the database of every fiftieth."""

from collections import Counter
from threading import Lock

from lti_app.db import Database
from lti_app.models import now
from lti_app.services import limits
from lti_app.services.limits import Limit

BATCH = 50
MOST = 10_000


class Floods:
    """Counts by address; safe for threads, and all processes count together."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = Lock()
        self._untold: Counter[tuple[Limit, str]] = Counter()

    def often(self, limit: Limit, who: str) -> bool:
        """Count one more of what is frequent; False where that is beyond the limit."""
        with self._lock:
            self._untold[limit, who] += 1
            if self._untold[limit, who] < BATCH:
                return True
            del self._untold[limit, who]
            if len(self._untold) > MOST:
                self._untold.clear()
        return self.seldom(limit, who, BATCH)

    def seldom(self, limit: Limit, who: str, times: int = 1) -> bool:
        """Count what is rare, each in the database; False where that is beyond the limit."""
        with self._database.write(durable=False) as session:
            return limits.count(session, limit, who, now(), times)
