"""Registrations, deployments and invitations: who may launch, and how one becomes allowed."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NoReturn

from sqlalchemy import ColumnElement, Connection, or_, select, update
from sqlalchemy.orm import Session

from lti_app.addresses import origins
from lti_app.errors import Refused, RegistrationRefused
from lti_app.models import Deployment, Invitation, Registration, Status, now
from lti_app.services.changes import ensure
from lti_app.services.claims import Claims

INVITATION_LIFE = timedelta(days=14)
CLAIM = timedelta(seconds=60)
MOST_PENDING = 50
"""Deployments of one registration that may wait; more are refused without being kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """What a platform's registration gave."""

    issuer: str
    client_id: str
    authorization_url: str
    token_url: str
    jwks_url: str
    token_audience: str | None = None
    family: str = ""
    deployment_id: str | None = None


def for_login(session: Session, issuer: str, client_id: str | None) -> Registration:
    """Find whose login this is; raises Refused where that is nobody, unclear or not yet allowed."""
    query = select(Registration).where(Registration.issuer == issuer)
    if client_id is not None:
        query = query.where(Registration.client_id == client_id)
    found = session.scalars(query.limit(2)).all()
    if not found:
        raise _unknown(f"unknown issuer {issuer[:200]!r} or client {(client_id or '')[:100]!r}")
    if len(found) > 1:
        raise Refused(
            "Dit leerplatform heeft meer dan één koppeling met werkpakket en zegt niet welke het "
            "bedoelt. In de aanvraag ontbreekt: client_id. Geef dit door aan je beheerder.",
            cause=f"login without client_id for {issuer[:200]!r}, which has several clients",
        )
    return _confirmed(found[0])


def _unknown(cause: str) -> Refused:
    return Refused(
        "Dit leerplatform is niet aangemeld bij werkpakket. Geef dit door aan je beheerder.",
        cause=cause,
    )


def _confirmed(registration: Registration) -> Registration:
    if registration.status is not Status.CONFIRMED:
        raise waiting(f"registration {registration.id} is pending")
    return registration


def waiting(cause: str) -> Refused:
    """Say that an administrator must confirm first."""
    return Refused(
        "Deze koppeling wacht nog op een beheerder van werkpakket. Die bevestigt haar met: "
        "werkpakket platforms confirm.",
        cause=cause,
        status=403,
        heading="De koppeling is nog niet bevestigd",
    )


def new_deployment(connection: Connection, registration_id: int, deployment_id: str) -> bool:
    """Keep a deployment that a signed launch came from, for the administrator to confirm.

    A platform that named none at registration (Canvas, Blackboard) names it by its first launch.
    False: so many are waiting that no more are kept.
    """
    query = select(Deployment.id).where(Deployment.registration_id == registration_id)
    others = connection.scalars(query.limit(MOST_PENDING)).all()
    if len(others) == MOST_PENDING:
        return False
    with Session(connection) as session:
        ensure(
            session,
            Deployment,
            registration_id=registration_id,
            deployment_id=deployment_id,
            status=Status.PENDING if others else Status.CONFIRMED,
        )
    return True


def learn(connection: Connection, registration: Registration, claims: Claims) -> None:
    """Keep what a signed launch tells of the platform: its kind, and where its services are."""
    services = (claims.line_item_url, claims.line_items_url, claims.memberships_url)
    known = origins((registration.issuer, registration.token_url, registration.authorization_url))
    new = origins(services) - known - set(registration.service_hosts)
    if not new and claims.family in ("", registration.family):
        return
    with Session(connection) as session:
        row = session.get_one(Registration, registration.id, with_for_update=True)
        row.service_hosts = sorted({*row.service_hosts, *new})
        row.family = claims.family or row.family
        session.flush()


def invite(session: Session, *, name: str = "", confirmed: bool = False) -> str:
    """Make an invitation and give its token, which is kept nowhere."""
    token = secrets.token_urlsafe(32)
    session.add(
        Invitation(
            token_hash=_hash(token),
            name=name,
            confirmed=confirmed,
            expires_at=now() + INVITATION_LIFE,
        )
    )
    return token


