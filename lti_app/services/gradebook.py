"""What the platform's gradebook must know of a learner, and the note that it must learn it.

The note is the learner's row in the outbox. It is written in the transaction that changes an
answer, a submission or feedback, and says only that something changed; what is sent is
:func:`present`, read just before sending, since every score replaces the whole of the one before
(AGS 2.0, 3.4).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from course.model import Module, Reader
from lti_app.models import (
    Activity,
    Answer,
    Delivery,
    Enrolment,
    Feedback,
    Outbox,
    Person,
    Role,
    Submission,
    now,
)
from lti_app.services import comments
from lti_app.services.changes import ensure
from lti_app.services.participation import Participation

FULL = 100.0
"""The maximum where the platform does not tell one; platforms scale to their own (AGS, 3.4.5)."""
CALM = timedelta(minutes=5)
"""Changes after handing in are told together: Canvas adds a comment at every score."""


@dataclass(frozen=True, slots=True)
class Score:
    """The state of one learner. ``given`` None is "no score", which is not 0."""

    given: float | None
    maximum: float
    comment: str
    submitted_at: datetime | None


def tell(session: Session, who: Participation, delay: timedelta = timedelta()) -> None:
    """Note that the gradebook must learn the present state, after ``delay`` or at the next try."""
    ensure(
        session,
        Outbox,
        registration_id=who.registration_id,
        activity_id=who.activity_id,
        person_id=who.person_id,
        rev=0,
        due_at=now() + delay,
    )
    row = _row(session, who)
    assert row is not None  # noqa: S101
    row.rev += 1
    if row.state is not Delivery.WAITING:
        _wait(row, delay)
    elif not row.tries:
        row.due_at = min(row.due_at, now() + delay)


def is_refused(session: Session, who: Participation, since: timedelta) -> bool:
    """Tell whether the platform refused this learner's score and ``since`` has passed."""
    query = select(Outbox.due_at).where(
        Outbox.activity_id == who.activity_id,
        Outbox.person_id == who.person_id,
        Outbox.state == Delivery.REFUSED,
    )
    due_at = session.scalar(query)
    return due_at is not None and due_at < now() - since


def try_again(session: Session, who: Participation) -> bool:
    """Note that a refused score may be sent now; tell whether there was one."""
    row = _row(session, who)
    if row is None or row.state is not Delivery.REFUSED:
        return False
    _wait(row, timedelta())
    return True


def hears(session: Session, who: Participation) -> bool:
    """Tell whether the gradebook heard of this learner's work here, or is about to."""
    return _row(session, who) is not None


def was_told(session: Session, who: Participation) -> bool:
    """Tell whether the gradebook ever heard of this learner's work here."""
    row = _row(session, who)
    return row is not None and row.sent_rev > 0


def present(session: Session, row: Outbox, module: Module | None) -> Score | None:
    """Read the state that the gradebook should show; None when it should not hear of it.

    A learner who did not hand in and got no points has nothing to tell, unless something was told
    before. Only learners are told of: instructors, mentors and test users never.
    """
    handed_in = session.get(Submission, (row.activity_id, row.person_id))
    feedback = _feedback(session, row)
    graded = next((f for f in feedback if f.score is not None and not f.content_id), None)
    if not _is_learner(session, row) or not (handed_in or graded or row.sent_rev):
        return None
    given, maximum = _points(session.get_one(Activity, row.activity_id), handed_in, graded)
    answers = _for_instructor(session, row)
    return Score(
        given,
        maximum,
        comments.write(module, answers, _texts(feedback, answers)) if handed_in or feedback else "",
        handed_in.at if handed_in else None,
    )


def _points(
    activity: Activity, handed_in: Submission | None, graded: Feedback | None
) -> tuple[float | None, float]:
    if graded is not None and graded.score is not None:
        maximum = graded.score_maximum or activity.score_maximum or FULL
        return min(max(graded.score, 0.0), maximum), maximum
    maximum = activity.score_maximum or FULL
    return (maximum if handed_in else None), maximum


def _for_instructor(session: Session, row: Outbox) -> dict[str, str]:
    answers = session.scalars(
        select(Answer).where(
            Answer.activity_id == row.activity_id,
            Answer.person_id == row.person_id,
            Answer.reader == Reader.INSTRUCTOR,
        )
    )
    return {answer.content_id: answer.text for answer in answers if answer.text.strip()}


def _feedback(session: Session, row: Outbox) -> list[Feedback]:
    query = select(Feedback).where(
        Feedback.activity_id == row.activity_id, Feedback.person_id == row.person_id
    )
    return list(session.scalars(query))


def _texts(feedback: list[Feedback], answers: Mapping[str, str]) -> dict[str, str]:
    """Give the feedback on the whole and on ``answers``: it may repeat what is private by now."""
    return {
        row.content_id: row.text
        for row in feedback
        if row.text.strip() and (not row.content_id or row.content_id in answers)
    }


def _is_learner(session: Session, row: Outbox) -> bool:
    query = (
        select(Enrolment.role)
        .join(Person, Person.id == Enrolment.person_id)
        .join(Activity, Activity.course_id == Enrolment.course_id)
        .where(Activity.id == row.activity_id, Person.id == row.person_id, ~Person.test_user)
    )
    return session.scalar(query) is Role.LEARNER


def _row(session: Session, who: Participation) -> Outbox | None:
    query = (
        select(Outbox)
        .where(Outbox.activity_id == who.activity_id, Outbox.person_id == who.person_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return session.scalar(query)


def _wait(row: Outbox, delay: timedelta) -> None:
    row.state = Delivery.WAITING
    row.due_at = now() + delay
    row.tries = 0
    row.last_status = row.last_error = None
