"""``werkpakket check``: what is wrong with a module folder or a package, by reading alone."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from course.errors import Problem, one_line
from scorm_builder.finding import Finding, advice, error
from werkpakket.messages import WRONG_INPUT, GivenPath, as_advice


@click.command("check")
@click.argument("path", type=GivenPath())
@click.option("--json", "as_json", is_flag=True, help="Geef de uitkomst als JSON.")
def command(path: Path, as_json: bool) -> None:
    """Kijk een map met een werkpakket of een SCORM-pakket (.zip) na."""
    is_package = path.is_file() or (path.suffix == ".zip" and not path.exists())
    findings = _package(path) if is_package else _folder(path)
    for finding in findings:
        _print(finding, as_json=as_json)
    if as_json:
        found = {"path": str(path), "findings": [asdict(finding) for finding in findings]}
        click.echo(json.dumps(found, indent=2))
    elif not findings:
        click.echo(one_line(f"{path}: geen problemen gevonden."))
    if any(finding.severity == "error" for finding in findings):
        raise click.exceptions.Exit(WRONG_INPUT)


def _folder(path: Path) -> Sequence[Finding]:
    from course.loader import examine  # noqa: PLC0415 - only for a folder
    from course.page import themes  # noqa: PLC0415

    examined = examine(path, themes.names())
    if examined.problems:
        return [error(it.path, it.line, it.message) for it in examined.problems]
    return [advice(it.path, it.line, it.message) for it in examined.advices]


def _package(path: Path) -> Sequence[Finding]:
    from scorm_builder.check import check  # noqa: PLC0415 - only for a package

    if path.suffix.lower() == ".md":
        return [error(str(path), 1, "Dit is één bestand. Geef de map waar het in staat.")]
    return [_placed(path, finding) for finding in check(path)]


def _placed(path: Path, finding: Finding) -> Finding:
    """Name a file of a package from where the user stands."""
    inside = () if finding.file == path.name else (finding.file,)
    return Finding(finding.severity, "/".join((str(path), *inside)), finding.line, finding.message)


def _print(finding: Finding, *, as_json: bool) -> None:
    """Tell errors on standard error; advice is what a check is for, so it goes to the output."""
    if finding.severity == "error":
        click.echo(Problem(finding.file, finding.line, finding.message), err=True)
    elif not as_json:
        click.echo(as_advice(Problem(finding.file, finding.line, finding.message)))
