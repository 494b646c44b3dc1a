"""What follows from a platform's answer to a score."""

import random
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from lti_app.errors import ServiceError

FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(hours=1)
LONGEST_WISH = timedelta(days=1)
"""A platform that asks for more by ``Retry-After`` is tried again all the same."""
LATER = frozenset({401, 408, 425, 429})
"""Statuses from 400 that pass by themselves; 401 is told only after a fresh token."""


class Refusal(StrEnum):
    """Why a score was refused for good, as the instructor is told it."""

    NOT_FOUND = "not found"
    NOT_ALLOWED = "not allowed"
    NOT_ACCEPTED = "not accepted"
    NO_COLUMN = "no column"
    MAXIMUM = "maximum"
    NO_MODULE = "no module"


@dataclass(frozen=True, slots=True)
class Later:
    """Try again after ``wait``. ``asked``: the platform itself named that time."""

    wait: timedelta
    asked: bool


def after(error: ServiceError, tries: int) -> Later | Refusal:
    """Tell what follows a failure; ``tries`` counts those before it."""
    status = error.status
    if status is None or status >= 500 or status < 400 or status in LATER:
        return _later(error, tries)
    if status in (404, 410):
        return Refusal.NOT_FOUND
    if status in (403, 405):
        return Refusal.NOT_ALLOWED
    return Refusal.NOT_ACCEPTED


def is_stale(error: ServiceError) -> bool:
    """Tell whether the platform holds a newer time stamp (409; Canvas: 400 naming it)."""
    return error.status == 409 or (error.status == 400 and "timestamp" in error.body.lower())


def _later(error: ServiceError, tries: int) -> Later:
    if error.retry_after is not None and error.status in (429, 503):
        return Later(min(timedelta(seconds=error.retry_after), LONGEST_WISH), asked=True)
    doubled = FIRST_WAIT * 2 ** min(tries, 20)
    return Later(min(doubled, LONGEST_WAIT) * random.uniform(0.5, 1.0), asked=False)  # noqa: S311
