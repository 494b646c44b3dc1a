"""``werkpakket check`` as a person or a script types it."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULE = ROOT / "content" / "werkpakket-1"
COMMAND = Path(sys.executable).with_name("werkpakket")


def _check(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMMAND, "check", *arguments],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1", **environment},
    )


def _lines_with(file: Path, begin: str) -> list[int]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return [number for number, line in enumerate(lines, start=1) if line.startswith(begin)]


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    folder = tmp_path / "werkpakket"
    shutil.copytree(MODULE, folder)
    questions = (folder / "2-reflectievragen.md").read_text(encoding="utf-8")
    questions = questions.replace("{#moeite}", "").replace("{#nodig}", "{#buikpijn}")
    (folder / "2-reflectievragen.md").write_text(questions, encoding="utf-8")
    (folder / "3-werkplaten.md").write_bytes(b"---\nid: x\xff\n---\n")
    return folder


def test_a_sound_module_is_exit_0_with_its_advice_on_standard_output() -> None:
    done = _check(MODULE)

    assert (done.returncode, done.stderr) == (0, "")
    (line,) = done.stdout.splitlines()
    (at,) = _lines_with(MODULE / "1-animatiefilmpje.md", "video:")
    assert line.startswith(f"{MODULE}/1-animatiefilmpje.md:{at}: advies: Deze video")


def test_advice_names_the_file_and_line_that_it_is_about(tmp_path: Path) -> None:
    folder = tmp_path / "werkpakket"
    shutil.copytree(MODULE, folder)
    shutil.copy(MODULE.parent / "voorbeeld" / "kijk-op.svg", folder)
    with (folder / "module.md").open("a", encoding="utf-8") as module:
        module.write("\nKijk mee:\n![](kijk-op.svg)\n")
    (at,) = _lines_with(folder / "module.md", "![](")
    done = _check(folder)
    told = json.loads(_check(folder, "--json").stdout)["findings"]

    assert done.returncode == 0
    assert [line.split(": advies: ")[0] for line in done.stdout.splitlines()] == [
        f"{it['file']}:{it['line']}" for it in told
    ]
    assert (told[0]["file"], told[0]["line"]) == (f"{folder}/module.md", at)
    assert "“kijk-op.svg” heeft geen beschrijving" in told[0]["message"]
    assert {it["severity"] for it in told} == {"advice"}


def test_every_problem_of_a_folder_is_a_line_on_standard_error_and_exit_2(broken: Path) -> None:
    done = _check(broken)

    assert (done.returncode, done.stdout) == (2, "")
    assert [line.split(": ")[0] for line in done.stderr.splitlines()] == [
        f"{broken}/2-reflectievragen.md:12",
        f"{broken}/2-reflectievragen.md:27",
        f"{broken}/3-werkplaten.md:2",
    ]


def test_no_line_is_wrapped_to_a_narrow_window(broken: Path) -> None:
    assert _check(broken, COLUMNS="40").stderr == _check(broken).stderr


def test_a_terminal_without_utf_8_gets_its_problems_all_the_same(broken: Path) -> None:
    done = _check(broken, PYTHONUTF8="0", LC_ALL="C", PYTHONIOENCODING="ascii")

    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 3
    assert "Traceback" not in done.stderr


def test_json_is_one_object_with_the_findings(broken: Path) -> None:
    done = _check(broken, "--json")
    told = json.loads(done.stdout)

    assert done.returncode == 2
    assert told["path"] == str(broken)
    assert [(it["severity"], it["file"], it["line"]) for it in told["findings"]] == [
        ("error", f"{broken}/2-reflectievragen.md", 12),
        ("error", f"{broken}/2-reflectievragen.md", 27),
        ("error", f"{broken}/3-werkplaten.md", 2),
    ]
    assert all(it["message"] in done.stderr for it in told["findings"])


def test_a_house_style_that_is_not_there_is_an_error_and_those_there_are_are_named(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "werkpakket"
    shutil.copytree(MODULE, folder)
    text = (folder / "module.md").read_text(encoding="utf-8")
    (folder / "module.md").write_text(text.replace("language:", "theme: paars\nlanguage:", 1))
    (folder / "3-werkplaten.md").write_bytes(b"")
    done = _check(folder)
    line, other = done.stderr.splitlines()

    assert done.returncode == 2
    assert line.startswith(f"{folder}/module.md:9: ")
    assert "“paars”" in line
    assert "voorbeeld" in line
    assert other.startswith(f"{folder}/3-werkplaten.md:1: "), "it hides no other problem"


def test_a_package_is_checked_by_what_is_in_it(tmp_path: Path) -> None:
    package = tmp_path / "pakket.zip"
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("imsmanifest.xml", "<manifest>")
    broken = _check(package)
    no_zip = _check(MODULE / "module.md")

    assert broken.returncode == no_zip.returncode == 2
    assert broken.stderr.startswith(f"{package}/imsmanifest.xml:1: ")
    assert no_zip.stderr.startswith(f"{MODULE}/module.md:1: ")


def test_a_zip_of_a_module_folder_is_told_to_be_one(tmp_path: Path) -> None:
    for inside in ("", "werkpakket-1/"):
        package = tmp_path / "map.zip"
        with zipfile.ZipFile(package, "w") as archive:
            archive.write(MODULE / "module.md", f"{inside}module.md")
        done = _check(package)

        assert done.returncode == 2
        (line,) = done.stderr.splitlines()
        assert "zip van een map met een werkpakket" in line
        assert "Pak hem uit" in line


def test_what_build_makes_has_nothing_that_keeps_platforms_from_it(tmp_path: Path) -> None:
    subprocess.run([COMMAND, "build", MODULE, "--to", tmp_path], capture_output=True, check=True)
    (package,) = tmp_path.glob("*.zip")
    done = _check(package, "--json")

    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["path"] == str(package)


@pytest.mark.parametrize(("name", "noun"), [("niets", "map"), ("niets.zip", "bestand")])
def test_a_path_that_is_nothing_is_exit_2(tmp_path: Path, name: str, noun: str) -> None:
    done = _check(tmp_path / name)
    (line,) = done.stderr.splitlines()

    assert done.returncode == 2
    assert line.startswith(f"{tmp_path / name}:1: ")
    assert f"{noun} bestaat niet" in line
