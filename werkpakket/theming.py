"""What commands share about house styles: the one that was asked for, and what is wrong with it."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from course.errors import ModuleErrors, one_line
from course.model import Module

if TYPE_CHECKING:
    from course.house.style import HouseStyle

    Chosen = str | HouseStyle | None


def chosen(given: str | None) -> "tuple[Chosen, list[str]]":
    """Read what ``--theme`` names, a house style or a file with house colours, and its problems."""
    from course.loader import house  # noqa: PLC0415 - light start

    if given is None or not house.is_house_style(given):
        return given, list(unknown(given))
    try:
        return house.load(Path(given)), []
    except ModuleErrors as errors:
        return None, [str(problem) for problem in errors.problems]


def unknown(theme: "Chosen") -> Iterator[str]:
    """Say that a house style does not exist, and which do."""
    from course.page import themes  # noqa: PLC0415 - light start

    try:
        themes.find(theme)
    except themes.UnknownThemeError as error:
        yield str(error)


def mention_advice(module: Module) -> None:
    """Print what whoever builds with the module's house style should know."""
    from course.page import themes  # noqa: PLC0415 - light start

    if advice := themes.find(module.theme).advice:
        click.echo(one_line(f"Let op: {advice}"), err=True)
