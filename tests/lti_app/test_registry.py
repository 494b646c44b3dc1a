"""What a process keeps for a moment never hides what another process did meanwhile."""

from datetime import timedelta

from lti_app.db import Database
from lti_app.models import Login, now
from lti_app.registry import Registry
from lti_app.services import launches
from tests.lti_app.world import World


def begun(world: World, registry: Registry) -> Login:
    login = launches.new_login(
        state="state-1",
        nonce="n",
        registration_id=world.registration(),
        target_link_uri="https://werkpakket.voorbeeld.nl/lti/launch",
        login_hint="1",
        secret_hash=b"h",
        expires_at=now() + timedelta(minutes=5),
    )
    with world.database.note() as connection:
        launches.keep_login(connection, login)
    registry.begun(login)
    return login


def used_at(registry: Registry) -> object:
    found = registry.login("state-1")
    assert found
    return found.used_at


def test_a_login_is_used_once_whichever_process_holds_it(world: World) -> None:
    here, there = Registry(world.database), Registry(Database(world.database.url))
    begun(world, here)
    assert used_at(there) is None
    with world.database.note() as connection:
        assert launches.consume(connection, "state-1", now())
    with world.database.note() as connection:
        assert not launches.consume(connection, "state-1", now())
    assert used_at(there)


def test_a_kept_login_is_handed_out_once_then_the_database_tells(world: World) -> None:
    registry = Registry(world.database)
    login = begun(world, registry)
    assert registry.login("state-1") is login
    with world.database.note() as connection:
        launches.consume(connection, "state-1", now())
    assert used_at(registry)


def test_an_unknown_login_is_none(world: World) -> None:
    assert Registry(world.database).login("state-2") is None
