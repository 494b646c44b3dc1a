"""Fixtures: a practice LMS over real HTTP, and a tool that is registered with it."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests
from flask import Flask

from practice_lms.app import create_app
from practice_lms.lti.keys import Keys
from practice_lms.lti.platform import Platform
from practice_lms.scorm.library import Library
from practice_lms.server import address_of, claim, running
from practice_lms.storage import Storage
from tests.practice_lms.tool import Tool, serving


@dataclass
class Lms:
    """A running practice LMS."""

    app: Flask
    address: str

    @property
    def library(self) -> Library:
        library = self.app.extensions["library"]
        assert isinstance(library, Library)
        return library

    @property
    def platform(self) -> Platform:
        platform = self.app.extensions["platform"]
        assert isinstance(platform, Platform)
        return platform

    def get(self, path: str, **values: object) -> requests.Response:
        return requests.get(self.address + path, timeout=5, **values)  # type: ignore[arg-type]

    def post(self, path: str, **values: object) -> requests.Response:
        return requests.post(self.address + path, timeout=5, **values)  # type: ignore[arg-type]

    def test(self, name: str, **values: object) -> None:
        self.post(f"/testing/{name}", json=values).raise_for_status()

    def be(self, profile: str) -> None:
        answer = requests.put(f"{self.address}/testing/profile", json={"name": profile}, timeout=5)
        answer.raise_for_status()


@pytest.fixture(scope="session")
def state_with_key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The state of a platform that made its key; making one costs a good part of a second."""
    folder = tmp_path_factory.mktemp("state")
    Keys(Storage(folder)).rotate()
    return folder


@pytest.fixture
def lms(tmp_path: Path, state_with_key: Path) -> Iterator[Lms]:
    listening = claim(0)
    address = address_of(listening)
    shutil.copytree(state_with_key, tmp_path / "state")
    app = create_app(tmp_path / "state", address, testing=True)
    with running(app, listening):
        yield Lms(app, address)


@pytest.fixture
def tool(lms: Lms) -> Iterator[Tool]:
    with ExitStack() as stack:
        tool = stack.enter_context(serving(lms.address))
        assert tool.register(lms.platform.tools.invite()).status_code == 201
        yield tool


@pytest.fixture
def activity(lms: Lms, tool: Tool) -> int:
    """An activity with a column in Groep A; its id."""
    registered = lms.platform.tools.get(tool.client_id)
    assert registered is not None
    gradebook = lms.platform.gradebook
    custom = {"module": "werkpakket-1"}
    added = gradebook.add_activity("groep-a", registered, "Reflecties", f"{tool.address}/x", custom)
    column = {"label": "Reflecties", "scoreMaximum": 100.0}
    gradebook.add_line_item("groep-a", tool.client_id, added.id, column)
    return added.id
