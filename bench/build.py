"""What a build costs and what a package weighs.

Run: ``.venv/bin/python bench/build.py``. Each row is a run of the command line from start to end,
the cheapest of three: its CPU seconds (with those of the system) and its peak memory. "Start" is
what a browser fetches before the learner does anything: the page, its style sheet, its player.
The first rows are Werkpakket 1; the others are made up, with as many questions as the row says.
"""

import os
import re
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WERKPAKKET = ROOT / "content" / "werkpakket-1"
FORMATS = ("scorm12", "scorm2004-3", "scorm2004-4")
SIZES = (100, 250, 500)
RUNS = 3
SCHEMAS = (".xsd", ".dtd")
WORDS = (
    "Welke",
    "opgave",
    "buiten",
    "vraagt",
    "volgens",
    "jou",
    "het",
    "eerst",
    "om",
    "een",
    "gesprek",
)
HEADERS, END = 30 + 46, 22
"""Bytes of a zip: the two headers of an entry, the end record (APPNOTE 4.3)."""


@dataclass(frozen=True)
class Cost:
    """CPU in seconds, memory in MB."""

    cpu: float
    memory: float


@dataclass(frozen=True)
class Weight:
    """Bytes and files: of the zip, of the zip without schemas, and of what is fetched first."""

    zip: int
    files: int
    bare_zip: int
    bare_files: int
    start: int
    requests: int


def main() -> None:
    print("                                zip            without schemas  at the start")
    print("questions  format       CPU s  MB    bytes  files    bytes  files    bytes  requests")
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        for format_name in FORMATS:
            row(17, WERKPAKKET, format_name, work)
        for size in SIZES:
            row(size, made_up(work, size), FORMATS[0], work)


def row(size: int, module: Path, format_name: str, work: Path) -> None:
    """Build, weigh and print one line."""
    cost = min((run(module, format_name, work / "dist") for _ in range(RUNS)), key=lambda c: c.cpu)
    it = weigh(work / "dist" / f"{module.name}-{format_name}.zip")
    print(
        f"{size:9}  {format_name:11}  {cost.cpu:5.2f}  {cost.memory:2.0f}  {it.zip:7}  {it.files:5}"
        f"  {it.bare_zip:7}  {it.bare_files:5}  {it.start:7}  {it.requests:8}"
    )


def weigh(package: Path) -> Weight:
    """Weigh a package; without schemas the headers of the other files count too."""
    with zipfile.ZipFile(package) as archive:
        entries = archive.infolist()
        own = [entry for entry in entries if not entry.filename.endswith(SCHEMAS)]
        asked = asked_for(archive.read("index.html").decode())
        start = [archive.getinfo(name).file_size for name in ("index.html", *asked)]
    bare = sum(entry.compress_size + HEADERS + 2 * len(entry.filename) for entry in own) + END
    size = package.stat().st_size
    return Weight(size, len(entries), bare, len(own), sum(start), len(start))


def asked_for(page: str) -> list[str]:
    """Return what the page's head and script elements ask for at once."""
    found = re.findall(r'<(?:link[^>]* href|script[^>]* src)="([^"]+)"', page)
    return [address for address in found if not address.startswith("data:")]


def run(module: Path, format_name: str, target: Path) -> Cost:
    """Run one build by itself and return what it cost."""
    command = [str(Path(sys.executable).with_name("werkpakket")), "build", str(module)]
    process = subprocess.Popen(
        [*command, "--format", format_name, "--to", str(target)],
        stdout=subprocess.DEVNULL,
        cwd=ROOT,
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"the build of {module} failed")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def made_up(work: Path, size: int) -> Path:
    """Write a module with ``size`` questions, twenty a part."""
    folder = work / f"vragen-{size}"
    folder.mkdir()
    head = f"---\nid: {folder.name}\ntitle: {size} vragen\n---\n\nEen module om te meten.\n"
    (folder / "module.md").write_text(head)
    for first in range(0, size, 20):
        number = first // 20 + 1
        lines = [
            f"- {' '.join(WORDS[at % 5 :])} {at}? {{#vraag-{at}}}"
            for at in range(first, min(first + 20, size))
        ]
        front = f"---\nid: deel-{number}\ntitle: Deel {number}\nkind: questions\n---\n\n"
        (folder / f"{number}-deel.md").write_text(front + "\n".join(lines) + "\n")
    return folder


if __name__ == "__main__":
    main()
