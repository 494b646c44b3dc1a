"""All colours that the pages show, reckoned from the chosen ones so that each can be read."""

from collections.abc import Mapping, Sequence

from course.house.colour import Colour, Ground, contrast, mixed, nearest, turned
from course.house.colours import PART, TEXT
from course.house.style import Colours

_WARNING = "#863d15"


def shades(colours: Colours, *, dark: bool) -> Mapping[str, Colour]:
    """Give each variable of themes/house.css, by its name without ``--house-``."""
    background, surface, text = colours.background, colours.surface, colours.text
    strong = _fit(mixed(colours.button, 0.15, background), [(text, TEXT)])
    quiet_grounds = [(background, TEXT), (surface, TEXT)]
    all_grounds = [*quiet_grounds, (strong, TEXT)]
    quiet = _fit(colours.button, quiet_grounds)
    return {
        "background": background,
        "surface": surface,
        "surface-strong": strong,
        "text": text,
        "muted": _fit(mixed(text, 0.74, background), all_grounds),
        "line": mixed(text, 0.15, background),
        "border": colours.border,
        "button": colours.button,
        "button-text": colours.button_text,
        "button-hover": _pressed(colours.button, colours.button_text),
        "button-quiet": quiet,
        "button-quiet-hover": _fit(mixed(quiet, 0.75, text), all_grounds),
        "link": colours.link,
        "link-hover": _fit(mixed(colours.link, 0.75, text), quiet_grounds),
        "highlight": colours.highlight,
        "highlight-soft": _soft(
            colours.highlight, 0.22, [(text, TEXT), (colours.link, TEXT)], background
        ),
        "highlight-other": mixed(colours.highlight, 0.55, colours.button),
        **_signal("link", colours.link, colours),
        **_signal("success", colours.success, colours),
        **_signal("error", colours.error, colours),
        **_signal("warning", turned(_WARNING) if dark else _WARNING, colours),
    }


def _signal(name: str, colour: Colour, colours: Colours) -> Mapping[str, Colour]:
    """Give a message's ground, its edge, and what is written in its own colour."""
    soft = _soft(colour, 0.1, [(colours.text, TEXT)], colours.background)
    return {
        f"{name}-soft": soft,
        f"{name}-line": _fit(colour, [(colours.background, PART)]),
        f"{name}-on-soft": _fit(colour, [(soft, TEXT), (colours.background, TEXT)]),
    }


def _soft(colour: Colour, share: float, fronts: Sequence[Ground], background: Colour) -> Colour:
    """Tint the background as far as what stands on it allows."""
    while share > 0.01:
        tinted = mixed(colour, share, background)
        if all(contrast(front, tinted) >= ratio for front, ratio in fronts):
            return tinted
        share -= 0.02
    return background


def _pressed(button: Colour, text: Colour) -> Colour:
    """Move a button away from its text."""
    ends = ("#000000", "#ffffff")
    return mixed(button, 0.84, max(ends, key=lambda end: contrast(end, text)))


def _fit(colour: Colour, grounds: Sequence[Ground]) -> Colour:
    return nearest(colour, grounds) or colour
