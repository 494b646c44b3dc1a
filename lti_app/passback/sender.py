"""Sending one learner's present state to the platform's gradebook.

In this order: find the column, read its maximum, and then, in one transaction, read the state and
save the time stamp it will carry; only then post. So the newest state goes out, and no two scores
of a learner ever carry the same time, whatever dies in between.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from time import monotonic

from sqlalchemy import or_, update
from sqlalchemy.orm import Session, joinedload

from course.model import Module
from lti_app.errors import ServiceError
from lti_app.lti import ags
from lti_app.lti.service import Service, connect
from lti_app.models import Activity, Outbox, now
from lti_app.passback import outbox, policy
from lti_app.passback.outbox import Claim
from lti_app.passback.policy import Refusal
from lti_app.services import gradebook
from lti_app.tool import Tool

TICK = timedelta(seconds=1)
"""Moodle compares time stamps by the second."""
_COLUMN_LEASE = timedelta(minutes=2)
_MAXIMUM_SECONDS = 60.0


class _RefusedError(Exception):
    def __init__(self, why: Refusal) -> None:
        super().__init__(why)
        self.why = why


class _BusyError(Exception):
    """Another sender is finding the column."""


class Sender:
    """Delivers claims; one a process, used by its threads."""

    def __init__(self, tool: Tool) -> None:
        self._tool = tool
        self._maxima: dict[str, tuple[float, float | None]] = {}

    def deliver(self, claimed: Claim) -> None:
        """Send what ``claimed`` is about, and settle it whatever the platform answers."""
        row = self._load(claimed)
        if row is None:
            return
        try:
            done = self._send(row, claimed)
        except ServiceError as error:
            self._failed(row, claimed, error)
        except _RefusedError as error:
            self._refuse(claimed, error.why, None)
        except ags.BadMaximumError:
            self._refuse(claimed, Refusal.MAXIMUM, 200)
        except _BusyError:
            with self._tool.database.write() as session:
                outbox.release(session, claimed, now() + TICK)
        else:
            with self._tool.database.write() as session:
                outbox.sent(session, done, now())

    def _send(self, row: Outbox, claimed: Claim) -> Claim:
        """Give the claim with the revision that the platform knows now."""
        at = _endpoint(row.activity)
        if ags.SCORE not in at.scopes:
            raise _RefusedError(Refusal.NO_COLUMN)
        service = self._service(row)
        module = self._module(row.activity)
        url = row.activity.line_item_url or self._find_column(service, row, at, module)
        self._read_maximum(service, row.activity, at, url)
        rev, score = self._stamp(row, module)
        if score is not None:
            rev = self._post(service, row, at, url, (rev, score))
        return replace(claimed, rev=rev)

    def _post(
        self,
        service: Service,
        row: Outbox,
        at: ags.Endpoint,
        url: str,
        stamped: tuple[int, ags.ScoreMessage],
    ) -> int:
        rev, score = stamped
        try:
            ags.send(service, url, score)
        except ServiceError as error:
            if not policy.is_stale(error):
                raise
            if ags.holds(service, at, url, score):
                return rev
            rev, again = self._stamp(row, self._module(row.activity))
            if again is not None:
                ags.send(service, url, again)
        return rev

    def _stamp(self, row: Outbox, module: Module | None) -> tuple[int, ags.ScoreMessage | None]:
        """Read the state and save the time stamp that it goes out with."""
        with self._tool.database.write() as session:
            kept = session.get_one(Outbox, row.id, with_for_update=True)
            state = gradebook.present(session, kept, module)
            if state is None:
                return kept.rev, None
            kept.last_timestamp = stamp(now(), kept.last_timestamp)
            return kept.rev, _message(row, kept, state)

    def _find_column(
        self, service: Service, row: Outbox, at: ags.Endpoint, module: Module | None
    ) -> str:
        """Find or make the line item; one sender at a time, so that none is made twice."""
        with self._tool.database.write() as session:
            if not _lease_column(session, row.activity_id):
                raise _BusyError
        label = row.activity.title or (module.title if module else "") or "Werkpakket"
        url = None
        try:
            url = ags.line_item(service, at, label, row.activity.module_id or "")
        finally:
            with self._tool.database.write() as session:
                _keep_column(session, row.activity_id, url)
        if url is None:
            raise _RefusedError(Refusal.NO_COLUMN)
        return url

    def _read_maximum(
        self, service: Service, activity: Activity, at: ags.Endpoint, url: str
    ) -> None:
        """Keep the column's maximum in the activity, read at most once a minute."""
        until, known = self._maxima.get(url, (0.0, None))
        if until < monotonic():
            known = ags.maximum(service, at, url)
            self._maxima[url] = (monotonic() + _MAXIMUM_SECONDS, known)
        if known is not None and known != activity.score_maximum:
            with self._tool.database.write() as session:
                session.get_one(Activity, activity.id).score_maximum = known

    def _failed(self, row: Outbox, claimed: Claim, error: ServiceError) -> None:
        follows = policy.after(error, row.tries)
        with self._tool.database.write() as session:
            if isinstance(follows, Refusal):
                outbox.refused(session, claimed, follows, error.status, now())
            else:
                outbox.put_off(session, claimed, follows, error, now())

    def _refuse(self, claimed: Claim, why: Refusal, status: int | None) -> None:
        with self._tool.database.write() as session:
            outbox.refused(session, claimed, why, status, now())

    def _load(self, claimed: Claim) -> Outbox | None:
        with self._tool.database.read() as session:
            return session.get(
                Outbox,
                claimed.id,
                options=[
                    joinedload(Outbox.registration),
                    joinedload(Outbox.person),
                    joinedload(Outbox.activity).joinedload(Activity.course),
                ],
            )

    def _service(self, row: Outbox) -> Service:
        signed = (row.activity.line_item_url, row.activity.line_items_url)
        return connect(self._tool.http, self._tool.tokens, row.registration, *signed)

    def _module(self, activity: Activity) -> Module | None:
        return self._tool.modules.chosen(activity.module_id)


def stamp(at: datetime, last: datetime | None) -> datetime:
    """Give the time stamp of a score sent at ``at``: later than the last, by the second too."""
    return at if last is None else max(at, last + TICK)


def _message(row: Outbox, kept: Outbox, state: gradebook.Score) -> ags.ScoreMessage:
    assert kept.last_timestamp is not None  # noqa: S101
    return ags.ScoreMessage(
        sub=row.person.sub,
        given=state.given,
        maximum=state.maximum,
        comment=state.comment,
        submitted_at=state.submitted_at,
        timestamp=kept.last_timestamp,
        new_submission=state.submitted_at is not None
        and (kept.sent_at is None or state.submitted_at > kept.sent_at),
    )


def _endpoint(activity: Activity) -> ags.Endpoint:
    return ags.Endpoint(
        resource_link_id=activity.resource_link_id,
        line_item=activity.line_item_url,
        line_items=activity.line_items_url,
        scopes=frozenset(activity.service_scopes),
    )


def _lease_column(session: Session, activity_id: int) -> bool:
    moment = now()
    free = or_(Activity.line_item_leased_until.is_(None), Activity.line_item_leased_until <= moment)
    leased = session.connection().execute(
        update(Activity)
        .where(Activity.id == activity_id, Activity.line_item_url.is_(None), free)
        .values(line_item_leased_until=moment + _COLUMN_LEASE)
    )
    return leased.rowcount > 0


def _keep_column(session: Session, activity_id: int, url: str | None) -> None:
    activity = session.get_one(Activity, activity_id, with_for_update=True)
    activity.line_item_leased_until = None
    activity.line_item_url = activity.line_item_url or url
