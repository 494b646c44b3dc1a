from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from course.model import Reader
from lti_app.models import Activity, Role
from lti_app.services.participation import Participation
from lti_app.services.readers import CROWD, group_answers
from tests.lti_app.world import MODULE, World

NUMBERS = count()
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


def shown(world: World, activity: Activity, at: datetime | None = None) -> tuple[str, ...]:
    with world.database.write() as session:
        return group_answers(session, MODULE, activity, at or datetime.now(UTC))["moeite"]


def give(
    world: World, activity: Activity, numbers: range, word: str = "anoniem"
) -> list[Participation]:
    people = [world.person(str(number), activity) for number in numbers]
    for number, who in zip(numbers, people, strict=True):
        world.write(who, "moeite", f"{word} {number}", Reader.GROUP)
    return people


@pytest.mark.parametrize(("learners", "seen"), [(0, 0), (1, 0), (4, 0), (5, 5), (12, 12)])
def test_anonymous_answers_appear_from_five_on(world: World, learners: int, seen: int) -> None:
    activity = world.activity()
    give(world, activity, range(learners))
    assert len(shown(world, activity)) == seen


def test_the_sixth_does_not_appear_alone(world: World) -> None:
    activity = world.activity()
    give(world, activity, range(5))
    first = shown(world, activity)
    give(world, activity, range(5, 9))
    assert shown(world, activity) == first
    give(world, activity, range(9, 10))
    assert len(shown(world, activity)) == 10


def test_what_one_takes_back_is_gone_at_once_and_four_are_not_shown(world: World) -> None:
    activity = world.activity()
    people = give(world, activity, range(6))
    assert len(shown(world, activity)) == 6
    world.write(people[0], "moeite", "anoniem 0", Reader.SELF)
    assert "anoniem 0" not in shown(world, activity)
    world.write(people[1], "moeite", "  \n", Reader.GROUP)
    assert shown(world, activity) == ()


def test_who_comes_after_four_are_left_is_not_the_difference(world: World) -> None:
    activity = world.activity()
    people = give(world, activity, range(5))
    shown(world, activity)
    world.write(people[0], "moeite", "", Reader.GROUP)
    give(world, activity, range(5, 6))
    assert shown(world, activity) == ()


def test_what_is_given_again_comes_back_the_next_day(world: World) -> None:
    activity = world.activity()
    with time_machine.travel(NOON, tick=False) as clock:
        people = give(world, activity, range(5))
        before = shown(world, activity)
        world.write(people[0], "moeite", "anoniem 0", Reader.SELF)
        world.write(people[0], "moeite", "anoniem 0", Reader.GROUP)
        assert shown(world, activity) == ()
        clock.shift(timedelta(days=1))
        assert shown(world, activity) == before


def test_a_change_shows_from_the_next_day_on(world: World) -> None:
    activity = world.activity()
    with time_machine.travel(NOON, tick=False) as clock:
        people = give(world, activity, range(5))
        shown(world, activity)
        world.write(people[0], "moeite", "gewijzigd", Reader.GROUP)
        assert "anoniem 0" in shown(world, activity)
        clock.shift(timedelta(days=1))
        assert "gewijzigd" in shown(world, activity)


def test_their_order_says_nothing_of_who_came_first(world: World) -> None:
    """Of 40 sets of five, the chance that all stand in order of arrival is (1/120)^40."""
    orders = set()
    for number in range(40):
        activity = world.activity(f"link-{number}")
        give(world, activity, range(5))
        orders.add(shown(world, activity))
    assert len(orders) > 1
    assert all(len(order) == 5 for order in orders)


def test_their_order_stays_and_differs_between_questions(world: World) -> None:
    activity = world.activity()
    for number in range(12):
        who = world.person(str(number), activity)
        for question in ("moeite", "nodig"):
            world.write(who, question, f"{number}", Reader.GROUP)
    with world.database.write() as session:
        once = group_answers(session, MODULE, activity, NOON)
    with world.database.write() as session:
        again = group_answers(session, MODULE, activity, NOON)
    assert once == again
    assert set(once["moeite"]) == set(once["nodig"])
    assert once["moeite"] != once["nodig"]


def test_instructors_and_test_users_are_no_crowd(world: World) -> None:
    activity = world.activity()
    give(world, activity, range(4))
    world.write(world.person("docent", activity, role=Role.INSTRUCTOR), "moeite", "d", Reader.GROUP)
    world.write(world.person("proef", activity, test_user=True), "moeite", "p", Reader.GROUP)
    assert shown(world, activity) == ()


def test_another_course_is_no_crowd(world: World) -> None:
    here, there = world.activity("a", "een"), world.activity("b", "twee")
    give(world, here, range(4))
    give(world, there, range(4, 8))
    assert shown(world, here) == shown(world, there) == ()


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(st.integers(0, 11), st.sampled_from(["group", "self", "empty", "look"])),
        max_size=30,
    )
)
def test_whatever_happens_nobody_appears_alone(world: World, deeds: list[tuple[int, str]]) -> None:
    """Between two looks either nothing is new or at least five answers are."""
    activity = world.activity(f"link-{next(NUMBERS)}")
    seen: set[str] = set()
    for number, (who, deed) in enumerate(deeds):
        person = world.person(str(who), activity)
        if deed == "look":
            now_seen = set(shown(world, activity, NOON - timedelta(days=1)))
            assert len(now_seen) == 0 or len(now_seen) >= CROWD
            assert len(now_seen - seen) == 0 or len(now_seen - seen) >= CROWD
            seen |= now_seen
        else:
            text = "" if deed == "empty" else f"{who}-{number}"
            world.write(person, "moeite", text, Reader.SELF if deed == "self" else Reader.GROUP)
