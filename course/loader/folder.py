"""A whole folder → a module."""

import re
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from course.errors import ModuleErrors, one_line
from course.loader.files import Files
from course.loader.parts import part
from course.loader.report import Report, Tell
from course.loader.settings import settings
from course.loader.source import Source, read
from course.loader.wording import listed, quote
from course.model import Module, QuestionsPart

MODULE = "module.md"

_NEARLY_MODULE = re.compile(r"module(\.md|\.txt|\.md\.txt)?", re.IGNORECASE)
_MAKE_MODULE = "maak dat bestand, met id en title, of geef een andere map"


def load(folder: Path) -> Module:
    """Read a module folder.

    Raises :class:`course.errors.ModuleErrors` with every problem of the folder, in the order of
    its files and lines; their paths begin with ``folder`` as it was given.
    """
    report = Report()
    module = _load(folder, report)
    if report.problems or module is None:
        in_order = sorted(report.problems, key=lambda it: (_order(it.path), it.line))
        raise ModuleErrors(sorted(in_order, key=lambda it: it.path != str(folder)))
    return module


def _load(folder: Path, report: Report) -> Module | None:
    names = _markdown_files(folder, report)
    if names is None:
        return None
    files = Files(folder, report)
    sources = {name: _read(folder, name, files, report) for name in names}
    own = sources.pop(MODULE, None)
    module = settings(own, files, report) if own else None
    parts = [part(source, files, report) if source else None for source in sources.values()]
    if MODULE in names and not parts:
        _tell_no_parts(report.about(str(folder / MODULE)))
    if own is None or module is None or None in parts:
        return None
    whole = replace(module, parts=tuple(filter(None, parts)))
    _check_completion(whole, own)
    _check_anchors(whole, files)
    return replace(whole, files=MappingProxyType(files.found))


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
        return read(folder / name, shown, tell)
    return None


def _tell_no_parts(tell: Tell) -> None:
    tell(
        1, "deze map heeft geen onderdelen", "maak naast module.md een bestand zoals 1-inleiding.md"
    )


def _check_completion(module: Module, own: Source) -> None:
    there = sum(len(it.questions) for it in module.counted_parts if isinstance(it, QuestionsPart))
    wanted = module.completion.answered
    if wanted and wanted > there:
        wrong = f"“answered” is {wanted}, maar er zijn {there} vragen"
        mend = f"kies een getal van 1 tot en met {there}" if there else "schrijf completion: opened"
        own.tell(own.line_of("completion"), wrong, mend)


def _check_anchors(module: Module, files: Files) -> None:
    ids = [part.id for part in module.parts]
    for anchor, line, tell in files.anchors:
        if anchor not in ids:
            wrong = f"er is geen onderdeel met de id {quote(anchor)}"
            tell(line, wrong, f"kies uit: {listed(ids)}")


def _order(path: str) -> tuple[bool, list[tuple[int, str]], str]:
    name = Path(path).name
    pieces = re.findall(r"(\d+)|(\D+)", name.lower())
    numbered = [(int(digits), "") if digits else (-1, text) for digits, text in pieces]
    return name != MODULE, numbered, path
