"""What commands say to the person who types them: problems on standard error, in Dutch."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from course.errors import Problem, one_line
from course.loader import examine
from course.model import Module
from werkpakket import theming

if TYPE_CHECKING:
    from werkpakket.theming import Chosen

WRONG_INPUT = 2
"""The exit code for input that is wrong; 1 is for an environment that failed."""


class GivenPath(click.Path):
    """A file or folder as it was typed; an empty one would be the folder where the user stands."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Refuse a name of nothing, or of spaces alone."""
        if not str(value).strip():
            self.fail("die is leeg. Noem een map of bestand.", param, ctx)
        return super().convert(value, param, ctx)


def load_module(folder: Path, theme: "Chosen" = None, *, advise: bool = False) -> Module:
    """Load a module folder; print its problems and leave with exit code 2 when it is none.

    ``theme`` is worn in place of the module's own. ``advise`` prints what could be better too,
    for who can change the module.
    """
    from course.page import themes  # noqa: PLC0415 - light start

    examined = examine(folder, None if theme else themes.names())
    _refuse(examined.problems)
    assert examined.module  # noqa: S101 - without problems there is one
    for advice in examined.advices if advise else ():
        click.echo(as_advice(advice), err=True)
    module = replace(examined.module, theme=theme or examined.module.theme)
    theming.mention_advice(module)
    return module


def as_advice(advice: Problem) -> str:
    """Give advice on one line, told apart from problems, as every command says it."""
    return str(replace(advice, message=f"advies: {advice.message}"))


def chosen_theme(given: str | None) -> "Chosen":
    """Read the house style that was asked for; leave with exit code 2 when there is none."""
    theme, wrong = theming.chosen(given)
    _refuse(wrong)
    return theme


def _refuse(problems: Sequence[Problem | str]) -> None:
    for problem in problems:
        click.echo(one_line(str(problem)), err=True)
    if problems:
        raise click.exceptions.Exit(WRONG_INPUT)
