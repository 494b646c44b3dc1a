"""Floods are counted for all processes together, by address and window."""

from datetime import UTC, datetime, timedelta

from lti_app.db import Database
from lti_app.floods import BATCH, Floods
from lti_app.services.limits import Limit, count, seconds_left

THREE = Limit("drie", 3)
AT = datetime(2026, 11, 25, 10, 0, 20, tzinfo=UTC)


def test_the_fourth_of_three_is_too_many(database: Database) -> None:
    with database.write() as session:
        assert [count(session, THREE, "a", AT) for _ in range(4)] == [True, True, True, False]
        assert count(session, THREE, "b", AT)


def test_a_new_window_counts_from_nothing(database: Database) -> None:
    with database.write() as session:
        for _ in range(5):
            count(session, THREE, "a", AT)
        assert count(session, THREE, "a", AT + timedelta(minutes=1))
    assert seconds_left(THREE, AT) == 40


def test_two_processes_count_together(database: Database) -> None:
    one, other = Floods(database), Floods(Database(database.url))
    assert [floods.seldom(THREE, "a") for floods in (one, other, one, other)] == [True] * 3 + [
        False
    ]


def test_what_is_frequent_is_told_in_batches(database: Database) -> None:
    floods = Floods(database)
    often = Limit("vaak", BATCH)
    assert [floods.often(often, "a") for _ in range(2 * BATCH)] == [True] * (2 * BATCH - 1) + [
        False
    ]
