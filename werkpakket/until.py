"""Runs until Ctrl-C or SIGTERM, and ends what was started, also when that comes during a start."""

import contextlib
import os
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NoReturn

END_SECONDS = 7
"""How long a program may take to end by itself before it is killed."""


class EndAskedError(BaseException):
    """Somebody asked this program to end; no fault, so no Exception."""


class Ending:
    """Turns the first Ctrl-C or SIGTERM into EndAskedError; later ones change nothing."""

    def __init__(self) -> None:
        self._asked = False
        self._held = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._hear)

    def _hear(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002
        first, self._asked = not self._asked, True
        if first and not self._held:
            raise EndAskedError

    @contextmanager
    def held(self) -> Iterator[None]:
        """Put a request off until the block is done: half a start could not be ended."""
        self._held = True
        try:
            yield
        finally:
            self._held = False
        if self._asked:
            raise EndAskedError


@contextmanager
def program(
    command: Sequence[str], environment: Mapping[str, str], log: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program in a process group of its own, and end the whole group with the block."""
    with log.open("ab") as stream:
        started = subprocess.Popen(  # noqa: S603 - a command of this project
            command,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=stream,
            start_new_session=True,
        )
        try:
            yield started
        finally:
            _end(started)


def wait() -> NoReturn:
    """Wait until the program is asked to end."""
    while True:
        signal.pause()


def _end(started: subprocess.Popen[bytes]) -> None:
    started.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        started.wait(END_SECONDS)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(started.pid, signal.SIGKILL)
    started.wait()
