"""Statements around the ORM: they read and write what SQLAlchemy's Core would."""

from datetime import timedelta

import pytest
from sqlalchemy import bindparam, select
from sqlalchemy.exc import IntegrityError

from lti_app.models import Course, Deployment, Login, now
from lti_app.services.rows import Statement, Table
from tests.lti_app.world import World

LOGINS, COURSES = Table(Login), Table(Course)
OF_STATE = LOGINS.select(Login.state == bindparam("state"))


def login(world: World, state: str) -> Login:
    return LOGINS.made(
        {
            "state": state,
            "nonce": "n",
            "registration_id": world.registration(),
            "target_link_uri": "https://werkpakket.example/lti/launch",
            "login_hint": "één % ‘hint’ :naam ?",
            "secret_hash": bytes(range(32)),
            "expires_at": now() + timedelta(minutes=5),
        }
    )


def test_a_written_row_is_read_as_the_core_reads_it(world: World) -> None:
    made = login(world, "s")
    with world.database.note() as connection:
        LOGINS.insert(connection, vars(made))
    with world.database.look() as connection:
        row = OF_STATE.first(connection, {"state": "s"})
        assert row
        assert tuple(row) == tuple(connection.execute(select(LOGINS.table)).one())
    kept = LOGINS.record(row)
    assert {name: getattr(kept, name) for name in LOGINS.names} == {
        name: getattr(made, name) for name in LOGINS.names
    }


def test_a_row_with_a_number_of_its_own_tells_it(world: World) -> None:
    registration_id = world.registration()
    with world.database.read() as session:
        deployment_id = session.scalars(select(Deployment.id)).one()
    given = {
        "registration_id": registration_id,
        "deployment_id": deployment_id,
        "title": "",
        "label": "",
        "last_number": 0,
        "roster_complete": True,
        "created_at": now(),
    }
    with world.database.note() as connection:
        numbers = [COURSES.insert(connection, {**given, "key": key}) for key in ("x", "y")]
        of_key = COURSES.select(Course.key == bindparam("key"))
        found = of_key.first(connection, {"key": "y"})
        assert found
        assert COURSES.record(found).id == numbers[1] == numbers[0] + 1


def test_no_row_is_none_and_a_change_of_none_counts_none(world: World) -> None:
    gone = Statement(LOGINS.table.delete().where(Login.state == bindparam("state")))
    with world.database.note() as connection:
        assert OF_STATE.first(connection, {"state": "nergens"}) is None
        assert gone.change(connection, {"state": "nergens"}) == 0


def test_a_driver_s_error_is_the_one_that_sqlalchemy_raises(world: World) -> None:
    once = vars(login(world, "s"))
    with world.database.note() as connection:
        LOGINS.insert(connection, once)
    with pytest.raises(IntegrityError) as raised, world.database.note() as connection:
        LOGINS.insert(connection, once)
    assert "één" not in str(raised.value)  # what people gave is not in a log
