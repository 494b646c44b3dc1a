"""The house styles there are: NL Design System themes, each one finished style sheet.

``build.mjs`` makes them from the packages named in ``themes.json``; here they are only found.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
BUILT = HERE / "built"
DEFAULT = "voorbeeld"


class UnknownThemeError(LookupError):
    """There is no theme of that name; ``names`` are those there are."""

    def __init__(self, name: str, names: tuple[str, ...]) -> None:
        super().__init__(f"De huisstijl “{name}” bestaat niet. Kies uit: {', '.join(names)}.")
        self.name = name
        self.names = names


@dataclass(frozen=True, slots=True)
class Theme:
    """A house style: ``classes`` for the root element, ``file`` in ``course/page/built``."""

    name: str
    title: str
    classes: str

    @property
    def file(self) -> str:
        """The name of its finished style sheet."""
        return f"{self.name}.css"

    @property
    def css(self) -> str:
        """Its finished style sheet."""
        return (BUILT / self.file).read_text(encoding="utf-8")


@cache
def shipped() -> tuple[Theme, ...]:
    """Give the themes that come with the project, the default one first."""
    entries = json.loads((HERE / "themes.json").read_text(encoding="utf-8"))
    return tuple(
        Theme(entry["name"], entry["title"], _classes(entry["class"])) for entry in entries
    )


def find(name: str | None) -> Theme:
    """Give the theme of that name, the default one for None; or raise UnknownThemeError."""
    themes = {theme.name: theme for theme in shipped()}
    try:
        return themes[name or DEFAULT]
    except KeyError:
        raise UnknownThemeError(name or DEFAULT, tuple(themes)) from None


def _classes(own: str) -> str:
    base = f"{DEFAULT}-theme"
    return base if own == base else f"{base} {own}"
