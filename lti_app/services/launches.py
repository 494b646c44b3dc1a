"""From a valid launch to the session it opens: person, course, activity, place, launch.

Everything is found by the platform's own ids and made where it is new; what the platform leaves
out is kept as it was. Two first launches at the same moment make one row each. Every launch passes
here, so what is there already is found by one statement, and rows are written without the ORM.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.orm.attributes import set_committed_value

from lti_app.errors import Refused
from lti_app.models import (
    Activity,
    Base,
    Course,
    Deployment,
    Enrolment,
    Launch,
    Login,
    Person,
    RateCount,
    Source,
    Status,
    now,
)
from lti_app.services import registrations
from lti_app.services.changes import ensure
from lti_app.services.claims import Claims
from lti_app.services.roster import enrol

_LOGINS = Base.metadata.tables[Login.__tablename__]
_LAUNCHES = Base.metadata.tables[Launch.__tablename__]
_LOGIN = select(Login).where(Login.state == bindparam("state"))
_CONSUME = (
    _LOGINS.update()
    .where(
        _LOGINS.c.state == bindparam("wanted"),
        _LOGINS.c.used_at.is_(None),
        _LOGINS.c.expires_at > bindparam("at"),
    )
    .values(used_at=bindparam("at"))
)
_KNOWN = (
    select(Deployment, Course, Activity, Person, Enrolment)
    .select_from(Deployment)
    .outerjoin(Course, (Course.deployment_id == Deployment.id) & (Course.key == bindparam("key")))
    .outerjoin(
        Activity,
        (Activity.course_id == Course.id) & (Activity.resource_link_id == bindparam("link")),
    )
    .outerjoin(
        Person,
        (Person.registration_id == Deployment.registration_id) & (Person.sub == bindparam("sub")),
    )
    .outerjoin(Enrolment, (Enrolment.course_id == Course.id) & (Enrolment.person_id == Person.id))
    .where(
        Deployment.registration_id == bindparam("registration"),
        Deployment.deployment_id == bindparam("deployment"),
    )
)


@dataclass(frozen=True, slots=True)
class _Places:
    """What is there already of a launch's places."""

    deployment: Deployment
    course: Course | None
    activity: Activity | None
    person: Person | None
    enrolment: Enrolment | None


def keep_login(session: Session, login: Login) -> None:
    """Keep a new login; raises Refused where its registration was removed a moment ago."""
    try:
        session.connection().execute(_LOGINS.insert(), _values(login))
    except IntegrityError as error:
        raise Refused(
            "Dit leerplatform is niet meer aangemeld bij werkpakket. "
            "Geef dit door aan uw beheerder.",
            cause="the registration is gone",
        ) from error


def find_login(session: Session, state: str) -> Login | None:
    """Find a login, used or not."""
    return session.scalar(_LOGIN, {"state": state})


def consume(session: Session, state: str, at: datetime) -> bool:
    """Use a login up; False where it was used before (by any process) or is over."""
    done = session.connection().execute(_CONSUME, {"wanted": state, "at": at})
    return done.rowcount == 1


def open_launch(
    session: Session,
    registration_id: int,
    deployment_id: str,
    claims: Claims,
    **values: Any,
) -> Launch | None:
    """Open a session for a launch and keep what it tells; None where its deployment waits.

    ``values`` are the launch's secret_hash, storage_target and expires_at. The launch carries the
    rows it hangs on, and no session: nothing of it is written by changing it.
    """
    found = _find(session, registration_id, deployment_id, claims)
    if found is None or found.deployment.status is not Status.CONFIRMED:
        return None
    course = found.course or _new_course(session, found.deployment, claims)
    activity = found.activity or _new_activity(session, course, claims)
    person = found.person or _new_person(session, registration_id, claims)
    enrolment = found.enrolment or _new_enrolment(session, course, person, claims)
    _keep_all(course, activity, person, enrolment, claims)
    launch = Launch(
        name=secrets.token_urlsafe(12),
        registration_id=registration_id,
        course_id=course.id,
        activity_id=activity.id if activity else None,
        enrolment_id=enrolment.id,
        person_id=person.id,
        subject_id=_subject(session, registration_id, claims),
        role=claims.role,
        mentee_subs=list(claims.mentee_subs),
        locale=claims.locale,
        return_url=claims.return_url,
        deep_linking=dict(claims.deep_linking) if claims.deep_linking else None,
        created_at=now(),
        **values,
    )
    written = session.connection().execute(_LAUNCHES.insert(), _values(launch))
    launch.id = written.inserted_primary_key[0]  # type: ignore[index]  one row has one
    for name, row in {
        "course": course,
        "activity": activity,
        "enrolment": enrolment,
        "person": person,
    }.items():
        set_committed_value(launch, name, row)
    return launch


