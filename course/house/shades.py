"""All colours that the pages show, reckoned from the chosen ones so that each can be read."""

from collections.abc import Mapping, Sequence

from course.house.colour import Colour, Ground, luminance, mixed, nearest, tinted, turned
from course.house.colours import PART, TEXT
from course.house.style import Colours

_WARNING = "#863d15"


def shades(colours: Colours, *, dark: bool) -> Mapping[str, Colour]:
    """Give each variable of themes/house.css, by its name without ``--house-``."""
    background, surface, text = colours.background, colours.surface, colours.text
    strong = _fit(mixed(colours.button, 0.15, background), [(text, TEXT)], background)
    quiet_grounds = [(background, TEXT), (surface, TEXT)]
    all_grounds = [*quiet_grounds, (strong, TEXT)]
    quiet = _fit(colours.button, quiet_grounds, text)
    return {
        "background": background,
        "surface": surface,
        "surface-strong": strong,
        "text": text,
        "muted": _fit(mixed(text, 0.74, background), all_grounds, text),
        "line": mixed(text, 0.15, background),
        "border": colours.border,
        "button": colours.button,
        "button-text": colours.button_text,
        "button-hover": _pressed(colours.button, colours.button_text),
        "button-quiet": quiet,
        "button-quiet-hover": _fit(mixed(quiet, 0.75, text), all_grounds, text),
        "link": colours.link,
        "link-hover": _fit(mixed(colours.link, 0.75, text), quiet_grounds, text),
        "highlight": colours.highlight,
        "highlight-soft": tinted(
            background, colours.highlight, 0.22, [(text, TEXT), (colours.link, TEXT)]
        ),
        "highlight-other": mixed(colours.highlight, 0.55, colours.button),
        **_signal("link", colours.link, colours),
        **_signal("success", colours.success, colours),
        **_signal("error", colours.error, colours),
        **_signal("warning", turned(_WARNING) if dark else _WARNING, colours),
    }


def _signal(name: str, colour: Colour, colours: Colours) -> Mapping[str, Colour]:
    """Give a message's ground, its edge, and what is written in its own colour."""
    soft = tinted(colours.background, colour, 0.1, [(colours.text, TEXT)])
    return {
        f"{name}-soft": soft,
        f"{name}-line": _fit(colour, [(colours.background, PART)], colours.text),
        f"{name}-on-soft": _fit(colour, [(soft, TEXT), (colours.background, TEXT)], colours.text),
    }


def _pressed(button: Colour, text: Colour) -> Colour:
    """Move a button away from its text; black and white can only come nearer."""
    end = "#000000" if luminance(button) < luminance(text) else "#ffffff"
    away = mixed(button, 0.84, end)
    return away if away != button else tinted(button, text, 0.16, [(text, TEXT)])


def _fit(colour: Colour, grounds: Sequence[Ground], otherwise: Colour) -> Colour:
    """Give the nearest colour that fits; between extreme grounds there may be none but text."""
    return nearest(colour, grounds) or otherwise
