"""Fixtures of the tool's tests: a fresh database each, made from one that was migrated once."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from lti_app.db import Database
from lti_app.migrate import migrate
from lti_app.settings import Settings
from lti_app.tool import Tool
from tests.lti_app.platform_double import Platform, running
from tests.lti_app.world import World, settings_for


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that has its signing key already: making one takes a while."""
    file = tmp_path_factory.mktemp("migrated") / "empty.sqlite"
    tool = Tool.make(settings_for(f"sqlite:///{file}"))
    migrate(tool.database)
    tool.keys.signing()
    tool.database.close()
    return file


@pytest.fixture
def database(migrated: Path, tmp_path: Path) -> Iterator[Database]:
    file = tmp_path / "werkpakket.sqlite"
    shutil.copy(migrated, file)
    database = Database(f"sqlite:///{file}")
    yield database
    database.close()


@pytest.fixture
def settings(database: Database) -> Settings:
    return settings_for(database.url)


@pytest.fixture
def world(database: Database) -> World:
    return World(database)


@pytest.fixture
def platform() -> Iterator[Platform]:
    with running() as platform:
        yield platform


@pytest.fixture
def tool(settings: Settings) -> Iterator[Tool]:
    tool = Tool.make(settings)
    yield tool
    tool.database.close()
    tool.http.close()
