"""Where a launch belongs: deployment, course, activity, person, and the person's place there.

One statement finds all of it, and most launches find it as it was told before. What is new or
differs is settled by the ORM, under the database's lock, and found again.
"""

from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.orm import Session

from lti_app.models import (
    Activity,
    Base,
    Course,
    Deployment,
    Enrolment,
    Person,
    Source,
    Status,
)
from lti_app.services.changes import ensure
from lti_app.services.claims import Claims
from lti_app.services.roster import enrol
from lti_app.services.rows import Statement, Table

_LONGEST_MODULE_ID = 64
"""Longer than any (course.model.CONTENT_ID): it names none, and is shown to the instructor."""
M = TypeVar("M", bound=Base)
_COURSE, _ACTIVITY = Table(Course), Table(Activity)
_PERSON, _ENROLMENT = Table(Person), Table(Enrolment)
_FIND = Statement(
    select(
        Deployment.id,
        Deployment.status,
        _COURSE.table,
        _ACTIVITY.table,
        _PERSON.table,
        _ENROLMENT.table,
    )
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
class Places:
    """What is there of a launch's places; records, in no session."""

    deployment_id: int
    status: Status
    course: Course | None
    activity: Activity | None
    person: Person | None
    enrolment: Enrolment | None

    def rows(self) -> dict[str, Base | None]:
        """Give the rows that a launch hangs on, by the names it has for them."""
        names = ("course", "activity", "person", "enrolment")
        return {name: getattr(self, name) for name in names}

    def as_told(self, claims: Claims) -> bool:
        """Tell whether all is there and nothing differs from what the launch tells."""
        if not (self.course and self.person and self.enrolment):
            return False
        if claims.link_id and not self.activity:
            return False
        return not any(
            differs(row, told)
            for row, told in (
                (self.course, _of_course(claims)),
                (self.activity, _of_activity(claims)),
                (self.person, _of_person(claims)),
                (self.enrolment, _of_enrolment(claims)),
            )
            if row
        )


def find(
    connection: Connection, registration_id: int, deployment_id: str, claims: Claims
) -> Places | None:
    """Look it all up at once; None where the deployment is new."""
    row = _FIND.first(
        connection,
        {
            "registration": registration_id,
            "deployment": deployment_id,
            "key": _course_key(claims),
            "link": claims.link_id,
            "sub": claims.sub,
        },
    )
    if row is None:
        return None
    values = iter(row)
    return Places(
        next(values),
        next(values),
        _COURSE.next_record(values),
        _ACTIVITY.next_record(values),
        _PERSON.next_record(values),
        _ENROLMENT.next_record(values),
    )


def settle(session: Session, registration_id: int, deployment_id: int, claims: Claims) -> None:
    """Make what is new and keep what differs; what was not told stays as it was."""
    course = _ensured(
        session,
        Course,
        {"deployment_id": deployment_id, "key": _course_key(claims)},
        registration_id=registration_id,
    )
    keep(course, _of_course(claims))
    if claims.link_id:
        own = {"course_id": course.id, "resource_link_id": claims.link_id}
        keep(_ensured(session, Activity, own), _of_activity(claims))
    person = _ensured(session, Person, {"registration_id": registration_id, "sub": claims.sub})
    keep(person, _of_person(claims))
    keep(_enrolled(session, course, person, claims), _of_enrolment(claims))
    session.flush()


def _course_key(claims: Claims) -> str:
    return f"context:{claims.context_id}" if claims.context_id else f"link:{claims.link_id}"


def _of_course(claims: Claims) -> dict[str, Any]:
    return {
        "title": claims.context_title,
        "label": claims.context_label,
        "memberships_url": claims.memberships_url,
    }


def _of_activity(claims: Claims) -> dict[str, Any]:
    return {
        "title": claims.link_title,
        "module_id": claims.custom.get("module", "")[:_LONGEST_MODULE_ID],
        "line_item_url": claims.line_item_url,
        "line_items_url": claims.line_items_url,
        "service_scopes": list(claims.scopes),
    }


def _of_person(claims: Claims) -> dict[str, Any]:
    return {"name": claims.name, "email": claims.email, "test_user": claims.test_user}


def _of_enrolment(claims: Claims) -> dict[str, Any]:
    return {"role": claims.role, "active": True}


def differs(row: Base, told: dict[str, Any]) -> bool:
    """Tell whether something was told that is not what is kept."""
    return any(value and getattr(row, name) != value for name, value in told.items())


def keep(row: Base, told: dict[str, Any]) -> None:
    """Keep what was told."""
    for name, value in told.items():
        if value and getattr(row, name) != value:
            setattr(row, name, value)


def _ensured(session: Session, model: type[M], own: dict[str, Any], **values: Any) -> M:
    """Find the row with this unique key, made where it is new."""
    ensure(session, model, **own, **values)
    return session.scalars(select(model).filter_by(**own)).one()


def _enrolled(session: Session, course: Course, person: Person, claims: Claims) -> Enrolment:
    query = select(Enrolment).filter_by(course_id=course.id, person_id=person.id)
    found = session.scalar(query)
    if found is None:  # a number is given out only to who is new
        enrol(session, course.id, [person.id], role=claims.role, source=Source.LAUNCH)
        found = session.scalars(query).one()
    return found
