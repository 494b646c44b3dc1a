"""House colours → a theme, by Python alone: ``built/house.css`` with what it leaves open."""

import hashlib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

from course.house.shades import shades
from course.house.style import Asset, Font, HouseStyle
from course.house.style import Logo as HouseLogo
from course.page.theme import BUILT, Logo, Theme

_SYSTEM = ('"Segoe UI"', "Roboto", '"Helvetica Neue"', "Arial", "sans-serif")
_GENERIC = frozenset({"serif", "sans-serif", "monospace", "system-ui"})
_CLASSES = "voorbeeld-theme"
_FAMILY, _HEADINGS = "house", "house-headings"


@lru_cache(maxsize=32)
def theme(house: HouseStyle) -> Theme:
    """Give a house style as the pages wear it; its files are named after their contents."""
    files: dict[str, bytes] = {}
    css = "".join(_css(house, files)) + (BUILT / "house.css").read_text(encoding="utf-8")
    file = _kept(Asset("css", css.encode()), files)
    logo = _logo(house.logo, files) if house.logo else None
    name = file.removesuffix(".css")
    return Theme(name, house.title, _CLASSES, file, MappingProxyType(files), logo)


def _css(house: HouseStyle, files: dict[str, bytes]) -> Iterator[str]:
    """Write what stands before the sheet: its fonts, and the colours of both schemes."""
    yield from _faces(_FAMILY, house.font, files)
    yield from _faces(_HEADINGS, house.heading_font, files)
    text, headings = _stack(_FAMILY, house.font), _stack(_HEADINGS, house.heading_font)
    fonts = {"font": text, "heading-font": headings if house.heading_font else text}
    yield _root({**fonts, **shades(house.light, dark=False)})
    dark = _root(shades(house.dark, dark=True))
    yield f"@media screen and (prefers-color-scheme:dark){{{dark}}}"


def _root(values: Mapping[str, str]) -> str:
    return f":root{{{';'.join(f'--house-{name}:{value}' for name, value in values.items())}}}"


def _stack(family: str, font: Font | None) -> str:
    """Name a font, and what readers without it see."""
    own = (family,) if font and font.regular else ()
    names = tuple(n if n in _GENERIC else f'"{n}"' for n in font.names) if font else ()
    rest = () if names and names[-1] in _GENERIC else _SYSTEM
    return ",".join((*own, *names, *rest))


def _faces(family: str, font: Font | None, files: dict[str, bytes]) -> Iterator[str]:
    """Write the fonts that come along; one file for both is a variable font."""
    if font is None or font.regular is None:
        return
    if font.bold == font.regular:
        yield _face(family, "100 900", _kept(font.regular, files))
        return
    yield _face(family, "400", _kept(font.regular, files))
    if font.bold:
        yield _face(family, "700", _kept(font.bold, files))


def _face(family: str, weight: str, file: str) -> str:
    source = f'url("{file}") format("woff2")'
    return f"@font-face{{font-family:{family};font-weight:{weight};font-display:swap;src:{source}}}"


def _logo(logo: HouseLogo, files: dict[str, bytes]) -> Logo:
    dark = _kept(logo.dark, files) if logo.dark else None
    return Logo(_kept(logo.picture, files), logo.alt, dark)


def _kept(asset: Asset, files: dict[str, bytes]) -> str:
    name = f"huisstijl-{hashlib.sha256(asset.data).hexdigest()[:12]}.{asset.kind}"
    files[name] = asset.data
    return name
