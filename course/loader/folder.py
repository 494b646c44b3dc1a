"""A whole folder → a module."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from course.errors import ModuleErrors, Problem, one_line
from course.loader.across import check_completion, check_links
from course.loader.files import Files
from course.loader.glimpse import UNKNOWN, Glimpse, glimpse
from course.loader.parts import part
from course.loader.report import Report, Tell
from course.loader.settings import settings
from course.loader.source import Source, read
from course.loader.wording import quote
from course.model import Module

MODULE = "module.md"

_NEARLY_MODULE = re.compile(r"module(\.md|\.txt|\.md\.txt)?", re.IGNORECASE)
_MAKE_MODULE = "maak dat bestand, met id en title, of geef een andere map"


@dataclass(frozen=True, slots=True)
class Examined:
    """What came of a folder: a module, or the problems for which there is none.

    ``problems`` and ``advices`` stand in the order of the folder's files and their lines; their
    paths begin with the folder as it was given.
    """

    module: Module | None
    problems: tuple[Problem, ...]
    advices: tuple[Problem, ...]


def load(folder: Path) -> Module:
    """Read a module folder.

    Raises :class:`course.errors.ModuleErrors` with every problem of the folder.
    """
    examined = examine(folder)
    if examined.module is None:
        raise ModuleErrors(examined.problems)
    return examined.module


def examine(folder: Path, themes: Collection[str] | None = None) -> Examined:
    """Read a module folder, and tell what is wrong with it and what could be better.

    ``themes`` names the house styles that a module may wear; None where any name will do.
    """
    report = Report()
    module = _load(folder, report, themes)
    return Examined(
        None if report.problems else module,
        _in_order(report.problems, folder),
        _in_order(report.advices, folder),
    )


def _in_order(told: list[Problem], folder: Path) -> tuple[Problem, ...]:
    in_order = sorted(told, key=lambda it: (_order(it.path), it.line))
    return tuple(sorted(in_order, key=lambda it: it.path != str(folder)))


def _load(folder: Path, report: Report, themes: Collection[str] | None) -> Module | None:
    names = _markdown_files(folder, report)
    if names is None:
        return None
    files = Files(folder, report)
    sources = {name: _read(folder, name, files, report) for name in names}
    own = sources.pop(MODULE, None)
    module = settings(own, files, report, themes) if own else None
    read = {name: part(it, files, report) if it else None for name, it in sources.items()}
    if MODULE in names and not read:
        _tell_no_parts(report.about(str(folder / MODULE)))
    parts = tuple(filter(None, read.values()))
    unread = [_glimpse(folder / name, files) for name, made in read.items() if made is None]
    check_links(files.links, parts, unread)
    if own is None or module is None:
        return None
    check_completion(module.completion, parts, unread, own)
    return replace(module, parts=parts, files=MappingProxyType(files.found))


def _markdown_files(folder: Path, report: Report) -> list[str] | None:
    """Name the files of Markdown in their order; None where there is no folder to read."""
    tell = report.about(str(folder))
    try:
        names = sorted((file.name for file in folder.iterdir()), key=_order)
    except NotADirectoryError:
        tell(1, "dit is geen map", "geef de map waar module.md in staat")
    except (FileNotFoundError, ValueError):
        tell(1, "deze map bestaat niet", "kijk of de naam klopt")
    except OSError as error:
        wrong = f"deze map kan niet worden gelezen ({error.strerror or error})"
        tell(1, wrong, "kijk of je er rechten op hebt")
    else:
        if MODULE not in names:
            near = next(filter(_NEARLY_MODULE.fullmatch, names), "")
            mend = f"hernoem {quote(near)} naar {MODULE}" if near else _MAKE_MODULE
            tell(1, f"in deze map staat geen {MODULE}", mend)
            names = [name for name in names if name != near]
        return [name for name in names if _is_markdown(name)]
    return None


def _is_markdown(name: str) -> bool:
    # macOS leaves ._module.md beside a file that it copies to a network drive.
    return name.lower().endswith(".md") and not name.startswith(".")


def _read(folder: Path, name: str, files: Files, report: Report) -> Source | None:
    shown = str(folder / name)
    tell = report.about(shown)
    if one_line(name) != name:
        tell(1, "de naam van dit bestand heeft vreemde tekens", "hernoem het")
    elif not files.is_inside(folder / name):
        tell(1, "dit bestand leidt buiten deze map", "zet het bestand zelf in de map")
    else:
        return read(folder / name, shown, report)
    return None


def _glimpse(place: Path, files: Files) -> Glimpse:
    return glimpse(place) if files.is_inside(place) else UNKNOWN


def _tell_no_parts(tell: Tell) -> None:
    tell(
        1, "deze map heeft geen onderdelen", "maak naast module.md een bestand zoals 1-inleiding.md"
    )


def _order(path: str) -> tuple[bool, list[tuple[int, str]], str]:
    name = Path(path).name
    pieces = re.findall(r"(\d+)|(\D+)", name.lower())
    numbered = [(int(digits), "") if digits else (-1, text) for digits, text in pieces]
    return name != MODULE, numbered, path
