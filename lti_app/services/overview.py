"""The instructor's table: every learner of the course and how far each one is.

What a learner kept back shows nowhere in it: answers that are "Alleen ik" or "Anoniem in de groep"
are not counted, so that no count tells that they are there.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select, union
from sqlalchemy.orm import Session, contains_eager

from course.model import Module, Reader
from lti_app.models import (
    Activity,
    Answer,
    Delivery,
    Enrolment,
    Outbox,
    Person,
    Progress,
    Role,
    Submission,
)
from lti_app.services import names

BLANK = " \t\r\n\f\v\u00a0"


@dataclass(frozen=True, slots=True)
class Row:
    """One learner, called ``name``; ``alike``: someone else in the table is called the same."""

    person_id: int
    number: int
    name: str
    email: str
    alike: bool
    active: bool
    begun: bool
    handed_in_at: datetime | None
    answers: int
    delivery: Delivery | None
    tries: int
    refusal: str | None


@dataclass(frozen=True, slots=True)
class _Work:
    """What the tables hold of an activity, by person."""

    begun: Collection[int]
    answers: Mapping[int, int]
    handed_in: Mapping[int, datetime]
    outbox: Mapping[int, Outbox]


def rows(
    session: Session,
    activity: Activity,
    module: Module,
    nameless: Callable[[int], str],
    *,
    only: Collection[str] | None = None,
) -> list[Row]:
    """Give every learner of the activity's course, by name, those without one last.

    ``nameless`` says how number n is called. ``only`` limits it to people with these ``sub``s:
    those whom a mentor may see. Who left the course stands in it as long as there is work.
    """
    work = _work(session, activity, module)
    people = [
        row
        for row in session.scalars(_learners(activity, only))
        if row.active or row.person_id in work.begun
    ]
    known = {row.number: names.clean(row.person.name) for row in people}
    called = {number: name or nameless(number) for number, name in known.items()}
    same = names.repeated(called.values())
    people.sort(key=lambda row: (not known[row.number], names.order(known[row.number]), row.number))
    return [_row(row, called[row.number], same, work) for row in people]


def learner(
    session: Session, activity: Activity, number: int, *, only: Collection[str] | None = None
) -> Enrolment | None:
    """Find a learner of the course by number; None where there is none that may be seen."""
    query = _learners(activity, only).where(Enrolment.number == number)
    return session.scalar(query)


def _row(enrolment: Enrolment, name: str, same: Collection[str], work: _Work) -> Row:
    person, outbox = enrolment.person, work.outbox.get(enrolment.person_id)
    return Row(
        person.id,
        enrolment.number,
        name,
        person.email,
        names.alike(name) in same,
        enrolment.active,
        person.id in work.begun,
        work.handed_in.get(person.id),
        work.answers.get(person.id, 0),
        outbox.state if outbox else None,
        outbox.tries if outbox else 0,
        outbox.last_error if outbox and outbox.state is Delivery.REFUSED else None,
    )


def _work(session: Session, activity: Activity, module: Module) -> _Work:
    return _Work(
        set(session.scalars(_begun(activity))),
        dict(session.execute(_counts(activity, module)).all()),
        dict(session.execute(_handed_in(activity)).all()),
        {row.person_id: row for row in session.scalars(_told(activity))},
    )


def _learners(activity: Activity, only: Iterable[str] | None) -> Select[Enrolment]:
    query = (
        select(Enrolment)
        .join(Enrolment.person)
        .options(contains_eager(Enrolment.person))
        .where(
            Enrolment.course_id == activity.course_id,
            Enrolment.role == Role.LEARNER,
            ~Person.test_user,
        )
    )
    return query if only is None else query.where(Person.sub.in_(only))


def _begun(activity: Activity) -> Select[int]:
    return select(
        union(
            *(
                select(table.person_id).where(table.activity_id == activity.id)
                for table in (Progress, Answer, Submission)
            )
        ).subquery()
    )


def _counts(activity: Activity, module: Module) -> Select[int, int]:
    return (
        select(Answer.person_id, func.count())
        .where(
            Answer.activity_id == activity.id,
            Answer.reader == Reader.INSTRUCTOR,
            Answer.content_id.in_([question.id for question in module.questions()]),
            func.trim(Answer.text, BLANK) != "",
        )
        .group_by(Answer.person_id)
    )


def _handed_in(activity: Activity) -> Select[int, datetime]:
    return select(Submission.person_id, Submission.at).where(Submission.activity_id == activity.id)


def _told(activity: Activity) -> Select[Outbox]:
    return select(Outbox).where(Outbox.activity_id == activity.id)
