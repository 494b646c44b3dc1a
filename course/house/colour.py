"""Colours as ``#rrggbb``: contrast by WCAG, lightness and mixing by OKLab.

Sources: WCAG 2.2, relative luminance and contrast ratio, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio;
Björn Ottosson, A perceptual color space for image processing (2020).
"""

import math
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

Colour = str
"""``#rrggbb`` in small letters."""
Ground = tuple[Colour, float]
"""Another colour, and the contrast ratio (1 to 21) that is needed with it."""
Triple = tuple[float, float, float]

STEPS = 400
"""How finely :func:`nearest` looks through lightness: finer than 8 bits a channel tell apart."""


def parsed(text: str) -> Colour | None:
    """Read ``#06c``, ``#0066cc`` or the same without ``#``; None for anything else."""
    digits = text.strip().removeprefix("#").lower()
    if not re.fullmatch(r"[0-9a-f]{3}|[0-9a-f]{6}", digits, re.ASCII):
        return None
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


@lru_cache(maxsize=4096)
def luminance(colour: Colour) -> float:
    """Give the relative luminance, 0 for black to 1 for white."""
    red, green, blue = (_linear(channel) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """Give the contrast ratio, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def mixed(one: Colour, share: float, other: Colour) -> Colour:
    """Mix ``share`` (0 to 1) of one colour with the rest of another, as ``color-mix(in oklab)``."""
    pairs = zip(_oklab(one), _oklab(other), strict=True)
    lightness, a, b = (share * mine + (1 - share) * theirs for mine, theirs in pairs)
    return _hex((lightness, a, b))


def readable(colour: Colour, grounds: Iterable[Ground]) -> bool:
    """Whether a colour has the contrast that each ground needs."""
    return all(contrast(colour, ground) >= ratio for ground, ratio in grounds)


def nearest(colour: Colour, grounds: Sequence[Ground]) -> Colour | None:
    """Give the colour of the same hue, nearest in lightness, that is readable on all grounds.

    It loses as much of its chroma as that lightness cannot show. None: there is no such colour.
    """
    if readable(colour, grounds):
        return colour
    lightness, a, b = _oklab(colour)
    tried = (step / STEPS for step in range(STEPS + 1))
    for other in sorted(tried, key=lambda step: abs(step - lightness)):
        found = _hex((other, a, b))
        if readable(found, grounds):
            return found
    return None


def tinted(background: Colour, colour: Colour, share: float, fronts: Sequence[Ground]) -> Colour:
    """Tint a background with ``share`` of a colour, or with as much as what stands on it allows."""
    while share > 0:
        found = mixed(colour, share, background)
        if readable(found, fronts):
            return found
        share -= 0.02
    return background


def turned(colour: Colour) -> Colour:
    """Give a colour's counterpart on a dark page: its hue, its lightness turned over (dark.mjs)."""
    lightness, a, b = _oklab(colour)
    if lightness < 0.35:
        return _hex((0.97 - lightness / 4, a * 0.35, b * 0.35))
    share = 0.6 if lightness > 0.9 else 0.85
    return _hex((0.205 + 0.765 * (1 - lightness) ** 0.62, a * share, b * share))


def _channels(colour: Colour) -> Triple:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _gamma(channel: float) -> float:
    return 12.92 * channel if channel <= 0.0031308 else float(1.055 * channel ** (1 / 2.4) - 0.055)


@lru_cache(maxsize=4096)
def _oklab(colour: Colour) -> Triple:
    red, green, blue = (_linear(channel) for channel in _channels(colour))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short,
    )


def _hex(lab: Triple) -> Colour:
    """Give the nearest colour that a screen shows: of the same lightness, with less chroma."""
    lightness, a, b = lab
    shares = (1 - step / 20 for step in range(21))
    candidates = (_rgb((lightness, a * share, b * share)) for share in shares)
    shown = next(filter(_is_shown, candidates), _rgb((lightness, 0, 0)))
    return "#" + "".join(f"{round(min(1, max(0, channel)) * 255):02x}" for channel in shown)


def _is_shown(channels: Triple) -> bool:
    return all(-0.001 <= channel <= 1.001 for channel in channels)


def _rgb(lab: Triple) -> Triple:
    lightness, a, b = lab
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
    return (
        _gamma(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
        _gamma(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
        _gamma(-0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short),
    )
