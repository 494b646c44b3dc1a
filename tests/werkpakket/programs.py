"""Runs commands that stay: started on free ports, heard, ended, and looked after."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE = 90


@dataclass
class Program:
    """A running command of the project; what it says goes to files in ``folder``."""

    process: subprocess.Popen[bytes]
    folder: Path

    @property
    def output(self) -> str:
        return (self.folder / "output").read_text()

    @property
    def errors(self) -> str:
        return (self.folder / "errors").read_text()

    def wait_for_line(self) -> str:
        """Wait until it says where to go, and give that address."""
        last = time.monotonic() + PATIENCE
        while time.monotonic() < last and self.process.poll() is None:
            if self.output.endswith("\n"):
                return self.output.removeprefix("Open ").rstrip()
            time.sleep(0.05)
        raise AssertionError(f"no line in time: {self.output!r} {self.errors!r}")

    def end(self, number: int = signal.SIGTERM) -> float:
        """Ask it to end; give the seconds that took."""
        begun = time.monotonic()
        self.process.send_signal(number)
        self.process.wait(30)
        return time.monotonic() - begun


@contextmanager
def started(
    folder: Path, *arguments: str, environment: Mapping[str, str] | None = None
) -> Iterator[Program]:
    """Start a command in ``folder``; it never outlives the block."""
    with (folder / "output").open("wb") as output, (folder / "errors").open("wb") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "werkpakket", *arguments],
            cwd=folder,
            env={**os.environ, "WERKPAKKET_CONTENT": str(ROOT / "content"), **(environment or {})},
            stdout=output,
            stderr=errors,
        )
    program = Program(process, folder)
    try:
        yield program
    finally:
        if process.poll() is None:
            program.end()


def free_ports() -> int:
    """Find a port that is free together with the next one.

    Below those that the system hands out by itself: there another program may get it meanwhile.
    """
    for _ in range(100):
        port = random.SystemRandom().randrange(10_000, 32_000, 2)
        if is_free(port) and is_free(port + 1):
            return port
    raise AssertionError("no two free ports beside each other")


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def of_folder(folder: Path) -> list[int]:
    """Find the processes that work in a folder, whoever their parent is."""
    found = []
    for process in Path("/proc").iterdir():
        try:
            if process.name.isdigit() and (process / "cwd").resolve() == folder.resolve():
                found.append(int(process.name))
        except OSError:
            continue
    return found
