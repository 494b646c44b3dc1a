"""``build`` gives the advice that ``check`` gives, on standard error, and builds all the same."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from werkpakket.cli import main

CONTENT = Path(__file__).parents[2] / "content" / "werkpakket-1"


@pytest.fixture
def module(tmp_path: Path) -> Path:
    return shutil.copytree(CONTENT, tmp_path / "werkpakket")


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments)], catch_exceptions=False)


def _line_of(file: Path, begin: str) -> int:
    lines = file.read_text(encoding="utf-8").splitlines()
    return next(at for at, line in enumerate(lines, start=1) if line.startswith(begin))


@pytest.mark.parametrize("options", [(), ("--json",), ("--questions", "tool")])
def test_build_and_check_advise_the_same(
    module: Path, tmp_path: Path, options: tuple[str, ...]
) -> None:
    with (module / "module.md").open("a", encoding="utf-8") as text:
        text.write("\n<b>Let op</b>\n")
    checked, built = _run("check", module), _run("build", module, "--to", tmp_path / "d", *options)

    assert (checked.exit_code, built.exit_code) == (0, 0)
    assert built.stderr == checked.stdout
    assert "advies" not in built.stdout
    html, film = built.stderr.splitlines()
    at = _line_of(module / "module.md", "<b>")
    assert html.startswith(f"{module}/module.md:{at}: advies: Deelnemers zien “<b>”")
    assert film.startswith(f"{module}/1-animatiefilmpje.md:")


def test_a_long_title_is_told_by_both_with_its_line(module: Path, tmp_path: Path) -> None:
    file = module / "module.md"
    at = _line_of(file, "title:")
    lines = file.read_text(encoding="utf-8").splitlines()
    for length, advised in ((200, False), (201, True)):
        lines[at - 1] = f"title: {'t' * length}"
        file.write_text("\n".join(lines), encoding="utf-8")
        checked, built = _run("check", module), _run("build", module, "--to", tmp_path / "d")

        assert built.stderr == checked.stdout
        told = f"{file}:{at}: advies: De titel heeft 201 tekens. "
        assert built.stderr.startswith(told) is advised


def test_what_is_no_advice_of_the_author_says_nothing_more_of_a_broken_module(
    module: Path, tmp_path: Path
) -> None:
    (module / "2-reflectievragen.md").write_bytes(b"")
    built = _run("build", module, "--to", tmp_path / "d")

    assert built.exit_code == 2
    assert [line.partition(":1: ")[0] for line in built.stderr.splitlines()] == [
        f"{module}/2-reflectievragen.md"
    ]
