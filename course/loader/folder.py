"""A whole folder → a module."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from course.errors import ModuleErrors, Problem, one_line
from course.loader.across import check_completion, check_links
from course.loader.files import Files
from course.loader.glimpse import UNKNOWN, Glimpse, glimpse
from course.loader.names import MODULE, names, order
from course.loader.parts import part
from course.loader.report import Report, Tell
from course.loader.settings import settings
from course.loader.source import Source, read
from course.model import Module


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
    in_order = sorted(told, key=lambda it: (order(it.path), it.line))
    return tuple(sorted(in_order, key=lambda it: it.path != str(folder)))


def _load(folder: Path, report: Report, themes: Collection[str] | None) -> Module | None:
    found = names(folder, report)
    if found is None:
        return None
    files = Files(folder, report)
    sources = {name: _read(folder, name, files, report) for name in found.markdown}
    own = sources.pop(MODULE, None)
    module = settings(own, files, report, themes) if own else None
    made = {name: part(it, files, report) if it else None for name, it in sources.items()}
    report.tell_doubles()
    parts = tuple(filter(None, made.values()))
    unread = [name for name in (*made, *found.misnamed) if made.get(name) is None]
    if MODULE in found.markdown and not (parts or unread):
        _tell_no_parts(report.about(str(folder / MODULE)))
    glimpses = [_glimpse(folder / name, files) for name in unread]
    check_links(files.links, parts, glimpses)
    if own is None or module is None:
        return None
    check_completion(module.completion, parts, glimpses, own)
    return replace(module, parts=parts, files=MappingProxyType(files.found))


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
