"""Which files of a folder make the module, by their names, and what went wrong with a name."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from course.loader.report import Report, Tell
from course.loader.wording import listed, quote

MODULE = "module.md"

_NEARLY_MODULE = re.compile(r"module(\.md|\.txt|\.md\.txt)?", re.IGNORECASE)
_NEARLY_MARKDOWN = re.compile(r"(.+)\.(?:md\.(?:txt|docx?|rtf)|markdown)", re.IGNORECASE)


def markdown_files(folder: Path, report: Report) -> list[str] | None:
    """Name the files of Markdown in their order; None where there is no folder to read."""
    tell = report.about(str(folder))
    try:
        names = sorted((file.name for file in folder.iterdir()), key=order)
    except NotADirectoryError:
        tell(1, "dit is geen map", _instead_of(folder))
    except (FileNotFoundError, ValueError):
        tell(1, "deze map bestaat niet", "kijk of de naam klopt")
    except OSError as error:
        wrong = f"deze map kan niet worden gelezen ({error.strerror or error})"
        tell(1, wrong, "kijk of je er rechten op hebt")
    else:
        return list(_of_module(folder, names, report, tell))
    return None


def order(path: str) -> tuple[bool, list[tuple[int, str]], str]:
    """Give what sorts files: the module first, then as people count (2 before 10)."""
    name = Path(path).name
    pieces = re.findall(r"(\d+)|(\D+)", name.lower())
    numbered = [(int(digits), "") if digits else (-1, text) for digits, text in pieces]
    return name != MODULE, numbered, path


def _of_module(folder: Path, names: Sequence[str], report: Report, tell: Tell) -> Iterator[str]:
    near = ""
    if MODULE not in names:
        near = next(filter(_NEARLY_MODULE.fullmatch, names), "")
        tell(1, f"in deze map staat geen {MODULE}", _instead_of_module(folder, near))
    for name in names:
        if name == near or _is_left_behind(name):
            continue
        if name.lower().endswith(".md"):
            yield name
        elif found := _NEARLY_MARKDOWN.fullmatch(name):
            meant = f"{found[1]}.md"
            mend = _EXISTS if meant in names else f"hernoem het naar {quote(meant)}. {_ENDINGS}"
            report.about(str(folder / name))(1, _NOT_COUNTED.format(quote(name)), mend)


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


_NOT_COUNTED = "de naam {} eindigt niet op .md, dus dit onderdeel telt niet mee"
_EXISTS = "haal dit bestand weg, of geef het een eigen naam die op .md eindigt"
_ENDINGS = "Zie je .txt niet staan? Zet in de Verkenner bij Beeld de bestandsnaamextensies aan"
