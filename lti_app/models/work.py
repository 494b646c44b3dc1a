"""What learners write and do in an activity, and what instructors answer."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from course.model import Reader
from lti_app.models.base import Base, ContentId, Key, Long, now, words
from lti_app.models.courses import Activity, Person


class Answer(Base):
    """One learner's text for one question or field; ``revision`` counts its changes from 1.

    ``shown_text`` is what stands among the anonymous answers and ``shown_order`` its place there,
    drawn by lot (lti_app.services.readers); no text: it stands there not, or not
    now. The place stays when a learner takes the answer back.
    """

    __tablename__ = "answers"
    __table_args__ = (UniqueConstraint("activity_id", "person_id", "content_id"),)

    id: Mapped[Key]
    activity_id: Mapped[int] = mapped_column(ForeignKey(Activity.id, ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id, ondelete="CASCADE"), index=True)
    content_id: Mapped[ContentId]
    text: Mapped[Long] = mapped_column(default="")
    reader: Mapped[Reader] = mapped_column(words(Reader))
    revision: Mapped[int] = mapped_column(default=1)
    shown_text: Mapped[Long | None]
    shown_order: Mapped[str | None] = mapped_column(String(32))
    created_at: Mapped[datetime] = mapped_column(default=now)
    updated_at: Mapped[datetime] = mapped_column(default=now)


class Step(StrEnum):
    """A kind of progress."""

    OPENED = "opened"
    MARKED = "marked"


class Progress(Base):
    """A part that a learner opened or a card that a learner marked."""

    __tablename__ = "progress"

    activity_id: Mapped[int] = mapped_column(
        ForeignKey(Activity.id, ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey(Person.id, ondelete="CASCADE"), primary_key=True, index=True
    )
    step: Mapped[Step] = mapped_column(words(Step), primary_key=True)
    content_id: Mapped[ContentId] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=now)


class Submission(Base):
    """That a learner handed in; ``first_at`` stays, ``at`` is the last time."""

    __tablename__ = "submissions"

    activity_id: Mapped[int] = mapped_column(
        ForeignKey(Activity.id, ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey(Person.id, ondelete="CASCADE"), primary_key=True, index=True
    )
    first_at: Mapped[datetime] = mapped_column(default=now)
    at: Mapped[datetime] = mapped_column(default=now)


class Feedback(Base):
    """An instructor's words to a learner; ``content_id`` is empty where they are for the whole.

    ``score`` is in points of ``score_maximum``, the activity's maximum when they were given; None
    is "no score", which is not 0.
    """

    __tablename__ = "feedback"
    __table_args__ = (UniqueConstraint("activity_id", "person_id", "content_id"),)

    id: Mapped[Key]
    activity_id: Mapped[int] = mapped_column(ForeignKey(Activity.id, ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id, ondelete="CASCADE"), index=True)
    content_id: Mapped[ContentId] = mapped_column(default="")
    author_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id, ondelete="SET NULL"))
    text: Mapped[Long] = mapped_column(default="")
    score: Mapped[float | None]
    score_maximum: Mapped[float | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    updated_at: Mapped[datetime] = mapped_column(default=now)
