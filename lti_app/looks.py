"""Which house style a page of the tool wears, and the page files of all that it may wear."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from course.house.style import HouseStyle
from course.model import Module
from course.page import added, themes
from course.page.theme import Content, Theme
from lti_app.models import Registration
from lti_app.modules import Modules

log = logging.getLogger(__name__)

Chosen = str | HouseStyle | None


@dataclass(frozen=True, slots=True)
class Looks:
    """The house styles of one installation; ``own`` is the one for all its pages, if it has one."""

    own: Chosen
    modules: Modules

    def of(self, registration: Registration | None, module: Module | None = None) -> Theme:
        """Give the platform's house style, else the installation's, else the module's.

        One that is not there (any more) keeps nobody from learning: the next one is worn.
        """
        of_platform = registration.theme if registration else None
        found = map(_find, (of_platform, self.own, module.theme if module else None))
        return next(filter(None, found), None) or themes.find(None)

    def content(self, file: str) -> Content | None:
        """Give a page file by its name; the process that wrote the page may be another."""
        return themes.content(file) or themes.content(file, *self._worn(file))

    def _worn(self, file: str) -> Iterator[Theme]:
        choices = (self.own, *(module.theme for module in self.modules.all()))
        yield from filter(None, map(_find, choices))
        if of_file := added.of_file(file):
            yield of_file


def _find(chosen: Chosen) -> Theme | None:
    if chosen is None:
        return None
    try:
        theme = themes.find(chosen)
    except themes.UnknownThemeError as unknown:
        _warn(str(unknown))
        return None
    if theme.advice:
        _warn(theme.advice)
    return theme


@lru_cache(maxsize=64)
def _warn(sentence: str) -> None:
    """Log a sentence once in the life of a process."""
    log.warning("house style: %s", sentence)
