"""The house styles there are: those of the project, those added on this computer, house colours.

Those of the project are NL Design System themes, one finished style sheet each; ``build.mjs`` makes
them from the packages named in ``themes.json``, here they are only found.
"""

import json
from functools import cache
from pathlib import Path

from course.house.style import HouseStyle
from course.page import added, house
from course.page.theme import BUILT, Content, Theme

__all__ = ["BUILT", "DEFAULT", "Theme", "UnknownThemeError", "content", "find", "names", "shipped"]

DEFAULT = "voorbeeld"


class UnknownThemeError(LookupError):
    """There is no theme of that name; ``names`` are those there are."""

    def __init__(self, name: str, names: tuple[str, ...]) -> None:
        super().__init__(f"De huisstijl “{name}” bestaat niet. Kies uit: {', '.join(names)}.")
        self.name = name
        self.names = names


@cache
def shipped() -> tuple[Theme, ...]:
    """Give the themes that come with the project, the default one first."""
    text = (Path(__file__).parent / "themes.json").read_text(encoding="utf-8")
    return tuple(
        _shipped(entry["name"], entry["title"], entry["class"]) for entry in json.loads(text)
    )


def find(chosen: str | HouseStyle | None) -> Theme:
    """Give the theme of that name, the default one for None, or of house colours.

    Raises UnknownThemeError.
    """
    if isinstance(chosen, HouseStyle):
        return house.theme(chosen)
    name = chosen or DEFAULT
    found = next((it for it in shipped() if it.name == name), None) or added.find(name)
    if found is None:
        raise UnknownThemeError(name, names())
    return found


def names() -> tuple[str, ...]:
    """Name the house styles there are, those of the project first."""
    there = [*(it.name for it in shipped()), *(it.name for it in added.all_added())]
    return tuple(dict.fromkeys(there))


def content(name: str, *worn: Theme) -> Content | None:
    """Give a page file: one of the themes that are ``worn``, or of what set-up made."""
    built = BUILT / name
    found = next((theme.files[name] for theme in worn if name in theme.files), built)
    if isinstance(found, Path) and not (found.parent == BUILT and found.is_file()):
        return None
    return found


def _shipped(name: str, title: str, own: str) -> Theme:
    base = f"{DEFAULT}-theme"
    file = f"{name}.css"
    classes = base if own == base else f"{base} {own}"
    return Theme(name, title, classes, file, {file: BUILT / file})