def look(session: Session, token: str, at: datetime) -> None:
    """Raise Refused where an invitation could not be taken in hand now."""
    if session.scalar(select(Invitation.id).where(*_free(token, at))) is None:
        _why_not(session, token, at)


def claim(session: Session, token: str, at: datetime) -> Invitation:
    """Take an invitation in hand, so that a second click finds it taken; raises Refused."""
    taken: Invitation | None = session.scalar(
        update(Invitation)
        .where(*_free(token, at))
        .values(claimed_until=at + CLAIM)
        .returning(Invitation)
    )
    if taken is None:
        _why_not(session, token, at)
    return taken


def _free(token: str, at: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        Invitation.token_hash == _hash(token),
        Invitation.used_at.is_(None),
        Invitation.expires_at > at,
        or_(Invitation.claimed_until.is_(None), Invitation.claimed_until < at),
    )


def _why_not(session: Session, token: str, at: datetime) -> NoReturn:
    found = session.scalar(select(Invitation).where(Invitation.token_hash == _hash(token)))
    if found and found.used_at:
        raise _spent("Deze uitnodiging is al gebruikt.", "invitation was used", 410)
    if found and found.expires_at > at:
        raise _spent("Deze aanmelding loopt al. Wacht even.", "invitation is in hand", 409)
    if found:
        raise _spent("Deze uitnodiging is verlopen.", "invitation is over", 410)
    raise _spent(
        "Deze uitnodiging bestaat niet. Kijk of het hele adres is overgenomen.",
        "no such invitation",
        404,
    )


def _spent(sentence: str, cause: str, status: int) -> Refused:
    return Refused(
        f"{sentence} Vraag de beheerder van werkpakket zo nodig om een nieuwe.",
        cause=cause,
        status=status,
        heading="Deze uitnodiging werkt niet",
    )


def release(session: Session, invitation: Invitation) -> None:
    """Make an invitation usable again after a refusal."""
    session.execute(
        update(Invitation).where(Invitation.id == invitation.id).values(claimed_until=None)
    )


def register(session: Session, invitation: Invitation, platform: Platform) -> Registration:
    """Keep a platform and spend its invitation.

    Raises RegistrationRefused where it is there already, unless the invitation is trusted: in
    Canvas' cloud all schools share one issuer, and none may take over another's registration.
    """
    if _find(session, platform) and not invitation.confirmed:
        raise RegistrationRefused(
            "Deze koppeling bestaat al. Wil het leerplatform haar vernieuwen, dan is daar een "
            "uitnodiging voor nodig die al bevestigd is.",
            cause=f"{platform.issuer[:200]!r} has client {platform.client_id[:100]!r} already",
            status=409,
            heading="De aanmelding is niet gelukt",
        )
    registration = _registration(session, platform)
    registration.name = invitation.name or registration.name
    if invitation.confirmed:
        confirm(registration)
    session.execute(
        update(Invitation)
        .where(Invitation.id == invitation.id)
        .values(used_at=now(), claimed_until=None, registration_id=registration.id)
    )
    return registration


def add(session: Session, platform: Platform, name: str) -> Registration:
    """Keep a platform that an administrator typed in; it is confirmed by that."""
    registration = _registration(session, platform)
    registration.name = name or registration.name
    confirm(registration)
    return registration


def _registration(session: Session, platform: Platform) -> Registration:
    registration = _find(session, platform) or Registration(
        issuer=platform.issuer, client_id=platform.client_id, name=""
    )
    registration.authorization_url = platform.authorization_url
    registration.token_url = platform.token_url
    registration.token_audience = platform.token_audience
    registration.jwks_url = platform.jwks_url
    registration.family = platform.family
    session.add(registration)
    session.flush()
    if platform.deployment_id:
        ensure(
            session,
            Deployment,
            registration_id=registration.id,
            deployment_id=platform.deployment_id,
            status=Status.CONFIRMED,
        )
    return registration


def _find(session: Session, platform: Platform) -> Registration | None:
    own = {"issuer": platform.issuer, "client_id": platform.client_id}
    return session.scalar(select(Registration).filter_by(**own))


def confirm(registration: Registration) -> None:
    """Let a registration launch."""
    registration.status = Status.CONFIRMED
    registration.confirmed_at = registration.confirmed_at or now()


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
