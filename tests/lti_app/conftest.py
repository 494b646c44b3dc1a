"""Fixtures of the tool's tests: a fresh database each, made from one that was migrated once."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from lti_app.db import Database
from lti_app.migrate import migrate
from tests.lti_app.world import World


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("migrated") / "empty.sqlite"
    database = Database(f"sqlite:///{file}")
    migrate(database)
    database.close()
    return file


@pytest.fixture
def database(migrated: Path, tmp_path: Path) -> Iterator[Database]:
    file = tmp_path / "werkpakket.sqlite"
    shutil.copy(migrated, file)
    database = Database(f"sqlite:///{file}")
    yield database
    database.close()


@pytest.fixture
def world(database: Database) -> World:
    return World(database)
