"""What commands say to the person who types them: problems on standard error, in Dutch."""

from pathlib import Path

import click

from course.errors import ModuleErrors
from course.loader import load
from course.model import Module

WRONG_INPUT = 2
"""The exit code for input that is wrong; 1 is for an environment that failed."""


def load_module(folder: Path) -> Module:
    """Load a module folder; print its problems and leave with exit code 2 when it is none."""
    try:
        return load(folder)
    except ModuleErrors as errors:
        for problem in errors.problems:
            click.echo(problem, err=True)
        raise click.exceptions.Exit(WRONG_INPUT) from None
