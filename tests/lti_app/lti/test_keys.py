"""The tool's keys: encrypted at rest, one for all processes, rotated with overlap."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import select

from lti_app.db import Database
from lti_app.lti import keys as module
from lti_app.lti.keys import LIFE, OVERLAP, ToolKeys
from lti_app.migrate import migrate
from lti_app.models import ToolKey
from lti_app.settings import SettingsError
from lti_app.vault import Vault

START = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A database without any key."""
    database = Database(f"sqlite:///{tmp_path}/leeg.sqlite")
    migrate(database)
    yield database
    database.close()


@pytest.fixture(autouse=True)
def look_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes look again after five minutes; tests do not wait for that."""
    monkeypatch.setattr(module, "LOOK_AGAIN", -1.0)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(START, tick=False) as clock:
        yield clock


def published(keys: ToolKeys) -> set[str]:
    return {key["kid"] for key in keys.public_set()["keys"]}


def test_a_private_key_is_encrypted_in_the_database(database: Database) -> None:
    ToolKeys(database, Vault("geheim")).signing()
    with database.read() as session:
        row = session.scalars(select(ToolKey)).one()
    assert b"PRIVATE" not in row.private
    assert Vault("geheim").unseal(row.private)[:2] == b"0\x82"  # DER


def test_another_secret_key_opens_nothing_and_says_so(database: Database) -> None:
    ToolKeys(database, Vault("geheim")).signing()
    with pytest.raises(SettingsError, match="WERKPAKKET_SECRET_KEY"):
        ToolKeys(database, Vault("een ander")).signing()


def test_all_processes_sign_with_one_key(database: Database) -> None:
    vault = Vault("geheim")
    kids = {ToolKeys(Database(database.url), vault).signing().kid for _ in range(3)}
    assert len(kids) == 1


def test_only_the_public_half_is_published(database: Database) -> None:
    (key,) = ToolKeys(database, Vault("geheim")).public_set()["keys"]
    assert set(key) == {"kty", "n", "e", "kid", "alg", "use"}


def test_a_new_key_is_published_before_it_signs_and_an_old_one_after(
    database: Database, clock: time_machine.Traveller
) -> None:
    keys = ToolKeys(database, Vault("geheim"))
    old = keys.signing().kid
    clock.shift(LIFE + timedelta(days=1))
    assert keys.signing().kid == old
    assert len(published(keys)) == 2
    clock.shift(OVERLAP)
    new = keys.signing().kid
    assert new != old
    assert published(keys) == {old, new}
    clock.shift(OVERLAP)
    assert published(keys) == {new}
    assert keys.signing().kid == new


def test_a_clock_that_is_set_back_leaves_the_key_as_it_is(
    database: Database, clock: time_machine.Traveller
) -> None:
    keys = ToolKeys(database, Vault("geheim"))
    kid = keys.signing().kid
    clock.shift(-timedelta(days=400))
    assert keys.signing().kid == kid


def test_rotation_goes_on_for_years(database: Database, clock: time_machine.Traveller) -> None:
    keys = ToolKeys(database, Vault("geheim"))
    seen = []
    for _ in range(20):
        seen.append(keys.signing().kid)
        assert seen[-1] in published(keys)
        assert len(published(keys)) <= 2
        clock.shift(timedelta(days=60))
    assert len(set(seen)) > 5
