import time_machine

from lti_app.models import Delivery
from lti_app.services import submissions
from tests.lti_app.world import World


def test_handing_in_is_possible_with_nothing_answered(world: World) -> None:
    who = world.person("1", world.activity())
    world.hand_in(who)
    row = world.outbox(who)
    assert row
    assert (row.rev, row.sent_rev, row.state) == (1, 0, Delivery.WAITING)


def test_handing_in_twice_is_one_submission(world: World) -> None:
    who = world.person("1", world.activity())
    with world.database.write() as session:
        first = submissions.hand_in(session, who)
    with world.database.write() as session:
        assert submissions.hand_in(session, who) == first
    row = world.outbox(who)
    assert row
    assert row.rev == 1


def test_handing_in_after_a_change_is_a_new_submission_of_the_same_work(world: World) -> None:
    who = world.person("1", world.activity())
    with time_machine.travel("2026-11-25T12:00:00Z", tick=False) as clock:
        with world.database.write() as session:
            first = submissions.hand_in(session, who)
        clock.shift(60)
        world.write(who, "moeite", "toch nog iets")
        clock.shift(60)
        with world.database.write() as session:
            second = submissions.hand_in(session, who)
    with world.database.read() as session:
        kept = submissions.of(session, who)
    assert kept
    assert (kept.first_at, kept.at) == (first, second)
    assert second > first
