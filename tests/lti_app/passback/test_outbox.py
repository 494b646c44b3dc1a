"""Claims, leases and the circuit breaker."""

from datetime import datetime, timedelta

import pytest

from lti_app.db import Database
from lti_app.errors import ServiceError
from lti_app.models import Activity, Circuit, Delivery, Outbox, now
from lti_app.passback import outbox
from lti_app.passback.outbox import Claim
from lti_app.passback.policy import Later, Refusal, after
from lti_app.services import gradebook
from lti_app.services.participation import Participation
from tests.lti_app.world import World

SOON = Later(timedelta(seconds=5), asked=False)
DOWN = ServiceError("away")


def claim(database: Database, at: datetime) -> Claim | None:
    with database.write() as session:
        return outbox.claim(session, f"owner-{at}", at)


def must_claim(database: Database, at: datetime) -> Claim:
    claimed = claim(database, at)
    assert claimed
    return claimed


def queue(world: World, count: int, activity: Activity | None = None) -> list[Participation]:
    where = activity or world.activity()
    people = [world.person(f"{where.resource_link_id}-{n}", where) for n in range(count)]
    for who in people:
        world.hand_in(who)
    return people


def fail(database: Database, claimed: Claim, at: datetime, later: Later = SOON) -> None:
    with database.write() as session:
        outbox.put_off(session, claimed, later, DOWN, at)


def succeed(database: Database, claimed: Claim, at: datetime) -> None:
    with database.write() as session:
        outbox.sent(session, claimed, at)


def test_a_row_is_with_one_sender_until_its_lease_ends(world: World) -> None:
    queue(world, 1)
    at = now()
    first = must_claim(world.database, at)
    assert claim(world.database, at) is None
    again = must_claim(world.database, at + outbox.LEASE)
    assert again.id == first.id


def test_a_sender_that_lost_its_lease_settles_nothing(world: World) -> None:
    (who,) = queue(world, 1)
    at = now()
    first = must_claim(world.database, at)
    must_claim(world.database, at + outbox.LEASE)
    succeed(world.database, first, at)
    row = world.outbox(who)
    assert row
    assert row.state is Delivery.WAITING


def test_a_change_after_the_claim_stays_to_be_sent(world: World) -> None:
    (who,) = queue(world, 1)
    claimed = must_claim(world.database, now())
    with world.database.write() as session:
        gradebook.tell(session, who)
    succeed(world.database, claimed, now())
    row = world.outbox(who)
    assert row
    assert (row.state, row.rev, row.sent_rev) == (Delivery.WAITING, 2, 1)
    assert must_claim(world.database, now()).rev == 2


def test_a_refusal_of_what_changed_since_is_tried_anew(world: World) -> None:
    (who,) = queue(world, 1)
    claimed = must_claim(world.database, now())
    with world.database.write() as session:
        gradebook.tell(session, who)
        outbox.refused(session, claimed, Refusal.NOT_FOUND, 404, now())
    assert claim(world.database, now()) is not None


def test_what_has_no_gradebook_is_left_alone(world: World) -> None:
    queue(world, 1, world.activity("zonder", line_item_url=None, line_items_url=None))
    with world.database.read() as session:
        assert not outbox.anything_due(session, now())
        assert outbox.waiting(session) == 0


def test_one_platform_never_takes_all_senders(world: World) -> None:
    queue(world, 5)
    queue(world, 1, world.activity("link-b", "cursus-b", "client-b"))
    at = now()
    claims = [claim(world.database, at + timedelta(microseconds=n)) for n in range(4)]
    taken = [claimed for claimed in claims if claimed]
    with world.database.read() as session:
        platforms = [session.get_one(Outbox, c.id).registration_id for c in taken]
    assert sorted(platforms.count(p) for p in set(platforms)) == [1, outbox.AT_ONCE]


def test_a_platform_that_fails_in_a_row_is_only_probed(world: World) -> None:
    queue(world, 10)
    at = now()
    for _ in range(outbox.FAILURES):
        fail(world.database, must_claim(world.database, at), at)
    assert claim(world.database, at + timedelta(seconds=1)) is None
    probed = 0
    for second in range(2, 240):
        moment = at + timedelta(seconds=second)
        claimed = claim(world.database, moment)
        if claimed:
            probed += 1
            fail(world.database, claimed, moment, Later(timedelta(hours=1), asked=False))
    new = 10 - outbox.FAILURES
    assert new < probed <= new + 240 / outbox.PROBE.total_seconds()


def test_a_probe_comes_at_least_every_minute_whatever_the_rows_wait(world: World) -> None:
    queue(world, 1)
    at = now()
    for _ in range(outbox.FAILURES):
        fail(world.database, must_claim(world.database, at), at, Later(timedelta(), asked=False))
    claimed = must_claim(world.database, at + outbox.PROBE)
    fail(world.database, claimed, at + outbox.PROBE, Later(timedelta(days=1), asked=False))
    assert claim(world.database, at + 2 * outbox.PROBE) is not None


def test_one_success_makes_the_whole_queue_due(world: World) -> None:
    people = queue(world, 6)
    at = now()
    for _ in range(outbox.FAILURES):
        claimed = must_claim(world.database, at)
        fail(world.database, claimed, at, Later(timedelta(hours=1), asked=False))
    later = at + outbox.PROBE
    succeed(world.database, must_claim(world.database, later), later)
    for _ in range(len(people) - 1):
        succeed(world.database, must_claim(world.database, later), later)
    with world.database.read() as session:
        assert outbox.waiting(session) == 0
        circuit = session.get(Circuit, people[0].registration_id)
    assert circuit
    assert (circuit.failures, circuit.open_until) == (0, None)


def test_who_always_fails_delays_nobody_else_by_more_than_seconds(world: World) -> None:
    queue(world, 1, world.activity("gif"))
    at = now()
    for _ in range(5):
        fail(world.database, must_claim(world.database, at), at)
        at += outbox.PROBE
    fail(world.database, must_claim(world.database, at), at)
    (other,) = queue(world, 1, world.activity("gezond"))
    moment = max(at, now()) + outbox.PROBE_NEW
    claimed = must_claim(world.database, moment)
    row = world.outbox(other)
    assert row
    assert claimed.id == row.id


def test_what_a_platform_asked_to_wait_is_not_hurried_by_anothers_success(world: World) -> None:
    people = queue(world, 2)
    at = now()
    asked = Later(timedelta(minutes=10), asked=True)
    first = must_claim(world.database, at)
    with world.database.write() as session:
        outbox.put_off(session, first, asked, ServiceError("busy", status=429), at)
    later = at + outbox.PROBE
    succeed(world.database, must_claim(world.database, later), later)
    assert claim(world.database, at + timedelta(minutes=9)) is None
    assert must_claim(world.database, at + timedelta(minutes=10)).id == first.id
    assert len(people) == 2


@pytest.mark.parametrize("tries", [0, 3, 8, 60])
def test_waits_grow_with_jitter_and_have_an_end(tries: int) -> None:
    waits = {after(DOWN, tries) for _ in range(20)}
    seconds = [w.wait.total_seconds() for w in waits if isinstance(w, Later)]
    assert len(seconds) == 20
    assert max(seconds) <= min(5 * 2**tries, 3600)
    assert min(seconds) >= min(5 * 2**tries, 3600) / 2
