"""The outbox: claiming what is due, so that each row is with one sender only, and settling it.

A claim is a lease: a sender that dies gives its rows back by time. Rows are locked as they are
claimed (PostgreSQL: ``FOR UPDATE SKIP LOCKED``; SQLite: the writing transaction itself), so any
number of processes may work at it.

A platform that fails several times in a row is tried now and then only (a circuit breaker), and
one that answers again gets its whole queue at once. A learner who was not tried yet is tried soon
even then: what fails may be another learner's score alone.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, update
from sqlalchemy.orm import Session

from lti_app.errors import ServiceError
from lti_app.models import Activity, Circuit, Delivery, Outbox
from lti_app.passback.policy import Later, Refusal
from lti_app.services.changes import ensure

LEASE = timedelta(minutes=3)
FAILURES = 3
"""So many in a row open the circuit."""
PROBE = timedelta(seconds=60)
PROBE_NEW = timedelta(seconds=3)
AT_ONCE = 2
"""Requests to one platform at the same time: one that hangs leaves senders for the others."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A row in the hands of ``owner``, as it stood when claimed."""

    id: int
    rev: int
    owner: str


def claim(session: Session, owner: str, at: datetime) -> Claim | None:
    """Take the next row that may be sent at ``at``, or None."""
    row = session.scalar(_due(session, at).limit(1).with_for_update(of=Outbox, skip_locked=True))
    if row is None:
        return None
    row.leased_until, row.leased_by = at + LEASE, owner
    circuit = session.get(Circuit, row.registration_id, with_for_update=True)
    if circuit is not None and circuit.open_until is not None:
        circuit.open_until = max(circuit.open_until, at + PROBE)
    return Claim(row.id, row.rev, owner)


def anything_due(session: Session, at: datetime) -> bool:
    """Tell whether a claim is worth a writing transaction."""
    return session.scalar(_due(session, at).with_only_columns(Outbox.id).limit(1)) is not None


def waiting(session: Session) -> int:
    """Count the scores that platforms with a gradebook do not know yet."""
    query = (
        select(func.count())
        .select_from(Outbox)
        .join(Activity, Activity.id == Outbox.activity_id)
        .where(Outbox.state == Delivery.WAITING, _has_gradebook())
    )
    return session.scalars(query).one()


def sent(session: Session, claimed: Claim, at: datetime) -> None:
    """Settle: the platform knows the state of ``claimed.rev``. Later changes stay due."""
    row = _held(session, claimed)
    if row is None:
        return
    row.sent_rev, row.sent_at = claimed.rev, at
    row.tries, row.last_status, row.last_error = 0, None, None
    if row.rev == claimed.rev:
        row.state = Delivery.SENT
    _answered(session, row.registration_id, at)


def refused(
    session: Session, claimed: Claim, why: Refusal, status: int | None, at: datetime
) -> None:
    """Settle: trying again by itself would change nothing. A change since then is tried."""
    row = _held(session, claimed)
    if row is None:
        return
    row.last_status, row.last_error = status, why.value
    if row.rev == claimed.rev:
        row.state = Delivery.REFUSED
    if status is not None:
        _answered(session, row.registration_id, at)


def put_off(
    session: Session, claimed: Claim, later: Later, error: ServiceError, at: datetime
) -> None:
    """Settle: try again later."""
    row = _held(session, claimed)
    if row is None:
        return
    row.tries += 1
    row.due_at = at + later.wait
    row.last_status, row.last_error = error.status, str(error)
    _failed(session, row.registration_id, later, at)


def release(session: Session, claimed: Claim, at: datetime) -> None:
    """Give a row back untried; it is due again in a moment."""
    row = _held(session, claimed)
    if row is not None:
        row.due_at = at


def _due(session: Session, at: datetime) -> Select[Outbox]:
    """Select what may be sent: waiting, with no one, its platform reachable or up for a probe."""
    return (
        select(Outbox)
        .join(Activity, Activity.id == Outbox.activity_id)
        .outerjoin(Circuit, Circuit.registration_id == Outbox.registration_id)
        .where(
            Outbox.state == Delivery.WAITING,
            or_(Outbox.leased_until.is_(None), Outbox.leased_until <= at),
            _has_gradebook(),
            _reachable(at),
            Outbox.registration_id.not_in(_busy(session, at)),
        )
        .order_by(Outbox.tries, Outbox.due_at, Outbox.id)
    )


def _has_gradebook() -> ColumnElement[bool]:
    return or_(Activity.line_item_url.is_not(None), Activity.line_items_url.is_not(None))


def _reachable(at: datetime) -> ColumnElement[bool]:
    """Closed: what is due. Open: as a probe whatever waits by our own choice, new rows sooner."""
    due = Outbox.due_at <= at
    probe = and_(Circuit.open_until <= at, or_(due, _our_choice()))
    new = and_(Circuit.open_until <= at + PROBE - PROBE_NEW, due, Outbox.tries == 0)
    return or_(and_(Circuit.open_until.is_(None), due), probe, new)


def _our_choice() -> ColumnElement[bool]:
    """Select rows whose wait we chose ourselves; a 429 names the platform's own wish."""
    return or_(Outbox.last_status.is_(None), Outbox.last_status != 429)


def _busy(session: Session, at: datetime) -> list[int]:
    """Give the platforms that have as many requests under way as they may have."""
    leased = session.scalars(select(Outbox.registration_id).where(Outbox.leased_until > at))
    return [platform for platform, count in Counter(leased).items() if count >= AT_ONCE]


def _held(session: Session, claimed: Claim) -> Outbox | None:
    """Give the row back to all, if it is still in the hands of the claim's owner."""
    row = session.get(Outbox, claimed.id, with_for_update=True, populate_existing=True)
    if row is None or row.leased_by != claimed.owner:
        return None
    row.leased_until = row.leased_by = None
    return row


def _answered(session: Session, registration_id: int, at: datetime) -> None:
    """The platform answers: its whole queue is due, but for what it asked to wait."""
    circuit = session.get(Circuit, registration_id, with_for_update=True)
    if circuit is None or not circuit.failures:
        return
    circuit.failures, circuit.open_until = 0, None
    session.execute(
        update(Outbox)
        .where(
            Outbox.registration_id == registration_id,
            Outbox.state == Delivery.WAITING,
            Outbox.tries > 0,
            _our_choice(),
            Outbox.due_at > at,
        )
        .values(due_at=at)
    )


def _failed(session: Session, registration_id: int, later: Later, at: datetime) -> None:
    ensure(session, Circuit, registration_id=registration_id, failures=0)
    circuit = session.get_one(
        Circuit, registration_id, with_for_update=True, populate_existing=True
    )
    circuit.failures = max(circuit.failures + 1, FAILURES if later.asked else 0)
    if circuit.failures >= FAILURES:
        circuit.open_until = at + (min(later.wait, PROBE) if later.asked else PROBE)