def find_launch(session: Session, name: str) -> Launch | None:
    """Find a launch that is not over, with all that hangs on it."""
    return session.scalar(
        select(Launch)
        .where(Launch.name == name, Launch.expires_at > now())
        .options(
            joinedload(Launch.registration, innerjoin=True),
            joinedload(Launch.course, innerjoin=True),
            joinedload(Launch.activity),
            joinedload(Launch.enrolment, innerjoin=True),
            joinedload(Launch.person, innerjoin=True),
        )
    )


def sweep(session: Session, at: datetime) -> None:
    """Throw away what is over: logins, launches, counts."""
    session.execute(delete(Login).where(Login.expires_at < at - timedelta(hours=1)))
    session.execute(delete(Launch).where(Launch.expires_at < at - timedelta(days=1)))
    session.execute(delete(RateCount).where(RateCount.window < at.timestamp() - 3600))


def _find(
    session: Session, registration_id: int, deployment_id: str, claims: Claims
) -> _Places | None:
    """Look all of it up at once: most launches find everything there."""
    names = {
        "registration": registration_id,
        "deployment": deployment_id,
        "key": _course_key(claims),
        "link": claims.link_id,
        "sub": claims.sub,
    }
    found = session.execute(_KNOWN, names).first()
    if found is None:
        deployment = registrations.new_deployment(session, registration_id, deployment_id)
        found = session.execute(_KNOWN, names).first() if deployment else None
    return _Places(*found) if found else None


def _course_key(claims: Claims) -> str:
    return f"context:{claims.context_id}" if claims.context_id else f"link:{claims.link_id}"


def _new_course(session: Session, deployment: Deployment, claims: Claims) -> Course:
    key = _course_key(claims)
    own = {"registration_id": deployment.registration_id, "deployment_id": deployment.id}
    ensure(session, Course, **own, key=key)
    query = select(Course).where(Course.deployment_id == deployment.id, Course.key == key)
    return session.scalars(query).one()


def _new_activity(session: Session, course: Course, claims: Claims) -> Activity | None:
    if not claims.link_id:
        return None
    ensure(session, Activity, course_id=course.id, resource_link_id=claims.link_id)
    query = select(Activity).where(
        Activity.course_id == course.id, Activity.resource_link_id == claims.link_id
    )
    return session.scalars(query).one()


def _new_person(session: Session, registration_id: int, claims: Claims) -> Person:
    own = {"registration_id": registration_id, "sub": claims.sub}
    ensure(session, Person, **own)
    return session.scalars(select(Person).filter_by(**own)).one()


def _new_enrolment(session: Session, course: Course, person: Person, claims: Claims) -> Enrolment:
    own = {"course_id": course.id, "person_id": person.id}
    query = select(Enrolment).filter_by(**own)
    found = session.scalar(query)  # the course or the person may have been there already
    if found is None:
        enrol(session, course.id, [person.id], role=claims.role, source=Source.LAUNCH)
        found = session.scalars(query).one()
    return found


def _keep_all(
    course: Course, activity: Activity | None, person: Person, enrolment: Enrolment, claims: Claims
) -> None:
    _keep(course, title=claims.context_title, label=claims.context_label)
    _keep(course, memberships_url=claims.memberships_url)
    if activity is not None:
        _keep(activity, title=claims.link_title, module_id=claims.custom.get("module"))
        _keep(activity, line_item_url=claims.line_item_url, line_items_url=claims.line_items_url)
        _keep(activity, service_scopes=list(claims.scopes))
    _keep(person, name=claims.name, email=claims.email, test_user=claims.test_user)
    _keep(enrolment, role=claims.role, active=True)


def _values(row: Login | Launch) -> dict[str, Any]:
    """Give the columns of a new row, those of its key excepted that the database gives out."""
    columns = Base.metadata.tables[row.__tablename__].columns
    return {column.name: getattr(row, column.name) for column in columns if column.name != "id"}


def _subject(session: Session, registration_id: int, claims: Claims) -> int | None:
    if claims.subject is None:
        return None
    return session.scalar(
        select(Person.id).where(
            Person.registration_id == registration_id, Person.sub == claims.subject
        )
    )


def _keep(row: Course | Activity | Person | Enrolment, **told: Any) -> None:
    """Keep what was told and differs; what was not told stays as it was."""
    for name, value in told.items():
        if value and getattr(row, name) != value:
            setattr(row, name, value)
