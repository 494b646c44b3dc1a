"""One house style in packages, practice LMS and tool: the module's, or the one asked for."""

import json
import shutil
import zipfile
from pathlib import Path

import pytest
import requests
from click.testing import CliRunner, Result
from lxml import html

from course.loader import house
from course.page import themes
from lti_app.db import Database
from lti_app.models import Registration
from tests.practice_lms.tool import Form
from tests.werkpakket.packages import beside_advice
from tests.werkpakket.programs import ROOT, free_ports, started
from werkpakket.cli import main

HOUSE = ROOT / "tests" / "data" / "huisstijl"
MODULE = ROOT / "content" / "werkpakket-1"
PLATFORM = (
    *("--issuer", "https://lms.voorbeeld.nl", "--client-id", "abc", "--deployment-id", "1"),
    *("--authorization-url", "https://lms.voorbeeld.nl/auth"),
    *("--token-url", "https://lms.voorbeeld.nl/token"),
    *("--jwks-url", "https://lms.voorbeeld.nl/jwks"),
)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(it) for it in arguments], catch_exceptions=False)


def in_module(folder: Path, **files: str) -> Path:
    """Copy the module with the house style in its folder, and choose it there."""
    shutil.copytree(MODULE, folder)
    shutil.copytree(HOUSE, folder, dirs_exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text)
    file = folder / "module.md"
    text = file.read_text(encoding="utf-8")
    kept = [line for line in text.split("\n") if not line.startswith("theme:")]
    file.write_text("\n".join([kept[0], "theme: huisstijl.yaml", *kept[1:]]), encoding="utf-8")
    return folder


def sheet(page: str) -> str:
    """Give the name of the sheet that comes first; the practice LMS adds one of its own."""
    link = html.document_fromstring(page).cssselect("link[rel=stylesheet]")[0]
    return str(link.get("href")).partition("?")[0].rpartition("/")[2]


@pytest.fixture(scope="module")
def file() -> str:
    """Give the name of the finished style sheet."""
    return themes.find(house.load(HOUSE / "huisstijl.yaml")).file


def test_a_package_takes_the_house_style_of_the_module_along(tmp_path: Path, file: str) -> None:
    result = run("build", in_module(tmp_path / "m"), "--to", tmp_path)

    assert (result.exit_code, beside_advice(result)) == (0, [])
    with zipfile.ZipFile(tmp_path / "werkpakket-1-scorm12.zip") as package:
        names = package.namelist()
        page = html.document_fromstring(package.read("index.html").decode())
        manifest = package.read("imsmanifest.xml").decode()
        (logo,) = page.cssselect("header img")
        assert package.read(str(logo.get("src"))) == (HOUSE / "logo.svg").read_bytes()
        (font,) = (name for name in names if name.endswith(".woff2"))
        assert f'url("{font}")' in package.read(file).decode()
    assert {file, font, logo.get("src")} <= set(names)
    assert all(f'href="{name}"' in manifest for name in (file, font, logo.get("src")))
    assert "huisstijl.yaml" not in names


def test_it_is_built_alike_twice_and_has_nothing_that_keeps_platforms_from_it(
    tmp_path: Path,
) -> None:
    module = in_module(tmp_path / "m")
    for target in ("een", "twee"):
        run("build", module, "--to", tmp_path / target)
    built = [tmp_path / target / "werkpakket-1-scorm12.zip" for target in ("een", "twee")]

    assert built[0].read_bytes() == built[1].read_bytes()
    assert run("check", built[0]).exit_code == 0


def test_a_file_on_the_command_line_goes_before_the_modules_own(tmp_path: Path, file: str) -> None:
    run("build", MODULE, "--theme", HOUSE / "huisstijl.yaml", "--to", tmp_path)
    with zipfile.ZipFile(tmp_path / "werkpakket-1-scorm12.zip") as package:
        assert file in package.namelist()
        assert "voorbeeld.css" not in package.namelist()


def test_a_pair_that_cannot_be_read_is_exit_2_in_build_and_check_and_nothing_is_built(
    tmp_path: Path,
) -> None:
    bad = 'colours:\n  button: "#00639a"\n  text: "#8a8a8a"\n  link: "#77aaff"\n'
    module = in_module(tmp_path / "m", huisstijl=bad)
    house_file = f"{module}/huisstijl.yaml"

    build, check = run("build", module, "--to", tmp_path / "d"), run("check", module)
    given = run("build", MODULE, "--theme", house_file, "--to", tmp_path / "d")

    for result in (build, check, given):
        assert result.exit_code == 2
        told = result.stderr.splitlines()
        assert [line.split(": ")[0] for line in told] == [f"{house_file}:3", f"{house_file}:4"]
        assert "“text” (#8a8a8a) op “background”" in told[0]
        assert "een contrast van 3,45:1, voor tekst is 4,5:1 nodig" in told[0]
        assert "Neem voor “text” bijvoorbeeld" in told[0]
    assert not (tmp_path / "d").exists()


