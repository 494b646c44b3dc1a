"""What an instructor writes to a learner: on one answer or on the whole, with points if wanted."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from course.model import Module
from lti_app.models import Activity, Feedback, Submission, now
from lti_app.services import gradebook
from lti_app.services.answers import (
    MOST_CHARACTERS,
    TooLongError,
    UnknownContentError,
)
from lti_app.services.changes import ensure
from lti_app.services.participation import Participation
from lti_app.text import storable

WHOLE = ""
"""The content id of feedback on the whole; points are given there."""


class SupersededError(Exception):
    """Someone else changed this feedback since the form was opened; ``text`` is what stands."""

    def __init__(self, kept: Feedback) -> None:
        super().__init__(kept.content_id)
        self.text = kept.text


class PointsError(ValueError):
    """What was filled in for points is no number from 0 to ``maximum``."""

    def __init__(self, maximum: float) -> None:
        super().__init__(f"0 to {maximum}")
        self.maximum = maximum


class EmptyError(ValueError):
    """No words, no points, and none that they would take away."""


class Given(StrEnum):
    """What giving feedback did."""

    WORDS = "words"
    CLEARED = "cleared"
    POINTS = "points"


@dataclass(frozen=True, slots=True)
class Words:
    """What the instructor's form sends; ``points`` as typed, empty for none.

    ``seen`` is the :func:`version` that the form was opened with, None to write over anything.
    """

    text: str
    points: str = ""
    content_id: str = WHOLE
    seen: str | None = None


def give(
    session: Session, module: Module, who: Participation, author_id: int, words: Words
) -> Given:
    """Keep feedback and let the gradebook know; text of white space alone is none.

    Raises UnknownContentError, TooLongError, PointsError, SupersededError or EmptyError; then
    nothing changed.
    """
    if words.content_id and words.content_id not in {q.id for q in module.questions()}:
        raise UnknownContentError(words.content_id)
    text = storable(words.text) if words.text.strip() else ""
    if len(text) > MOST_CHARACTERS:
        raise TooLongError
    row = _row(session, who, words.content_id)
    as_seen = words.seen in (None, version(row))
    if not as_seen and row.text != text:
        raise SupersededError(row)
    before = row.text, row.score
    if words.content_id == WHOLE:
        _grade(row, words.points, maximum(session, who))
    if as_seen and before == (text, row.score) == ("", None):
        raise EmptyError
    row.text, row.author_id, row.updated_at = text, author_id, now()
    session.flush()
    _tell_gradebook(session, who, row)
    if text:
        return Given.WORDS
    return Given.CLEARED if before[0] or row.score is None else Given.POINTS


def of(session: Session, who: Participation) -> dict[str, Feedback]:
    """Give all feedback to a learner in an activity, by content id; "" for the whole."""
    query = select(Feedback).where(
        Feedback.activity_id == who.activity_id, Feedback.person_id == who.person_id
    )
    return {row.content_id: row for row in session.scalars(query)}


def shown_to(
    person_id: int, words: Mapping[str, Feedback], answers: Collection[str]
) -> dict[str, Feedback]:
    """Leave out feedback on what is not among ``answers``, which may be read, but for its author.

    It may repeat what the learner wrote, and the learner has taken that back.
    """
    return {
        content_id: row
        for content_id, row in words.items()
        if content_id in (WHOLE, *answers) or row.author_id == person_id
    }


def version(row: Feedback | None) -> str:
    """Name the state of a feedback that a form was opened with; empty where there was none."""
    return row.updated_at.isoformat() if row is not None and row.author_id is not None else ""


def maximum(session: Session, who: Participation) -> float:
    """Give the most points there are in an activity."""
    return session.get_one(Activity, who.activity_id).score_maximum or gradebook.FULL


def points(typed: str, most: float) -> float | None:
    """Read a number of points, with a comma or a point; None for none. Raises PointsError."""
    typed = typed.strip()
    if not typed:
        return None
    if not re.fullmatch(r"\d{1,9}([.,]\d{1,9})?", typed, re.ASCII):
        raise PointsError(most)
    number = float(typed.replace(",", "."))
    if number > most:
        raise PointsError(most)
    return number


def _grade(row: Feedback, typed: str, most: float) -> None:
    row.score = points(typed, most)
    row.score_maximum = None if row.score is None else most


def _row(session: Session, who: Participation, content_id: str) -> Feedback:
    key = {
        "activity_id": who.activity_id,
        "person_id": who.person_id,
        "content_id": content_id,
    }
    ensure(session, Feedback, **key, text="")
    return session.scalars(
        select(Feedback)
        .filter_by(**key)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def _tell_gradebook(session: Session, who: Participation, row: Feedback) -> None:
    """Words alone wait in the tool until the learner hands in; points count at once."""
    handed_in = session.get(Submission, (who.activity_id, who.person_id))
    if handed_in or row.score is not None or gradebook.was_told(session, who):
        gradebook.tell(session, who)
