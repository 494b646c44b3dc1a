"""``werkpakket preview``: play a module folder or a package in the practice LMS, until Ctrl-C."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import click

from course.errors import one_line
from course.model import Module
from course.page import themes
from practice_lms.app import create_app
from practice_lms.scorm.library import Library
from practice_lms.scorm.manifest import PackageError
from practice_lms.server import PortTakenError, address_of, claim, running
from werkpakket.build import ENVIRONMENT_FAILED, try_to_build
from werkpakket.messages import WRONG_INPUT, GivenPath, chosen_theme, load_module
from werkpakket.until import EndAskedError, Ending, wait

FORMATS = ("scorm12", "scorm2004-4")


@click.command("preview")
@click.argument("path", type=GivenPath())
@click.option(
    "--port",
    default=0,
    type=click.IntRange(0, 65535),
    help="De poort van het oefenleerplatform; zonder deze optie een vrije poort.",
)
@click.option(
    "--theme",
    metavar="NAME",
    help="De huisstijl, of een .yaml met huiskleuren, in plaats van die van de module.",
)
def command(path: Path, port: int, theme: str | None) -> None:
    """Speel een map met een werkpakket, of een pakket, af in het oefenleerplatform."""
    try:
        with ExitStack() as stack:
            Ending()
            _run(stack, path, port, theme)
    except EndAskedError:
        return
    except PackageError as error:
        click.echo(one_line(f"{path}: {error}"), err=True)
        raise click.exceptions.Exit(WRONG_INPUT) from None
    except PortTakenError as error:
        click.echo(error, err=True)
        raise click.exceptions.Exit(ENVIRONMENT_FAILED) from None


def _run(stack: ExitStack, path: Path, port: int, theme: str | None) -> None:
    chosen = chosen_theme(theme)
    module = None if path.is_file() else load_module(path, chosen)
    listening = claim(port)
    stack.callback(listening.close)
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="werkpakket-")))
    look = themes.find(module.theme if module else chosen)
    app = create_app(folder / "state", address_of(listening), theme=look)
    library = app.extensions["library"]
    assert isinstance(library, Library)  # noqa: S101
    for package in _packages(module, folder) if module else (path,):
        library.add(package)
    stack.enter_context(running(app, listening))
    click.echo(f"Open {address_of(listening)}/")
    wait()


def _packages(module: Module, folder: Path) -> Iterator[Path]:
    """Build the packages of a module."""
    for name in FORMATS:
        package = try_to_build(module, name, folder / "packages", schemas=False)
        if package is None:
            raise click.exceptions.Exit(ENVIRONMENT_FAILED)
        yield package.path
