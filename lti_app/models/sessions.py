"""Logins under way, the launches that came of them, and counts against floods."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lti_app.models.base import Base, Key, Long, now, words
from lti_app.models.courses import Activity, Course, Enrolment, Person, Role
from lti_app.models.platforms import Registration


class Login(Base):
    """A login between its first step and the launch (LTI 1.3 security framework, 5.1.1).

    State and nonce are one row, used once by an atomic update. ``secret_hash`` binds it to the
    browser that began it; ``storage_target`` is the frame for LTI platform storage, if offered.
    """

    __tablename__ = "logins"

    state: Mapped[str] = mapped_column(String(64), primary_key=True)
    nonce: Mapped[str] = mapped_column(String(64))
    registration_id: Mapped[int] = mapped_column(ForeignKey(Registration.id, ondelete="CASCADE"))
    target_link_uri: Mapped[Long]
    login_hint: Mapped[Long]
    message_hint: Mapped[Long | None]
    storage_target: Mapped[str | None] = mapped_column(String(255))
    secret_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]


class Launch(Base):
    """The session that a valid launch opens.

    ``name`` stands in addresses and is no secret; of the secret only a hash is kept.
    ``course`` and ``activity`` are those launched, and every query of a view is limited to them.
    ``subject_id``: a submission review shows this person's work. ``mentee_subs``: whom a mentor may
    see. ``storage_target``: the frame that keeps the secret where cookies are blocked.
    ``deep_linking``: the settings claim of a deep linking request, which has no activity.
    """

    __tablename__ = "launches"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(32), unique=True)
    secret_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    registration_id: Mapped[int] = mapped_column(ForeignKey(Registration.id, ondelete="CASCADE"))
    course_id: Mapped[int] = mapped_column(ForeignKey(Course.id, ondelete="CASCADE"), index=True)
    activity_id: Mapped[int | None] = mapped_column(
        ForeignKey(Activity.id, ondelete="CASCADE"), index=True
    )
    enrolment_id: Mapped[int] = mapped_column(ForeignKey(Enrolment.id, ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id, ondelete="CASCADE"), index=True)
    subject_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id, ondelete="CASCADE"))
    role: Mapped[Role] = mapped_column(words(Role))
    mentee_subs: Mapped[list[str]] = mapped_column(default=list)
    locale: Mapped[str] = mapped_column(String(16), default="nl")
    return_url: Mapped[Long | None]
    storage_target: Mapped[str | None] = mapped_column(String(255))
    deep_linking: Mapped[dict[str, Any] | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime] = mapped_column(index=True)

    registration: Mapped[Registration] = relationship(lazy="raise")
    course: Mapped[Course] = relationship(lazy="raise")
    activity: Mapped[Activity | None] = relationship(lazy="raise")
    enrolment: Mapped[Enrolment] = relationship(lazy="raise")
    person: Mapped[Person] = relationship(lazy="raise", foreign_keys=[person_id])


class RateCount(Base):
    """How often ``key`` did something in the window that began at ``window`` (s since 1970)."""

    __tablename__ = "rate_counts"
    __table_args__ = (Index("ix_rate_counts_window", "window"),)

    key: Mapped[str] = mapped_column(String(128), primary_key=True)
    window: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    count: Mapped[int] = mapped_column(default=1)
