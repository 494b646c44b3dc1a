"""The LTI tool as a program of its own, as the demo runs it: settings, start, invitation."""

import os
import secrets
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import requests

START_SECONDS = 240
ASK_SECONDS = 5
PAUSE = 0.1
_KEPT = ("WERKPAKKET_THEME_FOLDER",)
"""What belongs to this computer, not to an installation of the tool."""


class ToolFailedError(Exception):
    """The tool does not do what it should; the text says what to look at, in Dutch."""


@dataclass(frozen=True, slots=True)
class ToolProgram:
    """The tool on ``port`` of this machine, with its database and log in ``state``."""

    port: int
    state: Path
    content: Path
    theme: str = ""
    """The house style of all its pages, by name or file; none: that of each module."""

    @property
    def address(self) -> str:
        """Where browsers and the LMS reach it: by localhost it is another site than the LMS."""
        return f"http://localhost:{self.port}"

    @property
    def log(self) -> Path:
        """Where it tells what it does."""
        return self.state / "tool.log"

    @property
    def serve(self) -> list[str]:
        """The command that runs it."""
        return _command("serve", "--host", "127.0.0.1", "--port", str(self.port))

    @property
    def environment(self) -> dict[str, str]:
        """Its settings, without any that were meant for another installation."""
        inherited = {
            name: value
            for name, value in os.environ.items()
            if name in _KEPT or not name.startswith("WERKPAKKET_")
        }
        return inherited | {
            "WERKPAKKET_DATABASE_URL": f"sqlite:///{(self.state / 'tool.sqlite3').absolute()}",
            "WERKPAKKET_SECRET_KEY": self._secret(),
            "WERKPAKKET_BASE_URL": self.address,
            "WERKPAKKET_CONTENT": str(self.content.absolute()),
            "WERKPAKKET_THEME": self.theme,
            "WERKPAKKET_ALLOW_LOOPBACK": "1",
            "NO_PROXY": "localhost,127.0.0.1",
            "no_proxy": "localhost,127.0.0.1",
        }

    def wait_until_ready(self, program: subprocess.Popen[bytes]) -> None:
        """Wait until the tool can serve; ToolFailedError when it ends or takes too long."""
        last = time.monotonic() + START_SECONDS
        while program.poll() is None and time.monotonic() < last:
            if self._is_ready():
                return
            time.sleep(PAUSE)
        raise ToolFailedError(f"De LTI-tool start niet. Kijk in {self.log} waarom.")

    def invite(self) -> str:
        """Make an invitation, as an administrator of the tool does; return its address."""
        done = subprocess.run(  # noqa: S603 - a command of this project
            _command("invite", "--name", "Oefenleerplatform", "--confirmed"),
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise ToolFailedError(f"De LTI-tool geeft geen uitnodiging: {done.stderr.strip()}")
        return done.stdout.splitlines()[-1]

    def _is_ready(self) -> bool:
        with requests.Session() as session:
            session.trust_env = False  # a proxy of the municipality cannot reach this machine
            try:
                return session.get(f"{self.address}/health/ready", timeout=ASK_SECONDS).ok
            except requests.RequestException:
                return False

    def _secret(self) -> str:
        """Make the tool's key once, and keep it with its database."""
        path = self.state / "secret-key"
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(32), "ascii")
        return path.read_text("ascii")


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "werkpakket", *arguments]
