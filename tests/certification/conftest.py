"""The running tool (gunicorn, a process of its own) and a platform that is registered with it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest
import requests

from lti_app.db import Database
from lti_app.services import registrations
from tests.certification.browser import Browser
from tests.certification.served import served
from tests.certification.signing import Client, SigningPlatform
from tests.werkpakket.programs import free_ports

ROOT = Path(__file__).parents[2]


@dataclass
class RunningTool:
    """``werkpakket serve`` in a folder of its own."""

    url: str
    folder: Path
    process: "subprocess.Popen[bytes]"

    def command(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """Run another command of the same installation."""
        return subprocess.run(
            [sys.executable, "-m", "werkpakket", *words],
            cwd=self.folder,
            env=environment(self.url),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def invite(self, *, name: str = "", confirmed: bool = False) -> str:
        """Do what ``werkpakket invite`` does, without starting a program."""
        with self.database.write() as session:
            token = registrations.invite(session, name=name, confirmed=confirmed)
        return f"{self.url}/lti/register/{token}"

    @cached_property
    def database(self) -> Database:
        return Database(f"sqlite:///{self.folder}/instance/werkpakket.sqlite")

    def log(self) -> str:
        return (self.folder / "log.txt").read_text(encoding="utf-8")

    def register(
        self, platform: SigningPlatform, *, name: str = "", confirmed: bool = False
    ) -> requests.Response:
        return requests.get(
            self.invite(name=name, confirmed=confirmed),
            params={
                "openid_configuration": f"{platform.url}/.well-known/openid-configuration",
                "registration_token": "registratie-geheim",
            },
            timeout=30,
        )


def environment(url: str) -> dict[str, str]:
    return {
        **{name: value for name, value in os.environ.items() if "WERKPAKKET" not in name},
        "WERKPAKKET_BASE_URL": url,
        "WERKPAKKET_CONTENT": str(ROOT / "content"),
        "WERKPAKKET_ALLOW_LOOPBACK": "1",
        "PYTHONPATH": str(ROOT),
    }


@contextmanager
def serving(folder: Path, *options: str, public: str = "") -> Iterator[RunningTool]:
    """Serve in a folder; ``public`` is the address before a proxy, where there is one."""
    port = free_ports()
    url = f"http://127.0.0.1:{port}"
    with (folder / "log.txt").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "werkpakket", "serve", "--port", str(port), *options],
            cwd=folder,
            env=environment(public or url),
            stdout=log,
            stderr=log,
        )
    try:
        _wait_for(url, process)
        yield RunningTool(url, folder, process)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(15)


def _wait_for(url: str, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        assert process.poll() is None, "the tool ended"
        try:
            if requests.get(f"{url}/health/ready", timeout=5).ok:
                return
        except (requests.ConnectionError, requests.Timeout):  # it may be slow to begin
            time.sleep(0.1)
    raise AssertionError("the tool does not answer")


@pytest.fixture(scope="session")
def tool(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningTool]:
    with serving(tmp_path_factory.mktemp("tool"), "--workers", "2", "--no-worker") as tool:
        yield tool


@pytest.fixture(scope="session")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningTool]:
    """A tool of one process, whose caches can be counted."""
    with serving(tmp_path_factory.mktemp("alone"), "--no-worker") as tool:
        yield tool


@pytest.fixture
def platform() -> Iterator[SigningPlatform]:
    platform = SigningPlatform()
    with served(platform):
        yield platform


@pytest.fixture(scope="session")
def joined(tool: RunningTool) -> Iterator[SigningPlatform]:
    """A platform that is registered and confirmed, for all tests that leave it as it is."""
    platform = SigningPlatform()
    with served(platform):
        response = tool.register(platform, confirmed=True)
        assert response.status_code == 200, response.text
        yield platform


@pytest.fixture(scope="session")
def client(tool: RunningTool, joined: SigningPlatform) -> Client:
    return Client(joined, tool.url)


@pytest.fixture
def visitor() -> Browser:
    return Browser()
