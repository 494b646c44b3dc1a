"""Reads a package from anywhere without trusting it.

Nothing is unpacked to disk and no entry is read into memory whole, but the manifest, up to a limit.
"""

import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from scorm_builder.finding import Finding, advice, error
from scorm_builder.manifest import NAME

MANIFEST_LIMIT = 10 * 1024 * 1024
TOTAL_LIMIT = 4 * 1024 * 1024 * 1024
ENTRY_LIMIT = 50_000

_BOMB_SIZE, _BOMB_RATIO = 20 * 1024 * 1024, 200
_PIECE = 256 * 1024
_KNOWN_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    MemoryError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)
"""What ``zipfile`` raises about damaged or hostile archives."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The files of a package by name, its manifest if that could be read, and what was wrong."""

    names: tuple[str, ...]
    manifest: bytes | None
    findings: tuple[Finding, ...]


def read(path: Path) -> Contents:
    """Read the package at ``path``; whatever is wrong with it becomes a finding."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _contents(path, archive)
    except _BROKEN as problem:
        return Contents((), None, (error(path.name, 1, _unreadable(path, problem)),))


def _unreadable(path: Path, problem: Exception) -> str:
    if not path.exists():
        return "Dit bestand bestaat niet. Controleer de naam en de map."
    if path.is_dir():
        return "Dit is een map en geen pakket. Geef het zip-bestand op."
    if isinstance(problem, PermissionError):
        return "Dit bestand mag niet gelezen worden. Vraag om leesrechten."
    return "Dit is geen zip-bestand of het is beschadigd. Maak het pakket opnieuw."


def _contents(path: Path, archive: zipfile.ZipFile) -> Contents:
    entries = [entry for entry in archive.infolist() if not entry.filename.endswith("/")]
    names = tuple(entry.filename for entry in entries)
    findings = [*_too_much(path, entries)]
    if findings:
        return Contents(names, None, tuple(findings))
    for entry in entries:
        findings += _entry_findings(archive, entry)
    findings += _names_findings(names)
    findings += _manifest_place(names)
    return Contents(names, _manifest(archive, findings), tuple(findings))


def _too_much(path: Path, entries: list[zipfile.ZipInfo]) -> Iterator[Finding]:
    """Find what no one should even begin to unpack."""
    if len(entries) > ENTRY_LIMIT:
        yield error(path.name, 1, f"Het pakket heeft meer dan {ENTRY_LIMIT} bestanden.")
    if sum(entry.file_size for entry in entries) > TOTAL_LIMIT:
        limit = TOTAL_LIMIT // 1024**3
        yield error(
            path.name, 1, f"Het pakket is uitgepakt groter dan {limit} GB. Maak het kleiner."
        )
    if sum(entry.compress_size for entry in entries) > path.stat().st_size:
        yield error(path.name, 1, "Bestanden in de zip overlappen elkaar. Maak het pakket opnieuw.")
    for entry in entries:
        if entry.file_size > max(_BOMB_SIZE, _BOMB_RATIO * entry.compress_size):
            message = "is uitgepakt vele malen groter: dit lijkt een zip-bom. Vertrouw het niet."
            yield error(path.name, 1, f"“{entry.filename}” {message}")


def _entry_findings(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[Finding]:
    name = entry.filename
    if _leads_outside(name):
        yield error(
            name, 1, f"“{name}” wijst buiten het pakket. Geef het een plaats in het pakket."
        )
    if stat.S_ISLNK(entry.external_attr >> 16):
        yield error(name, 1, f"“{name}” is een snelkoppeling. Zet het bestand zelf in het pakket.")
    if entry.flag_bits & _ENCRYPTED:
        yield error(name, 1, f"“{name}” zit achter een wachtwoord. Maak de zip zonder wachtwoord.")
    elif entry.compress_type not in _KNOWN_METHODS:
        message = (
            "is ingepakt op een manier die leerplatforms niet kennen. Kies gewone zip (deflate)."
        )
        yield error(name, 1, f"“{name}” {message}")
    elif not _is_whole(archive, entry):
        yield error(name, 1, f"“{name}” is beschadigd. Maak het pakket opnieuw.")


def _leads_outside(name: str) -> bool:
    path = name.replace("\\", "/")
    return path.startswith("/") or not path or path[1:2] == ":" or ".." in path.split("/")


def _is_whole(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    """Read an entry to its end; ``zipfile`` compares the sum and never reads more than declared."""
    try:
        with archive.open(entry) as content:
            while content.read(_PIECE):
                pass
    except _BROKEN:
        return False
    return True


def _names_findings(names: Iterable[str]) -> Iterator[Finding]:
    for name, number in Counter(names).items():
        if number > 1:
            yield advice(name, 1, f"“{name}” staat {number} keer in de zip. Laat er één staan.")


def _manifest_place(names: tuple[str, ...]) -> Iterator[Finding]:
    if NAME in names:
        return
    places = [name for name in names if PurePosixPath(name.replace("\\", "/")).name.lower() == NAME]
    if not places and any(PurePosixPath(name).name == "module.md" for name in names):
        message = "Dit is een zip van een map met een werkpakket."
        yield error(NAME, 1, f"{message} Pak hem uit, en geef de map waar module.md in staat.")
    elif not places:
        yield error(NAME, 1, f"Het bestand {NAME} ontbreekt: zo is dit geen SCORM-pakket.")
    elif "/" not in places[0].replace("\\", "/"):
        yield error(
            NAME, 1, f"Het manifest heet “{places[0]}”. Noem het {NAME}, in kleine letters."
        )
    else:
        yield error(
            NAME,
            1,
            f"Het manifest staat in een map (“{places[0]}”). Pak de inhoud van die map in, niet de "
            f"map zelf, zodat {NAME} bovenaan in de zip staat.",
        )


def _manifest(archive: zipfile.ZipFile, findings: list[Finding]) -> bytes | None:
    if NAME not in archive.namelist() or any(
        finding.severity == "error" and finding.file == NAME for finding in findings
    ):
        return None
    if archive.getinfo(NAME).file_size > MANIFEST_LIMIT:
        limit = MANIFEST_LIMIT // 1024**2
        findings.append(error(NAME, 1, f"Het manifest is groter dan {limit} MB. Maak het kleiner."))
        return None
    return archive.read(NAME)
