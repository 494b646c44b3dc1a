"""A file with house colours → :class:`course.house.style.HouseStyle`, its contrast checked.

The format is described in docs/huisstijl.md. The file is YAML; what it refers to lies beside it.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from course.errors import ModuleErrors
from course.house import colour, colours
from course.house.colours import ROLES, TEXT, Failure
from course.house.style import Colours, HouseStyle
from course.loader import yaml
from course.loader.files import Files
from course.loader.house_files import font, logo
from course.loader.keys import Keys
from course.loader.report import Report, Tell, UnreadableError
from course.loader.source import decode, read_bytes
from course.loader.wording import quote, ratio

_KEYS = ("title", "colours", "dark", "logo", "font", "heading-font")
_NAMES = {role: role.replace("_", "-") for role in ROLES}
_UNQUOTED = re.compile(
    r"^(\s+[\w-]+:[ \t]+)(#[0-9a-fA-F]{3}(?:[0-9a-fA-F]{3})?)(?=\s|$)", re.MULTILINE
)
_EXAMPLE = '"#00568b"'


def is_house_style(name: str) -> bool:
    """Whether the name of a theme is that of a file with house colours."""
    return name.lower().endswith((".yaml", ".yml"))


def load(file: Path) -> HouseStyle:
    """Read a file with house colours; raises ModuleErrors with every problem of it."""
    report = Report()
    if not file.exists():
        report.about(str(file))(1, "dit bestand bestaat niet", "kijk of de naam klopt")
    house = read(file, report) if file.exists() else None
    if report.problems or house is None:
        raise ModuleErrors(sorted(report.problems))
    return house


def read(file: Path, report: Report) -> HouseStyle | None:
    """Read a file with house colours; None where it is no YAML. Tells of all that is wrong."""
    tell = report.about(str(file))
    try:
        pairs = yaml.read(_quoted(decode(read_bytes(file))))
    except UnreadableError as error:
        tell(error.line, error.wrong, error.mend)
        return None
    keys = Keys(pairs, tell)
    keys.only(_KEYS)
    light, dark = _schemes(keys, tell)
    files = Files(file.parent, report, "*")
    return HouseStyle(
        title=keys.text("title").text or file.stem,
        light=light,
        dark=dark,
        logo=logo(keys, files, tell),
        font=font("font", keys, files, tell),
        heading_font=font("heading-font", keys, files, tell),
    )


def _schemes(keys: Keys, tell: Tell) -> tuple[Colours, Colours]:
    """Read the colours, and fill in those that are missing."""
    inner = keys.block("colours", f"button: {_EXAMPLE}")
    if "colours" not in keys:
        tell(keys.line, "“colours” ontbreekt", f"schrijf eronder ten minste button: {_EXAMPLE}")
    if inner:
        inner.required("button", _EXAMPLE)
    given = _given(inner, tell)
    light = colours.light(given)
    _tell_failures(light, given, inner, tell)
    inner_dark = keys.block("dark", f"button: {_EXAMPLE}")
    given_dark = _given(inner_dark, tell)
    dark = colours.dark(given_dark, light)
    _tell_failures(dark, given_dark, inner_dark, tell)
    return light, dark


def _given(keys: Keys | None, tell: Tell) -> Mapping[str, colour.Colour]:
    if keys is None:
        return {}
    keys.only(_NAMES.values())
    found = {}
    for role, name in _NAMES.items():
        value = keys.text(name)
        read = colour.parsed(value.text)
        if read:
            found[role] = read
        elif value.text:
            wrong = f"{quote(name)} is {quote(value.text)}, dat is geen kleurcode"
            tell(
                value.line, wrong, f"schrijf zes cijfers en letters achter een #, zoals {_EXAMPLE}"
            )
    return found


def _tell_failures(
    found: Colours, given: Mapping[str, colour.Colour], keys: Keys | None, tell: Tell
) -> None:
    if keys is None:  # what is derived alone can always be read
        return
    for failure in colours.failures(found, given):
        tell(keys.line_of(_NAMES[failure.role]), _wrong(failure, found, given), _mend(failure))


def _wrong(failure: Failure, found: Colours, given: Mapping[str, colour.Colour]) -> str:
    front, back = (
        f"{quote(_NAMES[role])} ({getattr(found, role)}{'' if role in given else ', vanzelf'})"
        for role in (failure.pair.front, failure.pair.back)
    )
    what = "tekst" if failure.pair.ratio == TEXT else "knoppen en randen"
    return (
        f"{front} op {back} heeft een contrast van {ratio(failure.found)}, "
        f"voor {what} is {ratio(failure.pair.ratio)} nodig"
    )


def _mend(failure: Failure) -> str:
    name = _NAMES[failure.role]
    if failure.instead:
        return f'neem voor {quote(name)} bijvoorbeeld "{failure.instead}"'
    other = failure.pair.back if failure.role == failure.pair.front else failure.pair.front
    return (
        f"geen enkele tint van {quote(name)} past bij al je andere kleuren; verander ook "
        f"{quote(_NAMES[other])}"
    )


def _quoted(text: str) -> str:
    """Put colours between quotes: to YAML ``button: #00568b`` is a key with a comment."""
    return _UNQUOTED.sub(r'\1"\2"', text)
