"""Who is in a course: what the platform's roster tells, kept beside what launches told.

A list that broke off half-way adds people and takes nobody away. Numbers ("Deelnemer 3") are given
once and stay, also those of people who left.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from lti_app.models import Course, Enrolment, Person, Role, Source
from lti_app.services.changes import ensure

FRESH = timedelta(minutes=5)
"""So long the kept roster is used without asking the platform again."""
BROKEN = timedelta(seconds=30)
"""So long, where some of it could not be had."""
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Member:
    """One person as a roster tells it.

    ``name`` and ``email`` are empty where it keeps them back, ``role`` None where it tells none.
    """

    sub: str
    role: Role | None = None
    name: str = ""
    email: str = ""
    active: bool = True
    test_user: bool = False


def is_fresh(course: Course, at: datetime) -> bool:
    """Tell whether the roster was asked so lately that it need not be asked again."""
    lasts = FRESH if course.roster_complete else BROKEN
    return course.roster_at is not None and at - course.roster_at < lasts


def merge(
    session: Session, course_id: int, members: Sequence[Member], *, complete: bool, at: datetime
) -> None:
    """Keep what a roster told at ``at``; ``complete`` False when some of it is missing."""
    course = session.scalars(
        select(Course)
        .where(Course.id == course_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    told = {member.sub: member for member in members}
    people = _people(session, course.registration_id, told)
    _enrol(session, course, people, told)
    if complete and told:
        _take_leave(session, course, {person.id for person in people})
    course.roster_complete = complete and bool(told)
    course.roster_at = at


def enrol(session: Session, course_id: int, person_ids: Sequence[int], **values: object) -> None:
    """Give people a place and a number in a course, in this order; who has one keeps it."""
    last = session.scalars(
        update(Course)
        .where(Course.id == course_id)
        .values(last_number=Course.last_number + len(person_ids))
        .returning(Course.last_number)
    ).one()
    for number, person_id in enumerate(person_ids, last - len(person_ids) + 1):
        ensure(
            session, Enrolment, course_id=course_id, person_id=person_id, number=number, **values
        )


def _people(session: Session, registration_id: int, told: dict[str, Member]) -> list[Person]:
    """Give the rows of all who are told of, made or brought up to date."""
    known = {person.sub for person in _known(session, registration_id, told)}
    for sub in told:
        if sub not in known:
            ensure(session, Person, registration_id=registration_id, sub=sub)
    people = _known(session, registration_id, told)
    for person in people:
        member = told[person.sub]
        person.name = member.name or person.name
        person.email = member.email or person.email
        person.test_user = person.test_user or member.test_user
    return people


def _known(session: Session, registration_id: int, told: Iterable[str]) -> list[Person]:
    return [
        person
        for subs in _chunks(told)
        for person in session.scalars(
            select(Person).where(Person.registration_id == registration_id, Person.sub.in_(subs))
        )
    ]


def _enrol(session: Session, course: Course, people: list[Person], told: dict[str, Member]) -> None:
    known = {row.person_id: row for row in _enrolments(session, course)}
    order = {sub: place for place, sub in enumerate(told)}
    new = sorted(
        (person for person in people if person.id not in known),
        key=lambda person: order[person.sub],
    )
    if new:
        enrol(session, course.id, [person.id for person in new], source=Source.ROSTER)
        known = {row.person_id: row for row in _enrolments(session, course)}
    for person in people:
        member = told[person.sub]
        known[person.id].role = member.role or known[person.id].role
        known[person.id].active = member.active


def _take_leave(session: Session, course: Course, present: set[int]) -> None:
    for row in _enrolments(session, course):
        if row.person_id not in present:
            row.active = False


def _enrolments(session: Session, course: Course) -> Iterable[Enrolment]:
    return session.scalars(select(Enrolment).where(Enrolment.course_id == course.id)).all()


def _chunks(subs: Iterable[str]) -> Iterator[list[str]]:
    listed = list(subs)
    for start in range(0, len(listed), _CHUNK):
        yield listed[start : start + _CHUNK]
