"""`werkpakket serve` as an administrator runs it: start, work, break, end."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from tests.werkpakket.programs import Program, free_ports, of_folder, started


@contextmanager
def serving(folder: Path, *options: str, **environment: str) -> Iterator[tuple[Program, str]]:
    port = free_ports()
    url = f"http://127.0.0.1:{port}"
    with started(
        folder, "serve", "--port", str(port), *options, environment=environment
    ) as program:
        until(lambda: answers(url), program)
        yield program, url


def answers(url: str) -> bool:
    try:
        return requests.get(f"{url}/health/ready", timeout=30).ok
    except requests.RequestException:
        return False


def until(holds: Callable[[], bool], program: Program, seconds: float = 90) -> None:
    last = time.monotonic() + seconds
    while not holds():
        assert program.process.poll() is None, program.errors
        assert time.monotonic() < last, program.errors
        time.sleep(0.1)


def senders(folder: Path) -> list[int]:
    """Give the processes that send scores."""
    return [pid for pid in of_folder(folder) if b"worker" in words(pid)]


def words(pid: int) -> list[bytes]:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return []


def test_it_starts_on_nothing_serves_and_ends_whole(tmp_path: Path) -> None:
    with serving(tmp_path) as (program, url):
        ready = requests.get(f"{url}/health/ready", timeout=30)
        assert ready.json() == {"status": "ok", "passback_waiting": 0}
        assert requests.get(f"{url}/metrics", timeout=30).status_code == 404
        until(lambda: len(senders(tmp_path)) == 1, program)
        assert program.end() < 10
    assert program.process.returncode == 0
    assert of_folder(tmp_path) == []
    assert sorted(path.name for path in (tmp_path / "instance").iterdir())[:2] == [
        "secret-key",
        "werkpakket.sqlite",
    ]


def test_a_sender_that_is_killed_comes_back(tmp_path: Path) -> None:
    with serving(tmp_path) as (program, _):
        until(lambda: len(senders(tmp_path)) == 1, program)
        (first,) = senders(tmp_path)
        os.kill(first, signal.SIGKILL)
        until(lambda: first not in senders(tmp_path) and len(senders(tmp_path)) == 1, program)


def test_nothing_outlives_a_master_that_is_killed(tmp_path: Path) -> None:
    with serving(tmp_path) as (program, _):
        until(lambda: len(senders(tmp_path)) == 1, program)
        program.end(signal.SIGKILL)
    last = time.monotonic() + 30
    while of_folder(tmp_path):
        assert time.monotonic() < last
        time.sleep(0.1)


def test_without_a_worker_nothing_sends_and_metrics_are_asked_for(tmp_path: Path) -> None:
    with serving(tmp_path, "--no-worker", "--metrics") as (_, url):
        figures = requests.get(f"{url}/metrics", timeout=30).text
        assert 'werkpakket_passback{state="waiting"} 0' in figures.splitlines()
        assert senders(tmp_path) == []


def test_the_state_survives_a_restart(tmp_path: Path) -> None:
    keys = []
    for _ in range(2):
        with serving(tmp_path, "--no-worker") as (_, url):
            keys.append(requests.get(f"{url}/lti/jwks", timeout=30).json())
    assert keys[0] == keys[1]


def test_a_taken_port_is_said_plainly(tmp_path: Path) -> None:
    with serving(tmp_path, "--no-worker") as (_, url):
        port = url.rsplit(":", 1)[1]
        (tmp_path / "tweede").mkdir()
        with started(tmp_path / "tweede", "serve", "--port", port) as second:
            assert second.process.wait(60) == 1
            assert f"Poort {port}" in second.errors
            assert "Traceback" not in second.errors


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"WERKPAKKET_DATABASE_URL": "postgresql+psycopg://localhost/x"}, "WERKPAKKET_SECRET_KEY"),
        ({"WERKPAKKET_BASE_URL": "geen adres"}, "WERKPAKKET_BASE_URL"),
    ],
    ids=["no secret key", "no address"],
)
def test_wrong_settings_are_said_plainly(
    environment: dict[str, str], said: str, tmp_path: Path
) -> None:
    with started(tmp_path, "serve", environment=environment) as program:
        assert program.process.wait(60) == 2
        assert said in program.errors
        assert "Traceback" not in program.errors


@pytest.mark.parametrize(
    ("url", "code", "said"),
    [
        ("geen adres", 2, "WERKPAKKET_DATABASE_URL"),
        ("onbekend://localhost/x", 2, "WERKPAKKET_DATABASE_URL"),
        ("sqlite:////proc/nergens/x.sqlite", 1, "niet te openen"),
    ],
)
def test_a_database_that_cannot_be_opened_is_said_plainly(
    url: str, code: int, said: str, tmp_path: Path
) -> None:
    environment = {"WERKPAKKET_DATABASE_URL": url, "WERKPAKKET_SECRET_KEY": "geheim"}
    with started(tmp_path, "serve", environment=environment) as program:
        assert program.process.wait(60) == code
        assert said in program.errors
        assert "Traceback" not in program.errors


def test_another_secret_key_is_refused_at_the_start(tmp_path: Path) -> None:
    with serving(tmp_path, "--no-worker"):
        pass
    with started(tmp_path, "serve", environment={"WERKPAKKET_SECRET_KEY": "een ander"}) as program:
        assert program.process.wait(60) == 2
        assert "WERKPAKKET_SECRET_KEY" in program.errors
        assert "Traceback" not in program.errors
