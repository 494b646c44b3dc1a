"""Which files of a folder make the module, by their names, and what went wrong with a name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from course.loader.report import Report, Tell
from course.loader.wording import listed, quote

MODULE = "module.md"

_NEARLY_MODULE = re.compile(r"module(\.md|\.txt|\.md\.txt)?", re.IGNORECASE)
_NEARLY_MARKDOWN = re.compile(r"(.+)\.(?:md\.(?:txt|docx?|rtf)|markdown)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Names:
    """The files of Markdown in their order, and those that would be if they were named well."""

    markdown: tuple[str, ...]
    misnamed: tuple[str, ...]


def names(folder: Path, report: Report) -> Names | None:
    """Name the files of a module; None where there is no folder to read."""
    tell = report.about(str(folder))
    try:
        there = sorted((file.name for file in folder.iterdir()), key=order)
    except NotADirectoryError:
        tell(1, "dit is geen map", _instead_of(folder))
    except (FileNotFoundError, ValueError):
        tell(1, "deze map bestaat niet", "kijk of de naam klopt")
    except OSError as error:
        wrong = f"deze map kan niet worden gelezen ({error.strerror or error})"
        tell(1, wrong, "kijk of je er rechten op hebt")
    else:
        return _sorted_out(folder, [it for it in there if not _is_left_behind(it)], report)
    return None


def order(path: str) -> tuple[bool, list[tuple[int, str]], str]:
    """Give what sorts files: the module first, then as people count (2 before 10)."""
    name = Path(path).name
    pieces = re.findall(r"(\d+)|(\D+)", name.lower())
    numbered = [(int(digits), "") if digits else (-1, text) for digits, text in pieces]
    return name != MODULE, numbered, path


def _sorted_out(folder: Path, there: Sequence[str], report: Report) -> Names:
    near = ""
    if MODULE not in there:
        near = next(filter(_NEARLY_MODULE.fullmatch, there), "")
        wrong = f"in deze map staat geen {MODULE}"
        report.about(str(folder))(1, wrong, _instead_of_module(folder, near))
    parts = [name for name in there if name != near]
    misnamed = tuple(filter(_NEARLY_MARKDOWN.fullmatch, parts))
    for name in misnamed:
        _tell_misnamed(name, there, report.about(str(folder / name)))
    return Names(tuple(name for name in parts if name.lower().endswith(".md")), misnamed)


def _tell_misnamed(name: str, there: Sequence[str], tell: Tell) -> None:
    meant = _NEARLY_MARKDOWN.sub(r"\1.md", name)
    mend = _EXISTS if meant in there else f"hernoem het naar {quote(meant)}. {_ENDINGS}"
    tell(1, f"de naam {quote(name)} eindigt niet op .md, dus dit onderdeel telt niet mee", mend)


def _is_left_behind(name: str) -> bool:
    # macOS leaves ._module.md beside a file that it copies to a network drive; Word puts
    # ~$module.md beside one that it has open.
    return name.startswith((".", "~$"))


def _instead_of(file: Path) -> str:
    if file.suffix.lower() == ".zip":
        return f"pak de zip eerst uit, en geef de map waar {MODULE} in staat"
    return f"geef de map waar {MODULE} in staat"


def _instead_of_module(folder: Path, near: str) -> str:
    if near:
        return f"hernoem {quote(near)} naar {MODULE}"
    inside = sorted(quote(place.parent.name) for place in folder.glob(f"*/{MODULE}"))
    if inside:
        return f"geef een map die hierin staat: {listed(inside)}"
    return "maak dat bestand, met id en title, of geef een andere map"


_EXISTS = "haal dit bestand weg, of geef het een eigen naam die op .md eindigt"
_ENDINGS = "Zie je .txt niet staan? Zet in de Verkenner bij Beeld de bestandsnaamextensies aan"
