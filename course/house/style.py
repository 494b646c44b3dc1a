"""What a house style holds, its files included: it needs nothing else to be worn."""

from dataclasses import dataclass

from course.house.colour import Colour


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """The colours that a municipality chooses, in one scheme: light or dark."""

    background: Colour
    button: Colour
    surface: Colour
    """Quiet areas that stand out from the background a little."""
    text: Colour
    button_text: Colour
    link: Colour
    border: Colour
    """The edge of boxes that one types in."""
    highlight: Colour
    """Decoration, never text."""
    success: Colour
    error: Colour


@dataclass(frozen=True, slots=True)
class Asset:
    """A file: its ending without the dot (``svg``, ``png``, ``woff2``), and its content."""

    kind: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Logo:
    """A logo. ``dark`` is the one for a dark page; without it, it stands on a light plate there."""

    picture: Asset
    alt: str
    dark: Asset | None = None


@dataclass(frozen=True, slots=True)
class Font:
    """A font: names of what readers may have, in order, and the files that come along."""

    names: tuple[str, ...]
    regular: Asset | None = None
    bold: Asset | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseStyle:
    """A municipality's house style, checked: every pair of colours can be told apart."""

    title: str
    light: Colours
    dark: Colours
    logo: Logo | None = None
    font: Font | None = None
    heading_font: Font | None = None
