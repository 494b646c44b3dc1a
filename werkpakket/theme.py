"""``werkpakket theme``: the house styles of this computer, besides those of the project."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from shlex import join
from tempfile import TemporaryDirectory
from typing import Any

import click

from course.errors import ModuleErrors, one_line
from course.house.colours import TEXT
from course.loader import house
from course.loader.wording import ratio
from course.page import added, themes
from werkpakket import npm

FAILED = 1
WRONG_INPUT = 2


@click.group("theme")
def command() -> None:
    """Beheer de huisstijlen op deze computer."""


@command.command("list")
def list_() -> None:
    """Toon de huisstijlen die je kunt kiezen."""
    for theme in themes.shipped():
        click.echo(f"{theme.name}: {theme.title}")
    for entry in added.all_added():
        click.echo(f"{entry.name}@{entry.version}: {entry.title}, toegevoegd op {entry.at[:10]}")
        if entry.outdated:
            click.echo(f"   Voor een andere versie van werkpakket. Opnieuw: {entry.again}")


@command.command("remove")
@click.argument("name")
def remove(name: str) -> None:
    """Verwijder een huisstijl van deze computer: NAAM, of één versie met NAAM@VERSIE."""
    wanted, _, version = name.partition("@")
    every = added.all_added()
    found = [it for it in every if it.name == wanted and version in ("", it.version)]
    if not found:
        names = ", ".join(f"{it.name}@{it.version}" for it in every) or "geen enkele"
        _leave(
            f"De huisstijl “{name}” is hier niet toegevoegd. Wel toegevoegd: {names}.", WRONG_INPUT
        )
    for entry in found:
        try:
            added.remove(entry)
        except OSError as error:
            _leave(f"{entry.folder}: niet verwijderd ({error.strerror}).", FAILED)
        click.echo(f"Verwijderd: {entry.name}@{entry.version}")


@command.command("add")
@click.argument("package")
@click.option(
    "--class", "css_class", metavar="KLASSE", help="De klasse van de huisstijl in de CSS."
)
@click.option("--file", "files", multiple=True, metavar="CSS", help="CSS in het pakket. Mag vaker.")
@click.option("--dark", "dark", multiple=True, metavar="CSS", help="CSS voor donker. Mag vaker.")
@click.option(
    "--name", help="Hoe de huisstijl hier heet, in plaats van naar de klasse of het bestand."
)
def add(
    package: str,
    css_class: str | None,
    files: tuple[str, ...],
    dark: tuple[str, ...],
    name: str | None,
) -> None:
    """Voeg een huisstijl toe: een npm-pakket (met --class en --file), of huiskleuren (.yaml)."""
    is_house = house.is_house_style(package)
    name = name or (_named(Path(package).stem) if is_house else _named(css_class or ""))
    problems = [*_wrong_name(name), *_wrong_options(is_house, css_class, files, dark)]
    if problems:
        _leave("\n".join(problems), WRONG_INPUT)
    try:
        if is_house:
            _add_house(Path(package), name)
        else:
            _add_package(package, name, str(css_class).removeprefix("."), files, dark)
    except (ModuleErrors, npm.WrongPackageError) as error:
        _leave(str(error), WRONG_INPUT)
    except npm.EnvironmentFailedError as error:
        _leave(str(error), FAILED)
    except OSError as error:
        _leave(f"{error.filename or added.folder()}: {error.strerror}.", FAILED)


def _add_house(file: Path, name: str) -> None:
    style = added.packed(house.load(file))
    version = sha256(repr(style).encode()).hexdigest()[:8]
    again = join(["werkpakket", "theme", "add", str(file), "--name", name])
    _keep(
        {"name": name, "version": version, "title": style["title"], "again": again, "house": style}
    )


def _add_package(
    package: str, name: str, css_class: str, files: tuple[str, ...], dark: tuple[str, ...]
) -> None:
    with TemporaryDirectory(prefix="werkpakket-") as folder:
        archive = npm.fetch(package, Path(folder))
        found = npm.finish(css_class, archive.css(files), archive.css(dark))
    for sentence in _mended(found):
        click.echo(f"Let op: {sentence}", err=True)
    spec = package if Path(package).exists() else f"{archive.name}@{archive.version}"
    options = [*(f"--file={it}" for it in files), *(f"--dark={it}" for it in dark)]
    again = ["werkpakket", "theme", "add", spec, f"--class={css_class}", *options, f"--name={name}"]
    record = {"name": name, "version": archive.version, "title": archive.name}
    _keep({**record, "again": join(again), "frame": added.frame()}, found["css"])


def _keep(record: Mapping[str, Any], css: str | None = None) -> None:
    added.keep({**record, "at": datetime.now(UTC).isoformat(timespec="seconds")}, css)
    name, version = record["name"], record["version"]
    click.echo(f"De huisstijl “{name}” ({version}) staat klaar. Kies haar met: --theme {name}")


def _named(text: str) -> str:
    """Make a name: ``.x-theme`` and ``X.yaml`` are both ``x``."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower().removesuffix("-theme")).strip("-")


def _wrong_name(name: str) -> Iterator[str]:
    if name in {theme.name for theme in themes.shipped()}:
        yield f"De naam “{name}” heeft een huisstijl van werkpakket al. Kies een andere met --name."
    elif name and not added.NAME.fullmatch(name):
        yield (
            f"De naam “{name}” kan niet. Begin met een letter, gebruik daarna kleine letters, "
            "cijfers en streepjes, hoogstens 32 tekens. Kies er een met --name."
        )


def _wrong_options(
    is_house: bool, css_class: str | None, files: tuple[str, ...], dark: tuple[str, ...]
) -> Iterator[str]:
    if is_house and (css_class or files or dark):
        yield "Bij huiskleuren (.yaml) horen --class, --file en --dark niet. Laat ze weg."
    if not is_house and not css_class:
        yield "Noem met --class de klasse van de huisstijl in de CSS, zoals --class x-theme."
    if not is_house and not files:
        yield "Noem met --file de CSS in het pakket, zoals --file dist/theme.css."


def _mended(found: Mapping[str, Any]) -> Iterator[str]:
    """Say which colours of a theme could not be read, and what they are here instead."""
    for scheme, where in (("light", "licht"), ("dark", "donker")):
        changes = {(it["from"], it["to"]): it for it in found["mended"][scheme]}
        for change in changes.values():
            yield (
                f"in {where} is {change['from']} ({change['name'][2:]}) hier {change['to']}: "
                f"het contrast was {ratio(change['ratio'])} en voor {_use(change['needed'])} is "
                f"{ratio(change['needed'])} nodig (WCAG 2.2)."
            )


def _use(needed: float) -> str:
    return "tekst" if needed == TEXT else "randen"


def _leave(message: str, code: int) -> None:
    for line in message.splitlines():
        click.echo(one_line(line), err=True)
    raise click.exceptions.Exit(code)
