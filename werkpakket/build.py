"""``werkpakket build``: a module folder → packages for learning platforms."""

import errno
import json
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from course.errors import one_line
from scorm_builder.errors import ScormError
from werkpakket import theming
from werkpakket.messages import WRONG_INPUT, GivenPath, load_module

if TYPE_CHECKING:
    from course.model import Module
    from scorm_builder.package import Package

SCORM = ("scorm12", "scorm2004-3", "scorm2004-4")
LATER = ("cmi5", "imscc", "web", "pdf")
FORMATS = (*SCORM, *LATER)
QUESTIONS = ("package", "tool")
ENVIRONMENT_FAILED = 1

_REASONS = {
    errno.ENOSPC: "de schijf is vol; maak ruimte vrij",
    errno.EDQUOT: "de schijfruimte is op; maak ruimte vrij",
    errno.EFBIG: "het bestand wordt groter dan hier mag; kies met --to een andere map",
    errno.EACCES: "dat mag niet; vraag om rechten op dit bestand of deze map",
    errno.EPERM: "dat mag niet; vraag om rechten op dit bestand of deze map",
    errno.ENOENT: "dit bestand is er niet; kijk of het verplaatst is",
    errno.EISDIR: "er is al een map met deze naam; kies met --to een andere map",
}
_NO_FOLDER = {
    errno.EACCES: "je mag er niets maken",
    errno.EPERM: "je mag er niets maken",
    errno.EROFS: "die schijf is alleen te lezen",
    errno.ENOTDIR: "een deel van dit pad is een bestand en geen map",
    errno.EEXIST: "er is al een bestand met deze naam",
    errno.ENAMETOOLONG: "deze naam is te lang",
    errno.ELOOP: "deze snelkoppeling wijst naar zichzelf",
    errno.ENOSPC: "de schijf is vol",
    errno.EDQUOT: "de schijfruimte is op",
}
"""Why a folder for packages cannot be made or written in; all else is a place that makes none."""


class NotYetError(Exception):
    """What was asked for is not made yet; the text says so."""


class NoFolderError(Exception):
    """The folder for the packages cannot be made or written in; the text says why."""

    def __init__(self, folder: Path, problem: OSError) -> None:
        why = _NO_FOLDER.get(problem.errno or 0, "deze plek laat geen nieuwe mappen toe")
        super().__init__(
            f"In de map {folder} kan niets geschreven worden: {why}. Kies met --to een andere map, "
            "bijvoorbeeld in je eigen Documenten."
        )


@click.command("build")
@click.argument("module_dir", type=GivenPath())
@click.option(
    "--format",
    "formats",
    multiple=True,
    default=SCORM[:1],
    show_default=True,
    metavar="F",
    help=f"Mag vaker. Kies uit: {', '.join(FORMATS)}.",
)
@click.option(
    "--to",
    type=GivenPath(),
    default=Path("dist"),
    show_default=True,
    help="De map waar de pakketten komen.",
)
@click.option(
    "--theme",
    metavar="NAME",
    help="De huisstijl, of een .yaml met huiskleuren, in plaats van die van de module.",
)
@click.option(
    "--questions",
    default=QUESTIONS[0],
    show_default=True,
    metavar="|".join(QUESTIONS),
    help="Waar de vragen staan: in het pakket, of alleen in de LTI-activiteit.",
)
@click.option("--no-schemas", is_flag=True, help="Laat de SCORM-schema's (xsd) weg.")
@click.option("--json", "as_json", is_flag=True, help="Geef de uitkomst als JSON.")
def command(
    *,
    module_dir: Path,
    formats: tuple[str, ...],
    to: Path,
    theme: str | None,
    questions: str,
    no_schemas: bool,
    as_json: bool,
) -> None:
    """Maak pakketten van een map met een werkpakket."""
    chosen, wrong = theming.chosen(theme)
    _refuse([*_unknown(formats, questions), *wrong])
    module = load_module(module_dir, chosen, advise=True)
    if questions == "tool":
        module = _without_questions(module)
    wanted = dict.fromkeys(formats)
    packages = {name: try_to_build(module, name, to, schemas=not no_schemas) for name in wanted}
    if as_json:
        described = [_describe(name, package) for name, package in packages.items() if package]
        click.echo(json.dumps({"packages": described}, indent=2))
    else:
        _print_paths(packages.values())
    if None in packages.values():
        raise click.exceptions.Exit(ENVIRONMENT_FAILED)


def _unknown(formats: Iterable[str], questions: str) -> Iterator[str]:
    """Say which options have a value that does not exist, and which do."""
    for name in formats:
        if name not in FORMATS:
            yield f"Het formaat “{name}” bestaat niet. Kies uit: {', '.join(FORMATS)}."
    if questions not in QUESTIONS:
        yield f"--questions kan niet “{questions}” zijn. Kies uit: {', '.join(QUESTIONS)}."


def _refuse(problems: Iterable[str]) -> None:
    """Print the problems, if any, and leave: nothing is built of wrong input."""
    found = list(problems)
    for problem in found:
        click.echo(one_line(problem), err=True)
    if found:
        raise click.exceptions.Exit(WRONG_INPUT)


def _without_questions(module: "Module") -> "Module":
    from course.page.elsewhere import without_questions  # noqa: PLC0415 - light start

    return without_questions(module)


def try_to_build(module: "Module", name: str, to: Path, *, schemas: bool) -> "Package | None":
    """Build one format; None, and told why, when that could not be done."""
    try:
        return _build(module, name, to, schemas=schemas)
    except (NotYetError, NoFolderError, ScormError) as problem:
        reason = str(problem)
    except OSError as problem:
        what = _REASONS.get(problem.errno or 0, problem.strerror or str(problem))
        reason = f"{problem.filename or to}: {what}."
    click.echo(one_line(f"{name}: niet gemaakt. {reason}"), err=True)
    return None


def _build(module: "Module", name: str, to: Path, *, schemas: bool) -> "Package":
    if name in LATER:
        raise NotYetError("Dit formaat kan nog niet gemaakt worden. Kies een ander formaat.")
    from scorm_builder.editions import EDITIONS  # noqa: PLC0415 - light start
    from scorm_builder.package import build, control_documents  # noqa: PLC0415

    folder = control_documents(EDITIONS[name]) if schemas else None
    if schemas and folder is None:
        message = "de SCORM-schema's staan niet in deze installatie; het pakket is zonder gemaakt."
        click.echo(f"{name}: {message}", err=True)
    _make_folder(to)
    return build(module, EDITIONS[name], to / f"{module.id}-{name}.zip", folder)


def _make_folder(folder: Path) -> None:
    """Make the folder for the packages where it is not there, and see that files can be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as problem:
        raise NoFolderError(folder, problem) from None


def _print_paths(packages: Iterable["Package | None"]) -> None:
    for package in packages:
        if package is not None:
            click.echo(package.path)


def _describe(name: str, package: "Package") -> dict[str, Any]:
    from scorm_builder.check import check  # noqa: PLC0415 - only for --json

    return {
        "path": str(package.path),
        "format": name,
        "bytes": package.size,
        "files": package.files,
        "findings": [asdict(finding) for finding in check(package.path)],
    }
