"""The database: one writer at a time without errors, and tables as the models say."""

from multiprocessing import get_context
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError

from lti_app.db import Database
from lti_app.migrate import is_current, migrate, prepare
from lti_app.models import Base, RateCount, now
from lti_app.services.limits import Limit, count

LIMIT = Limit("proef", 10_000, 3600)
PROCESSES = get_context("spawn")


def test_the_migrations_make_what_the_models_say(database: Database) -> None:
    with database.look() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, Base.metadata) == []


def test_an_empty_database_is_brought_up_to_date_by_itself(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/map/nieuw.sqlite")
    assert database.is_empty()
    assert prepare(database)
    assert is_current(database)
    database.close()


def _migrate(url: str) -> None:
    migrate(Database(url))


def test_two_processes_may_migrate_at_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/samen.sqlite"
    processes = [PROCESSES.Process(target=_migrate, args=(url,)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0]


def _count(url: str, times: int) -> None:
    database = Database(url)
    for _ in range(times):
        with database.write(durable=False) as session:
            count(session, LIMIT, "iemand", now())


def test_writers_in_several_processes_lose_nothing(database: Database) -> None:
    processes = [PROCESSES.Process(target=_count, args=(database.url, 100)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0, 0]
    with database.read() as session:
        assert sum(session.scalars(select(RateCount.count))) == 300


def test_what_raises_is_undone(database: Database) -> None:
    def write() -> None:
        with database.write() as session:
            count(session, LIMIT, "iemand", now())
            session.execute(text("INSERT INTO bestaat_niet VALUES (1)"))

    with pytest.raises(OperationalError):
        write()
    with database.read() as session:
        assert session.scalars(select(RateCount)).all() == []


def test_writing_goes_on_after_what_raised(database: Database) -> None:
    for who in ("een", "twee"):
        with database.write() as session:
            count(session, LIMIT, who, now())
        with pytest.raises(ZeroDivisionError), database.write() as session:
            count(session, LIMIT, who, now(), times=1 // 0)
    with database.read() as session:
        assert sorted(session.scalars(select(RateCount.count))) == [1, 1]


def test_a_reader_sees_one_moment(database: Database) -> None:
    with database.read() as session:
        before = session.scalars(select(RateCount)).all()
        with database.write() as other:
            count(other, LIMIT, "iemand", now())
        assert session.scalars(select(RateCount)).all() == before == []


def test_what_is_durable_is_on_disk_and_what_is_not_waits_less(database: Database) -> None:
    found = []
    for durable in (False, True, True, False):
        with database.note(durable=durable) as connection:
            found.append(connection.exec_driver_sql("PRAGMA synchronous").scalar_one())
    assert found == [1, 2, 2, 1]  # NORMAL, FULL
