"""Floods are counted in the database, so that all processes count together.

One row per key and window, one statement to count. A whole town hall can sit behind one address, so
good requests have wide limits and refused ones narrow ones.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from lti_app.models import RateCount
from lti_app.services.changes import insert_into

MINUTE = 60


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``most`` times in each ``seconds``."""

    name: str
    most: int
    seconds: int = MINUTE


LOGINS = Limit("login", 20_000)
REFUSALS = Limit("refusal", 600)
REGISTRATIONS = Limit("registration", 300)


def count(session: Session, limit: Limit, who: str, at: datetime, times: int = 1) -> bool:
    """Count ``times`` more of ``who``; tell whether that stays within the limit."""
    window = int(at.timestamp()) // limit.seconds * limit.seconds
    statement = (
        insert_into(session, RateCount)
        .values(key=f"{limit.name}:{who}"[:128], window=window, count=times)
        .on_conflict_do_update(
            index_elements=["key", "window"], set_={"count": RateCount.count + times}
        )
        .returning(RateCount.count)
    )
    return bool(session.connection().execute(statement).scalar_one() <= limit.most)


def seconds_left(limit: Limit, at: datetime) -> int:
    """Tell how long the present window still lasts, for ``Retry-After``."""
    return limit.seconds - int(at.timestamp()) % limit.seconds
