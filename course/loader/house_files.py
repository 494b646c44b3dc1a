"""The logo and the fonts of a house style: the right kind, small, and beside the file."""

import re

from course.house.style import Asset, Font, Logo
from course.loader.files import Files, check_kind
from course.loader.keys import Keys, Value
from course.loader.report import Tell
from course.loader.wording import listed, quote

LARGEST_LOGO = 200_000
LARGEST_FONT = 400_000
_LOGOS = ("svg", "png")
_FONT_NAME = re.compile(r"[^\W_][\w .-]{0,60}")
_TITLE = "Gemeente Voorbeeldstad"


def logo(keys: Keys, files: Files, tell: Tell) -> Logo | None:
    """Read the logo: a file, what it says, and perhaps another file for dark pages."""
    inner = keys.block("logo", f"file: logo.svg, alt: {_TITLE}")
    if inner is None:
        return None
    inner.only(("file", "alt", "dark"))
    file = inner.required("file", "logo.svg")
    alt = inner.required("alt", _TITLE)
    dark = inner.text("dark")
    picture = _asset(file, files, _LOGOS, LARGEST_LOGO, tell)
    on_dark = _asset(dark, files, _LOGOS, LARGEST_LOGO, tell)
    return Logo(picture, alt.text, on_dark) if picture else None


def font(key: str, keys: Keys, files: Files, tell: Tell) -> Font | None:
    """Read a font: names alone, or a name with the files that come along."""
    if inner := keys.block_or_text(key):
        inner.only(("name", "file", "bold"))
        name = inner.required("name", "Fira Sans")
        file = inner.required("file", "fira-sans.woff2")
        regular = _asset(file, files, ("woff2",), LARGEST_FONT, tell)
        bold = _asset(inner.text("bold"), files, ("woff2",), LARGEST_FONT, tell)
        return Font(_names(key, name, tell), regular, bold)
    value = keys.text(key)
    return Font(_names(key, value, tell)) if value.text else None


def _names(key: str, value: Value, tell: Tell) -> tuple[str, ...]:
    names = tuple(name.strip().strip("'\"") for name in value.text.split(","))
    if value.text and not all(map(_FONT_NAME.fullmatch, names)):
        wrong = f"{quote(value.text)} is geen naam van een lettertype"
        tell(value.line, wrong, f"schrijf de naam, zoals “{key}: Verdana”")
        return ()
    return names


def _asset(
    name: Value, files: Files, kinds: tuple[str, ...], largest: int, tell: Tell
) -> Asset | None:
    """Read a file beside the house style; None where there is none or it will not do."""
    kind = name.text.rpartition(".")[2].lower()
    if not name.text:
        return None
    if kind not in kinds:
        wrong = f"{quote(name.text)} is geen {listed(kinds).upper()}"
        tell(name.line, wrong, f"bewaar het als {' of '.join(kinds)}")
        return None
    place = files.look_up(name, tell)
    if place is None:
        return None
    size = place.stat().st_size
    if size > largest:
        wrong = f"{quote(name.text)} is {size // 1000} kB, elke pagina laadt dit"
        tell(name.line, wrong, f"maak het kleiner dan {largest // 1000} kB")
        return None
    return Asset(kind, place.read_bytes()) if check_kind(place, name, tell) else None
