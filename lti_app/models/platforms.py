"""Platforms that may launch the tool, and the keys and tokens of the trust between them.

A *registration* is one OAuth client at one platform: issuer and client id together (LTI 1.3, 3.1.3;
cloud platforms share one issuer among all customers). A *deployment* is one placement of it; the
platform gives out their ids (3.1.3.1).
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lti_app.models.base import Base, Id255, Key, Long, now, words


class Status(StrEnum):
    """Whether an administrator has looked at it."""

    PENDING = "pending"
    CONFIRMED = "confirmed"


class Registration(Base):
    """One client at one platform.

    ``token_audience`` is what the platform wants as ``aud`` of a token request where that is not
    ``token_url`` (Brightspace). ``family`` is ``product_family_code`` of a launch or of the
    registration ("moodle", "canvas"). ``frame_origins`` are origins that may frame the tool and
    ``service_hosts`` hosts that may get a bearer, besides those of the addresses here.
    """

    __tablename__ = "registrations"
    __table_args__ = (UniqueConstraint("issuer", "client_id"),)

    id: Mapped[Key]
    issuer: Mapped[Id255]
    client_id: Mapped[Id255]
    name: Mapped[Long] = mapped_column(default="")
    status: Mapped[Status] = mapped_column(words(Status), default=Status.PENDING)
    authorization_url: Mapped[Long]
    token_url: Mapped[Long]
    token_audience: Mapped[Long | None]
    jwks_url: Mapped[Long]
    family: Mapped[str] = mapped_column(String(64), default="")
    theme: Mapped[str | None] = mapped_column(String(64))
    frame_origins: Mapped[list[str]] = mapped_column(default=list)
    service_hosts: Mapped[list[str]] = mapped_column(default=list)
    created_at: Mapped[datetime] = mapped_column(default=now)
    confirmed_at: Mapped[datetime | None]

    deployments: Mapped[list["Deployment"]] = relationship(
        back_populates="registration", lazy="raise", cascade="all, delete-orphan"
    )


class Deployment(Base):
    """A placement of a registration; a new one waits for the administrator."""

    __tablename__ = "deployments"
    __table_args__ = (UniqueConstraint("registration_id", "deployment_id"),)

    id: Mapped[Key]
    registration_id: Mapped[int] = mapped_column(ForeignKey(Registration.id, ondelete="CASCADE"))
    deployment_id: Mapped[Id255]
    status: Mapped[Status] = mapped_column(words(Status), default=Status.PENDING)
    created_at: Mapped[datetime] = mapped_column(default=now)

    registration: Mapped[Registration] = relationship(back_populates="deployments", lazy="raise")


class ToolKey(Base):
    """A key pair of the tool. ``private`` is encrypted with a key from outside the database.

    A new key is published at once but signs only from ``signs_from``, so that every platform has
    seen it; an old one stays published until ``retires_at``.
    """

    __tablename__ = "tool_keys"

    id: Mapped[Key]
    kid: Mapped[str] = mapped_column(String(64), unique=True)
    private: Mapped[bytes] = mapped_column(LargeBinary)
    public_jwk: Mapped[dict[str, Any]]
    created_at: Mapped[datetime] = mapped_column(default=now)
    signs_from: Mapped[datetime]
    retires_at: Mapped[datetime | None]


class Invitation(Base):
    """A one-time right to register a platform; only a hash of it is kept.

    ``claimed_until`` is set while a registration is under way, so that a double click registers
    once; it is emptied by a refusal and ``used_at`` is set by success.
    """

    __tablename__ = "invitations"

    id: Mapped[Key]
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    name: Mapped[Long] = mapped_column(default="")
    confirmed: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    claimed_until: Mapped[datetime | None]
    used_at: Mapped[datetime | None]
    registration_id: Mapped[int | None] = mapped_column(
        ForeignKey(Registration.id, ondelete="SET NULL")
    )


class ServiceToken(Base):
    """An access token of a platform's services, shared by all processes; encrypted like keys.

    ``scopes`` are sorted and joined by a space; the token is used until ``expires_at``, which is
    60 s before the platform's own expiry.
    """

    __tablename__ = "service_tokens"

    registration_id: Mapped[int] = mapped_column(
        ForeignKey(Registration.id, ondelete="CASCADE"), primary_key=True
    )
    scopes: Mapped[str] = mapped_column(String(1024), primary_key=True)
    token: Mapped[bytes] = mapped_column(LargeBinary)
    expires_at: Mapped[datetime]
