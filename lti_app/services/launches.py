"""From a valid launch to the session it opens: person, course, activity, place, launch.

Everything is found by the platform's own ids and made where it is new; what the platform leaves
out is kept as it was. Two first launches at the same moment make one row each.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session, joinedload

from lti_app.models import (
    Activity,
    Course,
    Deployment,
    Enrolment,
    Launch,
    Login,
    Person,
    RateCount,
    Role,
    Source,
    now,
)
from lti_app.services.changes import ensure
from lti_app.services.roster import enrol

LINK, DEEP_LINKING, REVIEW = (
    "LtiResourceLinkRequest",
    "LtiDeepLinkingRequest",
    "LtiSubmissionReviewRequest",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """What a valid launch says, cleaned; empty where it says nothing (LTI 1.3 core, 5.3 and 5.4).

    ``line_item_url``, ``line_items_url`` and ``scopes`` are the AGS claim, ``memberships_url`` the
    NRPS claim; ``subject`` is ``for_user.user_id`` of a submission review.
    """

    message_type: str
    sub: str
    name: str = ""
    email: str = ""
    role: Role = Role.LEARNER
    test_user: bool = False
    mentee_subs: tuple[str, ...] = ()
    context_id: str = ""
    context_title: str = ""
    context_label: str = ""
    link_id: str = ""
    link_title: str = ""
    custom: Mapping[str, str] = field(default_factory=dict)
    locale: str = "nl"
    return_url: str | None = None
    line_item_url: str | None = None
    line_items_url: str | None = None
    scopes: tuple[str, ...] = ()
    memberships_url: str | None = None
    subject: str | None = None
    deep_linking: Mapping[str, Any] | None = None
    family: str = ""


def consume(session: Session, state: str, at: datetime) -> bool:
    """Use a login up; False where it was used before (by any process) or is over."""
    done = session.execute(
        update(Login)
        .where(Login.state == state, Login.used_at.is_(None), Login.expires_at > at)
        .values(used_at=at)
        .execution_options(synchronize_session=False)
        .returning(Login.state)
    )
    return done.first() is not None


def open_launch(
    session: Session,
    deployment: Deployment,
    claims: Claims,
    *,
    secret_hash: bytes,
    storage_target: str | None,
    hours: int,
) -> Launch:
    """Open a session for a launch and keep what it tells; the row is new and not committed."""
    course = _course(session, deployment, claims)
    activity = _activity(session, course, claims)
    person = _person(session, deployment.registration_id, claims)
    launch = Launch(
        name=secrets.token_urlsafe(12),
        secret_hash=secret_hash,
        registration_id=deployment.registration_id,
        course_id=course.id,
        activity_id=activity.id if activity else None,
        enrolment_id=_enrolment(session, course, person, claims.role).id,
        person_id=person.id,
        subject_id=_subject(session, deployment.registration_id, claims),
        role=claims.role,
        mentee_subs=list(claims.mentee_subs),
        locale=claims.locale,
        return_url=claims.return_url,
        storage_target=storage_target,
        deep_linking=dict(claims.deep_linking) if claims.deep_linking else None,
        expires_at=now() + timedelta(hours=hours),
    )
    session.add(launch)
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


def _course(session: Session, deployment: Deployment, claims: Claims) -> Course:
    key = f"context:{claims.context_id}" if claims.context_id else f"link:{claims.link_id}"
    query = select(Course).where(Course.deployment_id == deployment.id, Course.key == key)
    course = session.scalar(query)
    if course is None:
        ensure(
            session,
            Course,
            registration_id=deployment.registration_id,
            deployment_id=deployment.id,
            key=key,
        )
        course = session.scalars(query).one()
    _keep(course, title=claims.context_title, label=claims.context_label)
    _keep(course, memberships_url=claims.memberships_url)
    return course


def _activity(session: Session, course: Course, claims: Claims) -> Activity | None:
    if not claims.link_id:
        return None
    query = select(Activity).where(
        Activity.course_id == course.id, Activity.resource_link_id == claims.link_id
    )
    activity = session.scalar(query)
    if activity is None:
        ensure(session, Activity, course_id=course.id, resource_link_id=claims.link_id)
        activity = session.scalars(query).one()
    _keep(activity, title=claims.link_title, module_id=claims.custom.get("module"))
    _keep(activity, line_item_url=claims.line_item_url, line_items_url=claims.line_items_url)
    _keep(activity, service_scopes=list(claims.scopes))
    return activity


def _person(session: Session, registration_id: int, claims: Claims) -> Person:
    query = select(Person).where(
        Person.registration_id == registration_id, Person.sub == claims.sub
    )
    person = session.scalar(query)
    if person is None:
        ensure(session, Person, registration_id=registration_id, sub=claims.sub)
        person = session.scalars(query).one()
    _keep(person, name=claims.name, email=claims.email, test_user=claims.test_user)
    return person


def _enrolment(session: Session, course: Course, person: Person, role: Role) -> Enrolment:
    query = select(Enrolment).where(
        Enrolment.course_id == course.id, Enrolment.person_id == person.id
    )
    enrolment = session.scalar(query)
    if enrolment is None:
        enrol(session, course.id, [person.id], role=role, source=Source.LAUNCH)
        enrolment = session.scalars(query).one()
    if (enrolment.role, enrolment.active) != (role, True):
        enrolment.role, enrolment.active = role, True
    return enrolment


def _subject(session: Session, registration_id: int, claims: Claims) -> int | None:
    if claims.subject is None:
        return None
    return session.scalar(
        select(Person.id).where(
            Person.registration_id == registration_id, Person.sub == claims.subject
        )
    )


def _keep(row: Course | Activity | Person, **told: Any) -> None:
    """Keep what was told and differs; what was not told stays as it was."""
    for name, value in told.items():
        if value and getattr(row, name) != value:
            setattr(row, name, value)
