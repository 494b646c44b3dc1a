"""Courses, the activities in them, and the people who take part."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lti_app.models.base import Base, Id255, Key, Long, now, words
from lti_app.models.platforms import Deployment, Registration


class Role(StrEnum):
    """What a person may do in a course.

    Only context roles count (LTI 1.3, A.2.3); assistants are instructors; who is neither
    instructor nor mentor is a learner.
    """

    LEARNER = "learner"
    INSTRUCTOR = "instructor"
    MENTOR = "mentor"


class Source(StrEnum):
    """How the tool got to know of someone's place in a course."""

    LAUNCH = "launch"
    ROSTER = "roster"


class Course(Base):
    """A context of a deployment (LTI 1.3, 5.4.1).

    ``key`` is ``context:<id>``; a launch without a context gets a course of its own per link,
    ``link:<id>``, so that strangers never share a table. ``last_number`` is the last "Deelnemer n"
    given out here; it never goes down, so that a number is never given twice.
    ``memberships_url`` is where the roster stands (NRPS 2.0), as the last launch told.
    """

    __tablename__ = "courses"
    __table_args__ = (UniqueConstraint("deployment_id", "key"),)

    id: Mapped[Key]
    registration_id: Mapped[int] = mapped_column(ForeignKey(Registration.id, ondelete="CASCADE"))
    deployment_id: Mapped[int] = mapped_column(ForeignKey(Deployment.id, ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(263))
    title: Mapped[Long] = mapped_column(default="")
    label: Mapped[Long] = mapped_column(default="")
    last_number: Mapped[int] = mapped_column(default=0)
    memberships_url: Mapped[Long | None]
    roster_complete: Mapped[bool] = mapped_column(default=True)
    roster_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)

    registration: Mapped[Registration] = relationship(lazy="raise")


class Activity(Base):
    """A resource link of a course (LTI 1.3, 5.3.5): a module that this course uses here.

    ``module_id`` is None until custom parameter or instructor named one. ``choice`` is what deep
    linking chose of it. ``line_item_url``, ``line_items_url`` and ``service_scopes`` come from the
    AGS claim; a line item that the tool made itself is kept in ``line_item_url`` too.
    ``line_item_leased_until``: a sender is looking for one, or making one.
    """

    __tablename__ = "activities"
    __table_args__ = (UniqueConstraint("course_id", "resource_link_id"),)

    id: Mapped[Key]
    course_id: Mapped[int] = mapped_column(ForeignKey(Course.id, ondelete="CASCADE"))
    resource_link_id: Mapped[Id255]
    title: Mapped[Long] = mapped_column(default="")
    module_id: Mapped[str | None] = mapped_column(String(64))
    choice: Mapped[dict[str, Any] | None]
    line_item_url: Mapped[Long | None]
    line_items_url: Mapped[Long | None]
    service_scopes: Mapped[list[str]] = mapped_column(default=list)
    score_maximum: Mapped[float | None]
    line_item_leased_until: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)

    course: Mapped[Course] = relationship(lazy="raise")


class Person(Base):
    """Someone at a platform: registration and ``sub`` together, never the name.

    ``name`` and ``email`` are empty where the platform does not tell them, and stay as they were
    when it stops telling. A test user (the platform's own preview) is in no table or gradebook.
    """

    __tablename__ = "people"
    __table_args__ = (UniqueConstraint("registration_id", "sub"),)

    id: Mapped[Key]
    registration_id: Mapped[int] = mapped_column(ForeignKey(Registration.id, ondelete="CASCADE"))
    sub: Mapped[Id255]
    name: Mapped[Long] = mapped_column(default="")
    email: Mapped[Long] = mapped_column(default="")
    test_user: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=now)
    seen_at: Mapped[datetime | None]


class Enrolment(Base):
    """Someone's place in a course; ``number`` is theirs for good ("Deelnemer 3")."""

    __tablename__ = "enrolments"
    __table_args__ = (
        UniqueConstraint("course_id", "person_id"),
        UniqueConstraint("course_id", "number"),
    )

    id: Mapped[Key]
    course_id: Mapped[int] = mapped_column(ForeignKey(Course.id, ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id, ondelete="CASCADE"), index=True)
    number: Mapped[int]
    role: Mapped[Role] = mapped_column(words(Role), default=Role.LEARNER)
    source: Mapped[Source] = mapped_column(words(Source), default=Source.LAUNCH)
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(default=now)

    person: Mapped[Person] = relationship(lazy="raise")
