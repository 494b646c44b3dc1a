"""Handing in: the moment from which the gradebook counts a learner's work."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lti_app.models import Answer, Submission, now
from lti_app.services import gradebook
from lti_app.services.changes import ensure
from lti_app.services.participation import Participation


def hand_in(session: Session, who: Participation) -> datetime:
    """Hand in what is there, questions left open or not; give when.

    Handing in again without a change is the same submission: a double click, or a page that never
    heard the first answer.
    """
    moment = now()
    new = ensure(
        session,
        Submission,
        activity_id=who.activity_id,
        person_id=who.person_id,
        first_at=moment,
        at=moment,
    )
    row = session.get_one(Submission, (who.activity_id, who.person_id), with_for_update=True)
    if new or _changed_since(session, who, row.at):
        row.at = moment
        gradebook.tell(session, who)
    return row.at


def of(session: Session, who: Participation) -> Submission | None:
    """Give the submission, None where nothing was handed in."""
    return session.get(Submission, (who.activity_id, who.person_id))


def _changed_since(session: Session, who: Participation, moment: datetime) -> bool:
    latest = session.scalar(
        select(func.max(Answer.updated_at)).where(
            Answer.activity_id == who.activity_id, Answer.person_id == who.person_id
        )
    )
    return latest is not None and latest > moment
