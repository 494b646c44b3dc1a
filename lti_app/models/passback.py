"""What the platforms' gradebooks must still learn."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lti_app.models.base import Base, Key, Long, now, words
from lti_app.models.courses import Activity, Person
from lti_app.models.platforms import Registration


class Delivery(StrEnum):
    """Where a row of the outbox stands."""

    WAITING = "waiting"
    SENT = "sent"
    REFUSED = "refused"


class Outbox(Base):
    """One row per line item (an activity has one) and learner: tell it the *present* state.

    ``rev`` goes up in the transaction that changes what the platform should know; what was sent
    last is ``sent_rev``. ``last_timestamp`` is saved before a score goes out, since the next must
    be later (AGS 2.0, 3.4.7). ``leased_until``: a sender has it in hand.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("activity_id", "person_id"),
        Index("ix_outbox_queue", "state", "tries", "due_at", "id"),
    )

    id: Mapped[Key]
    registration_id: Mapped[int] = mapped_column(
        ForeignKey(Registration.id, ondelete="CASCADE"), index=True
    )
    activity_id: Mapped[int] = mapped_column(ForeignKey(Activity.id, ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id, ondelete="CASCADE"), index=True)
    state: Mapped[Delivery] = mapped_column(words(Delivery), default=Delivery.WAITING)
    rev: Mapped[int] = mapped_column(default=1)
    sent_rev: Mapped[int] = mapped_column(default=0)
    last_timestamp: Mapped[datetime | None]
    due_at: Mapped[datetime] = mapped_column(default=now)
    leased_until: Mapped[datetime | None] = mapped_column(index=True)
    leased_by: Mapped[str | None] = mapped_column(String(64))
    tries: Mapped[int] = mapped_column(default=0)
    last_status: Mapped[int | None]
    last_error: Mapped[Long | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    sent_at: Mapped[datetime | None]

    registration: Mapped[Registration] = relationship(lazy="raise")
    activity: Mapped[Activity] = relationship(lazy="raise")
    person: Mapped[Person] = relationship(lazy="raise")


class Circuit(Base):
    """Whether a platform answers: after some failures in a row it is tried now and then only.

    ``failures`` counts those in a row; nothing but one probe is sent before ``open_until``, and
    each probe moves that moment on first, so that only one process takes it.
    """

    __tablename__ = "circuits"

    registration_id: Mapped[int] = mapped_column(
        ForeignKey(Registration.id, ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    failures: Mapped[int] = mapped_column(default=0)
    open_until: Mapped[datetime | None]
