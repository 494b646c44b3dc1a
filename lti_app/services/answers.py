"""Keeping what a learner writes: one text per question or field, with its reader.

A text is kept as it was typed. A save names the revision that it was typed over; when the store
holds a later one, another window was first, and neither text is thrown away.
"""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from course.model import Module, Reader
from lti_app.models import Answer, Submission, now
from lti_app.services import gradebook
from lti_app.services.changes import ensure
from lti_app.services.participation import Participation
from lti_app.text import storable

MOST_CHARACTERS = 100_000
"""About forty pages; what is longer was not typed."""


class UnknownContentError(LookupError):
    """The module has no question or field of that id."""


class ReaderError(ValueError):
    """The module does not offer that reader."""


class TooLongError(ValueError):
    """The text has more than :data:`MOST_CHARACTERS` characters."""


class ConflictError(Exception):
    """Someone else was first; ``text``, ``reader`` and ``revision`` are what is kept."""

    def __init__(self, kept: Answer) -> None:
        super().__init__(kept.content_id)
        self.text = kept.text
        self.reader = kept.reader
        self.revision = kept.revision


@dataclass(frozen=True, slots=True)
class Draft:
    """What the page sends: ``reader`` None for the module's default, ``revision`` 0 for new."""

    text: str
    reader: Reader | None
    revision: int


def save(
    session: Session, module: Module, who: Participation, content_id: str, draft: Draft
) -> int:
    """Keep a text; give its revision.

    Raises UnknownContentError, ReaderError, TooLongError or ConflictError; then nothing changed.
    """
    reader = _reader(module, content_id, draft.reader)
    text = storable(draft.text)
    if len(text) > MOST_CHARACTERS:
        raise TooLongError
    kept = _kept(session, who, content_id)
    if (text, reader) == (kept.text, kept.reader) and kept.revision:
        return kept.revision  # the answer to the first try was lost on the way
    if kept.revision and kept.revision != draft.revision:
        raise ConflictError(kept)
    _tell_gradebook(session, who, kept, text, reader)
    _change(kept, text, reader, after=draft.revision)
    return kept.revision


def of(session: Session, who: Participation) -> dict[str, Answer]:
    """Give all that someone wrote in an activity, by content id."""
    query = select(Answer).where(
        Answer.activity_id == who.activity_id, Answer.person_id == who.person_id
    )
    return {answer.content_id: answer for answer in session.scalars(query)}


def for_instructor(session: Session, who: Participation) -> dict[str, Answer]:
    """Give what the learner meant for the instructor, by content id; nothing empty."""
    return {
        content_id: answer
        for content_id, answer in of(session, who).items()
        if answer.reader is Reader.INSTRUCTOR and answer.text.strip()
    }


def _reader(module: Module, content_id: str, wanted: Reader | None) -> Reader:
    if content_id in {field.id for field in module.fields()}:
        return Reader.SELF
    if content_id not in {question.id for question in module.questions()}:
        raise UnknownContentError(content_id)
    reader = wanted or module.readers.default
    if reader not in module.readers.allowed:
        raise ReaderError(reader)
    return reader


def _kept(session: Session, who: Participation, content_id: str) -> Answer:
    """Give the row, made with revision 0 if need be, locked until the transaction ends."""
    key = {
        "activity_id": who.activity_id,
        "person_id": who.person_id,
        "content_id": content_id,
    }
    ensure(session, Answer, **key, text="", reader=Reader.SELF, revision=0)
    return session.scalars(
        select(Answer).filter_by(**key).with_for_update().execution_options(populate_existing=True)
    ).one()


def _change(kept: Answer, text: str, reader: Reader, after: int) -> None:
    kept.text = text
    kept.reader = reader
    kept.revision = max(kept.revision, after) + 1
    kept.updated_at = now()
    if reader is not Reader.GROUP or not text.strip():
        kept.shown_text = None  # its place stays, for when it is given again (readers.py)


def _tell_gradebook(
    session: Session, who: Participation, kept: Answer, text: str, reader: Reader
) -> None:
    """After handing in the gradebook follows; what is taken away from it leaves it at once.

    With the answer goes the feedback on it. Points bring answers there before they are handed in.
    """
    before = kept.text if kept.reader is Reader.INSTRUCTOR else ""
    after = text if reader is Reader.INSTRUCTOR else ""
    withdrawn = bool(before.strip()) and not after.strip()
    if withdrawn and gradebook.hears(session, who):
        gradebook.tell(session, who)
    elif before != after and session.get(Submission, (who.activity_id, who.person_id)) is not None:
        gradebook.tell(session, who, gradebook.CALM)
