"""What a launch costs: login, launch and the page, against bare tools on pylti1p3 and ltijs.

Run: ``.venv/bin/python bench/launch.py`` (``--help`` tells how to measure less or more). Each tool
has one process that serves (ours and pylti1p3: gunicorn with one worker of eight threads). They are
measured one after the other, in turns; the medians of the rounds count. CPU is that of the whole
process tree, from /proc; the platform signs in this process, so its cost is not counted. Our figure
includes the real page with 17 questions, at an address of its own, and all checks. The bare tools'
page is one word: at an address of its own too (ltijs, "pylti1p3 303"), or in the answer to the
launch.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from pathlib import Path

from launches.driver import drive
from launches.platform import platform
from launches.processes import cpu, memory
from launches.tools import TOOLS, Served, Tool

WARM_UP = 60


@dataclass(frozen=True)
class Figures:
    """One round of one tool, first with one launch at a time, then with sixteen."""

    cpu_ms: float
    per_second: float
    cpu_ms_16: float
    per_second_16: float
    p95_ms_16: float
    pss_mb: float
    rss_mb: float


def measure(tool: Tool, served: Served, issuer: str, launches: int) -> Figures:
    """Take a tool's figures."""
    drive(served.port, issuer, tool.boxes, WARM_UP, 4)
    alone, together = (_run(tool, served, issuer, launches, at_once) for at_once in (1, 16))
    return Figures(*alone[:2], *together, *memory(served.pid))


def _run(
    tool: Tool, served: Served, issuer: str, launches: int, at_once: int
) -> tuple[float, float, float]:
    """Give CPU-ms a launch, launches a second and their 95th percentile in ms."""
    before, began = cpu(served.pid), time.perf_counter()
    seconds = drive(served.port, issuer, tool.boxes, launches, at_once)
    spent, took = cpu(served.pid) - before, time.perf_counter() - began
    p95 = statistics.quantiles(seconds, n=20)[18]
    return spent / launches * 1000, launches / took, p95 * 1000


def median(rounds: Iterable[Figures]) -> Figures:
    """Give the median of each figure."""
    return Figures(*map(statistics.median, zip(*map(astuple, rounds), strict=True)))


def show(name: str, found: Figures) -> None:
    """Print one line."""
    print(
        f"{name:14} CPU-ms {found.cpu_ms:5.2f} (16 at once {found.cpu_ms_16:5.2f}), "
        f"a second {found.per_second:4.0f} ({found.per_second_16:4.0f}), "
        f"p95 at 16 {found.p95_ms_16:5.1f} ms, "
        f"PSS {found.pss_mb:4.0f} MB, RSS {found.rss_mb:4.0f} MB",
        flush=True,
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--launches", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", action="append", default=[], choices=[t.name for t in TOOLS])
    return parser.parse_args()


def main() -> None:
    """Measure each tool once a round."""
    given = _arguments()
    tools = [tool for tool in TOOLS if tool.name in given.only or not given.only]
    found: dict[str, list[Figures]] = {tool.name: [] for tool in tools}
    with platform() as issuer:
        for tool in tools * given.rounds:
            with (
                tempfile.TemporaryDirectory() as folder,
                tool.serve(issuer, Path(folder)) as served,
            ):
                found[tool.name].append(measure(tool, served, issuer, given.launches))
            show(tool.name, found[tool.name][-1])
    print("Medians:")
    for name, figures in found.items():
        show(name, median(figures))


if __name__ == "__main__":
    main()
