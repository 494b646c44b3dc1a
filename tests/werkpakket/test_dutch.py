"""Whatever click itself says is Dutch, on any machine."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from werkpakket import dutch
from werkpakket.cli import COMMANDS, main

MODULE = Path(__file__).parents[2] / "content" / "werkpakket-1"
ENGLISH = re.compile(
    r"\b(usage|options|commands|show (?:this|the)|error|try|missing|such|default|required|invalid|"
    r"exit|unexpected|argument|value|integer|text|args|did you|aborted)\b",
    re.IGNORECASE,
)


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False, prog_name="werkpakket")


def _every_command() -> Iterator[tuple[str, ...]]:
    yield ()
    for name in COMMANDS:
        yield (name,)
        command = main.get_command(click.Context(main), name)
        for inner in command.commands if isinstance(command, click.Group) else ():
            yield name, inner


@pytest.mark.parametrize("words", list(_every_command()), ids=" ".join)
@pytest.mark.parametrize("language", ["nl", "en_US", "de_DE", None])
def test_the_help_of_every_command_is_dutch(
    words: tuple[str, ...], language: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LANG"):
        monkeypatch.delenv(name, raising=False)
        if language:
            monkeypatch.setenv(name, f"{language}.UTF-8")
    result = _run(*words, "--help")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(" ".join(["Gebruik: werkpakket", *words, "[OPTIES]"]))
    assert re.search(r"-h, --help +Toon deze uitleg\.", result.stdout)
    assert ENGLISH.findall(result.stdout) == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("build", "Dit ontbreekt: 'MODULE_DIR'"),
        ("build x y", "Dit is te veel: y"),
        ("build x y z", "Dit is te veel: y z"),
        ("build --formaat pdf", "De optie “--formaat” bestaat niet"),
        ("build --formt pdf", "Bedoel je '--format'?"),
        ("build x --format", "Zet een waarde achter de optie “--format”"),
        ("build x --json=1", "De optie “--json” krijgt geen waarde"),
        ("bouw", "De opdracht “bouw” bestaat niet"),
        ("platforms weg", "De opdracht “weg” bestaat niet"),
        ("platforms add", "Deze optie ontbreekt: '--issuer'"),
        ("serve --port x", "De waarde van '--port' kan niet: “x” is geen heel getal"),
        ("serve --port 0", "De waarde van '--port' kan niet: 0 ligt niet in"),
    ],
)
def test_what_was_typed_wrong_is_told_in_dutch_and_exit_2(typed: str, said: str) -> None:
    result = _run(*typed.split())

    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr.splitlines()[-1]
    assert ENGLISH.findall(result.stderr) == []
    assert "Traceback" not in result.stderr


def test_without_a_command_the_help_is_told_and_exit_2() -> None:
    result = _run()

    assert result.exit_code == 2
    assert result.stderr.startswith("Gebruik: werkpakket [OPTIES] OPDRACHT")


def test_the_version_is_told_in_dutch() -> None:
    assert re.fullmatch(r"werkpakket, versie \d+\.\d+\S*\n", _run("--version").stdout)


@pytest.mark.parametrize("given", ["", " "])
@pytest.mark.parametrize(
    ("before", "named"),
    [
        (("build", str(MODULE), "--to"), "--to"),
        (("build",), "MODULE_DIR"),
        (("check",), "PATH"),
        (("preview",), "PATH"),
    ],
)
def test_an_empty_name_is_never_the_folder_where_one_stands(
    before: tuple[str, ...],
    named: str,
    given: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    result = _run(*before, given)

    assert (result.exit_code, result.stdout) == (2, "")
    assert f"'{named}' kan niet: die is leeg" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_folder_where_one_stands_can_be_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert _run("build", str(MODULE), "--to", ".").stdout == "werkpakket-1-scorm12.zip\n"


def test_every_text_that_is_translated_is_one_that_this_click_says() -> None:
    """A new version of click that words it otherwise is noticed here."""
    sources = Path(click.__file__).parent.glob("*.py")
    said = {
        node.value
        for source in sources
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
    }

    assert [english for english in dutch.TEXTS if english not in said] == []


def test_a_translation_fills_in_nothing_that_click_does_not_give() -> None:
    names = re.compile(r"\{(\w+)|%\((\w+)\)")
    for english, said in dutch.TEXTS.items():
        assert set(names.findall(said)) <= set(names.findall(english)), english