def test_the_json_of_check_has_the_problems_of_the_house_style(tmp_path: Path) -> None:
    module = in_module(tmp_path / "m", huisstijl="colours:\n  button: blauw\n")
    found = json.loads(run("check", module, "--json").stdout)["findings"]
    assert [(it["file"], it["line"]) for it in found] == [(f"{module}/huisstijl.yaml", 2)]


def test_a_file_that_is_not_there_is_exit_2(tmp_path: Path) -> None:
    result = run("build", MODULE, "--theme", tmp_path / "weg.yaml", "--to", tmp_path / "d")
    assert result.exit_code == 2
    assert "weg.yaml:1: Dit bestand bestaat niet" in result.stderr


def test_the_preview_wears_what_was_asked(tmp_path: Path, file: str) -> None:
    arguments = ("preview", str(MODULE), "--theme", str(HOUSE / "huisstijl.yaml"))
    with started(tmp_path, *arguments) as preview:
        address = preview.wait_for_line()
        page = requests.get(address, timeout=5).text
        css = requests.get(f"{address}page/{file}", timeout=5)
    assert sheet(page) == file
    assert css.headers["Content-Type"].startswith("text/css")
    assert "--house-button:#7a1f5c" in css.text


def test_the_demo_wears_one_house_style_everywhere(tmp_path: Path, file: str) -> None:
    environment = {
        "DEMO_PORT": str(free_ports()),
        "DEMO_THEME": str(HOUSE / "huisstijl.yaml"),
    }
    with started(tmp_path, "demo", environment=environment) as demo:
        address = demo.wait_for_line()
        home = requests.get(address, timeout=5).text
        tool = f"http://localhost:{int(environment['DEMO_PORT']) + 1}"
        error = requests.get(f"{tool}/nergens", timeout=5).text
        learner = _as_learner(address, home)
    inside = [_page(package) for package in (tmp_path / ".demo/packages").iterdir()]
    assert [sheet(page) for page in (home, error, learner)] == [file] * 3
    assert [sheet(page) for page in inside] == [file] * 2


def _page(package: Path) -> str:
    with zipfile.ZipFile(package) as archive:
        return archive.read("index.html").decode()


def _as_learner(address: str, home: str) -> str:
    """Follow a launch as a browser does, to the page of the tool."""
    tree = html.document_fromstring(home)
    links = {"".join(map(str, it.itertext())).strip(): str(it.get("href")) for it in tree.iter("a")}
    with requests.Session() as browser:
        entry = address + links["Reflectievragen als deelnemer"].lstrip("/")
        frame = html.fromstring(browser.get(entry, timeout=5).text).find(".//iframe[@name='tool']")
        assert frame is not None
        form = Form.of(browser.get(address + frame.get("src", "").lstrip("/"), timeout=5).text)
        # A browser keeps Secure cookies of http://localhost, which is trusted; requests does not.
        for cookie in browser.cookies:
            cookie.secure = False
        answer = browser.post(form.action, form.fields, timeout=5)
        return answer.text


@pytest.fixture
def tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    """An installation of the tool with one platform."""
    url = f"sqlite:///{tmp_path / 'tool.sqlite'}"
    monkeypatch.setenv("WERKPAKKET_DATABASE_URL", url)
    monkeypatch.setenv("WERKPAKKET_SECRET_KEY", "een geheim voor proeven")
    monkeypatch.setenv("WERKPAKKET_THEME_FOLDER", str(tmp_path / "themes"))
    assert run("platforms", "add", *PLATFORM).exit_code == 0
    return Database(url)


def _chosen(database: Database) -> str | None:
    with database.read() as session:
        theme = session.get_one(Registration, 1).theme
    database.close()
    return theme


def test_a_platform_gets_a_house_style_by_name_and_loses_it(tool: Database) -> None:
    shown = run("platforms", "theme", "1", "purmerend")
    assert (shown.exit_code, _chosen(tool)) == (0, "purmerend")
    assert "huisstijl: purmerend" in shown.stdout
    assert "huisstijl: purmerend" in run("platforms", "theme", "1").stdout
    assert "huisstijl: purmerend" in run("platforms", "list").stdout
    run("platforms", "theme", "1", "--none")
    assert _chosen(tool) is None
    run("platforms", "confirm", "1", "--theme", "denhaag")
    assert _chosen(tool) == "denhaag"
    run("platforms", "confirm", "1")
    assert _chosen(tool) == "denhaag"


def test_house_colours_are_added_first_and_then_chosen_by_their_name(tool: Database) -> None:
    early = run("platforms", "theme", "1", HOUSE / "huisstijl.yaml")
    assert early.exit_code == 2
    assert "Voeg" in early.stderr
    assert "werkpakket theme add" in early.stderr
    assert _chosen(tool) is None
    run("theme", "add", HOUSE / "huisstijl.yaml", "--name", "lindedijk")
    assert run("platforms", "theme", "1", "lindedijk").exit_code == 0
    assert _chosen(tool) == "lindedijk"


def test_an_unknown_house_style_of_a_platform_is_exit_2_and_changes_nothing(tool: Database) -> None:
    result = run("platforms", "theme", "1", "paars")
    assert result.exit_code == 2
    assert "Kies uit: voorbeeld, purmerend, denhaag." in result.stderr
    assert _chosen(tool) is None
