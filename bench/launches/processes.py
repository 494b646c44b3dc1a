"""Programs that are measured: started, waited for, ended, and what their trees use (/proc)."""

import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


@contextmanager
def program(command: list[str], folder: Path, **environment: str) -> Iterator[int]:
    """Run a tool; give its process id."""
    with (folder / "log.txt").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=folder, env={**os.environ, **environment}, stdout=log, stderr=log
        )
    try:
        yield process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def free_port() -> int:
    """Find a port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int) -> None:
    """Wait until something listens."""
    for _ in range(400):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError


def tree(pid: int) -> list[int]:
    """Give a process and all below it."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(found for child in children for found in tree(int(child)))]


def cpu(pid: int) -> float:
    """Give the CPU seconds of a process tree."""
    total = 0
    for one in tree(pid):
        fields = Path(f"/proc/{one}/stat").read_text().rsplit(")", 1)[1].split()
        total += sum(map(int, fields[11:15]))
    return total / TICK


def memory(pid: int) -> tuple[float, float]:
    """Give the memory of a process tree in MB: its own share (PSS) and all it maps (RSS)."""
    found = {"Pss": 0, "Rss": 0}
    for one in tree(pid):
        text = Path(f"/proc/{one}/smaps_rollup").read_text()
        for name in found:
            match = re.search(rf"^{name}:\s+(\d+)", text, re.MULTILINE)
            found[name] += int(match[1]) if match else 0
    return found["Pss"] / 1024, found["Rss"] / 1024
