"""From a valid launch to the session it opens: person, course, activity, place, launch.

Everything is found by the platform's own ids and made where it is new; what the platform leaves
out is kept as it was. Two first launches at the same moment make one row each.
"""

import secrets
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, joinedload

from lti_app.errors import Refused
from lti_app.models import Launch, Login, Person, RateCount, Registration, Status, now
from lti_app.services import places, registrations
from lti_app.services.claims import Claims
from lti_app.services.places import Places
from lti_app.services.rows import Statement, Table

_LOGINS, _LAUNCHES = Table(Login), Table(Launch)
_LOGIN = _LOGINS.select(Login.state == bindparam("state"))
_CONSUME = Statement(
    _LOGINS.table.update()
    .where(
        Login.state == bindparam("wanted"),
        Login.used_at.is_(None),
        Login.expires_at > bindparam("at"),
    )
    .values(used_at=bindparam("at"))
)
_LAUNCH = (
    select(Launch)
    .where(Launch.name == bindparam("name"), Launch.expires_at > bindparam("at"))
    .options(
        joinedload(Launch.registration, innerjoin=True),
        joinedload(Launch.course, innerjoin=True),
        joinedload(Launch.activity),
        joinedload(Launch.enrolment, innerjoin=True),
        joinedload(Launch.person, innerjoin=True),
    )
)


def new_login(**values: Any) -> Login:
    """Make a login; nothing is kept yet."""
    return _LOGINS.made(values)


def keep_login(connection: Connection, login: Login) -> None:
    """Keep a new login; raises Refused where its registration was removed a moment ago."""
    try:
        _LOGINS.insert(connection, vars(login))
    except IntegrityError as error:
        raise Refused(
            "Dit leerplatform is niet meer aangemeld bij werkpakket. "
            "Geef dit door aan je beheerder.",
            cause="the registration is gone",
        ) from error


def find_login(connection: Connection, state: str) -> Login | None:
    """Find a login, used or not."""
    row = _LOGIN.first(connection, {"state": state})
    return _LOGINS.record(row) if row else None


def consume(connection: Connection, state: str, at: datetime) -> bool:
    """Use a login up; False where it was used before (by any process) or is over."""
    return _CONSUME.change(connection, {"wanted": state, "at": at}) == 1


def open_launch(
    connection: Connection,
    registration: Registration,
    deployment_id: str,
    claims: Claims,
    **values: Any,
) -> Launch | None:
    """Open a session for a launch and keep what it tells; None where its deployment waits.

    ``values`` are the launch's secret_hash, storage_target and expires_at. The launch carries the
    rows it hangs on and is in no session: changing it writes nothing.
    """
    found = places.find(connection, registration.id, deployment_id, claims)
    if found is None and registrations.new_deployment(connection, registration.id, deployment_id):
        found = places.find(connection, registration.id, deployment_id, claims)
    if found is None or found.status is not Status.CONFIRMED:
        return None
    if not found.as_told(claims):
        with Session(connection) as session:
            places.settle(session, registration.id, found.deployment_id, claims)
        found = places.find(connection, registration.id, deployment_id, claims)
        assert found  # noqa: S101  it was there before
    subject = _subject(connection, registration.id, claims)
    told = _told(registration.id, found, claims) | values | {"subject_id": subject}
    own = {"id": _LAUNCHES.insert(connection, told), "registration": registration}
    return _LAUNCHES.made(told | own | found.rows())


def find_launch(session: Session, name: str) -> Launch | None:
    """Find a launch that is not over, with all that hangs on it."""
    return session.scalar(_LAUNCH, {"name": name, "at": now()})


def sweep(session: Session, at: datetime) -> None:
    """Throw away what is over: logins, launches, counts."""
    session.execute(delete(Login).where(Login.expires_at < at - timedelta(hours=1)))
    session.execute(delete(Launch).where(Launch.expires_at < at - timedelta(days=1)))
    session.execute(delete(RateCount).where(RateCount.window < at.timestamp() - 3600))


def _told(registration_id: int, found: Places, claims: Claims) -> dict[str, Any]:
    """Give the columns of a launch that do not depend on who keeps its secret."""
    assert found.course  # noqa: S101  `as_told` saw it
    assert found.person  # noqa: S101
    assert found.enrolment  # noqa: S101
    return {
        "name": secrets.token_urlsafe(12),
        "registration_id": registration_id,
        "course_id": found.course.id,
        "activity_id": found.activity.id if found.activity else None,
        "enrolment_id": found.enrolment.id,
        "person_id": found.person.id,
        "role": claims.role,
        "mentee_subs": list(claims.mentee_subs),
        "locale": claims.locale,
        "return_url": claims.return_url,
        "deep_linking": dict(claims.deep_linking) if claims.deep_linking else None,
        "created_at": now(),
    }


def _subject(connection: Connection, registration_id: int, claims: Claims) -> int | None:
    if claims.subject is None:
        return None
    return connection.scalar(
        select(Person.id).where(
            Person.registration_id == registration_id, Person.sub == claims.subject
        )
    )
