"""Platforms' keys over hours: how long they are kept, and what strangers can hold up."""

import json
from collections.abc import Iterator

import pytest
import requests
from jwt.algorithms import RSAAlgorithm

from lti_app.lti import keysets
from lti_app.lti.keysets import IN_VAIN, IN_VAIN_SECONDS, OUTAGE, KeySetError, KeySets
from tests.certification.served import Asked, Reply, served
from tests.certification.signing import new_key


class Site:
    """Publishes keys by their ids; all share one key, which costs time to make."""

    def __init__(self) -> None:
        self.url = ""
        self.kids = ["key-1"]
        self.cache_control = "max-age=3600"
        self.down = False
        self.times_asked = 0
        self._public = RSAAlgorithm.to_jwk(new_key().public_key(), as_dict=True)

    def reply(self, asked: Asked) -> Reply:
        self.times_asked += 1
        keys = [{**self._public, "kid": kid} for kid in self.kids]
        headers = {"Cache-Control": self.cache_control}
        return Reply(503) if self.down else Reply(200, json.dumps({"keys": keys}), headers)


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    with served(site):
        yield site


class Clock:
    """Stands until a test lets time pass."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds

    def pass_by(self, seconds: float) -> None:
        self.seconds += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(keysets, "monotonic", clock)
    return clock


@pytest.fixture
def sets() -> KeySets:
    return KeySets(requests.Session())


def is_found(sets: KeySets, site: Site, kid: str) -> bool:
    try:
        sets.key(site.url, kid)
    except KeySetError:
        return False
    return True


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ("max-age=3600", 3600),
        ("public, MAX-AGE = 120", 120),
        ("max-age=0", 10),
        ("no-store", 10),
        ("max-age=999999999", 86_400),
        ("", 600),
        ("max-age=morgen", 600),
    ],
)
def test_a_key_set_is_kept_as_long_as_it_says_within_bounds(
    told: str, seconds: int, site: Site, clock: Clock, sets: KeySets
) -> None:
    site.cache_control = told
    assert is_found(sets, site, "key-1")
    clock.pass_by(seconds - 1)
    assert is_found(sets, site, "key-1")
    assert site.times_asked == 1
    clock.pass_by(2)
    assert is_found(sets, site, "key-1")
    assert site.times_asked == 2


def test_a_key_that_the_platform_took_back_ends_with_the_set(
    site: Site, clock: Clock, sets: KeySets
) -> None:
    assert is_found(sets, site, "key-1")
    site.kids = ["key-2"]
    clock.pass_by(3601)
    assert not is_found(sets, site, "key-1")
    assert is_found(sets, site, "key-2")


def test_an_outage_is_bridged_for_an_hour_and_no_longer(
    site: Site, clock: Clock, sets: KeySets
) -> None:
    assert is_found(sets, site, "key-1")
    site.down = True
    clock.pass_by(3601)
    assert is_found(sets, site, "key-1")
    clock.pass_by(OUTAGE)
    assert not is_found(sets, site, "key-1")
    site.down = False
    clock.pass_by(2)
    assert is_found(sets, site, "key-1")


def test_a_platform_that_is_down_is_asked_once_a_second_at_most(
    site: Site, clock: Clock, sets: KeySets
) -> None:
    assert is_found(sets, site, "key-1")
    site.down = True
    clock.pass_by(3601)
    assert all(is_found(sets, site, "key-1") for _ in range(20))
    assert site.times_asked <= 3


def test_a_made_up_key_is_looked_for_again_after_a_while(
    site: Site, clock: Clock, sets: KeySets
) -> None:
    assert is_found(sets, site, "key-1")
    assert not is_found(sets, site, "key-2")
    site.kids = ["key-1", "key-2"]
    assert not is_found(sets, site, "key-2")
    clock.pass_by(IN_VAIN_SECONDS + 1)
    assert is_found(sets, site, "key-2")


def test_a_flood_of_made_up_keys_holds_up_a_rotation_for_ten_seconds_at_most(
    site: Site, clock: Clock, sets: KeySets
) -> None:
    assert is_found(sets, site, "key-1")
    assert not any(is_found(sets, site, f"verzonnen-{number}") for number in range(IN_VAIN * 3))
    assert site.times_asked == 1 + IN_VAIN
    site.kids = ["key-2"]
    clock.pass_by(IN_VAIN_SECONDS + 1)
    assert is_found(sets, site, "key-2")
