"""The tool, joined to a platform over HTTP."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from lti_app.db import Database
from lti_app.settings import Settings
from lti_app.tool import Tool
from tests.lti_app.platform_double import Platform, running
from tests.lti_app.world import CONTENT, World


def settings(database_url: str) -> Settings:
    return Settings(
        database_url=database_url,
        secret_key="een geheim voor proeven",
        base_url="http://127.0.0.1:8001",
        content=CONTENT,
        allow_loopback=True,
    )


@pytest.fixture(scope="session")
def with_key(migrated: Path) -> Path:
    """A database that has its signing key already: making one takes a while."""
    file = migrated.with_name("with-key.sqlite")
    shutil.copy(migrated, file)
    tool = Tool.make(settings(f"sqlite:///{file}"))
    tool.keys.signing()
    tool.database.close()
    return file


@pytest.fixture
def database(with_key: Path, tmp_path: Path) -> Iterator[Database]:
    file = tmp_path / "werkpakket.sqlite"
    shutil.copy(with_key, file)
    database = Database(f"sqlite:///{file}")
    yield database
    database.close()


@pytest.fixture
def platform() -> Iterator[Platform]:
    with running() as platform:
        yield platform


@pytest.fixture
def world(database: Database, platform: Platform) -> World:
    return World(database, platform.url)


@pytest.fixture
def tool(database: Database) -> Iterator[Tool]:
    tool = Tool.make(settings(database.url))
    yield tool
    tool.database.close()
    tool.http.close()
