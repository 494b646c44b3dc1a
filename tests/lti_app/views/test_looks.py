"""The tool wears the platform's house style, else its own, else the module's."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from lxml import html

from course.house.style import HouseStyle
from course.loader import house
from course.page import added, themes
from lti_app.app import create_app
from lti_app.models import Registration
from lti_app.settings import Settings, SettingsError, from_environment
from lti_app.tool import Tool
from tests.lti_app.views.conftest import Doors, Visitor
from tests.lti_app.world import CONTENT, World

HOUSE = Path(__file__).parents[2] / "data" / "huisstijl"


@pytest.fixture
def lindedijk() -> HouseStyle:
    return house.load(HOUSE / "huisstijl.yaml")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A content folder whose module wears the house style that lies in it."""
    folder = tmp_path / "content"
    shutil.copytree(CONTENT, folder)
    shutil.copytree(HOUSE, folder / "reflectie", dirs_exist_ok=True)
    file = folder / "reflectie" / "module.md"
    text = file.read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if not line.startswith("theme:")]
    file.write_text("\n".join([lines[0], "theme: huisstijl.yaml", *lines[1:]]), encoding="utf-8")
    return folder


@pytest.fixture
def settings(settings: Settings, content: Path) -> Settings:
    return replace(settings, content=content)


@contextmanager
def another(settings: Settings) -> Iterator[FlaskClient]:
    """Visit another process of the same installation."""
    app = create_app(settings)
    with app.test_client(use_cookies=False) as client:
        yield client
    tool = app.extensions["werkpakket"]
    assert isinstance(tool, Tool)
    tool.database.close()
    tool.http.close()


def sheet(page: html.HtmlElement) -> str:
    (link,) = page.cssselect("link[rel=stylesheet]")
    return str(link.get("href"))


def name(page: html.HtmlElement) -> str:
    return urlsplit(sheet(page)).path.rpartition("/")[2]


def choose(world: World, theme: str | None, client: str = "client-a") -> None:
    number = world.registration(client)
    with world.database.write() as session:
        session.get_one(Registration, number).theme = theme


def test_a_learner_sees_the_house_style_of_the_module(
    learner: Visitor, lindedijk: HouseStyle
) -> None:
    page = learner.page()

    assert name(page) == themes.find(lindedijk).file
    assert page.cssselect("header img")[0].get("alt") == "Gemeente Lindedijk"


def test_its_sheet_logo_and_font_come_with_their_kinds_also_from_another_process(
    learner: Visitor, settings: Settings, lindedijk: HouseStyle
) -> None:
    theme = themes.find(lindedijk)
    text = "; charset=utf-8"
    kinds = {"css": "text/css" + text, "svg": "image/svg+xml" + text, "woff2": "font/woff2"}
    with another(settings) as client:
        for file, expected in theme.files.items():
            answer = client.get(f"/page/{file}")
            assert (answer.status_code, answer.data) == (200, expected)
            assert answer.headers["Content-Type"] == kinds[file.rpartition(".")[2]]
            assert "immutable" in answer.headers["Cache-Control"]
    assert learner.get(sheet(learner.page())).status_code == 200


def test_pages_for_instructors_wear_it_too(instructor: Visitor, lindedijk: HouseStyle) -> None:
    overview = instructor.page(instructor.get().headers["Location"])
    assert name(overview) == themes.find(lindedijk).file


def test_the_house_style_of_a_platform_goes_before_the_modules(
    doors: Doors, world: World, lindedijk: HouseStyle
) -> None:
    choose(world, "purmerend", "client-b")
    ours = doors.enter(world.person("1", world.activity()))
    theirs = doors.enter(world.person("2", world.activity(client="client-b")))

    assert name(ours.page()) == themes.find(lindedijk).file
    assert name(theirs.page()) == "purmerend.css"
    assert name(ours.page()) == themes.find(lindedijk).file


def test_the_tools_own_goes_before_the_modules_and_dresses_pages_of_nobody(
    settings: Settings, world: World
) -> None:
    with another(replace(settings, theme="denhaag")) as client:
        doors = Doors(client, world)
        learner = doors.enter(world.person("1", world.activity()))
        assert name(learner.page()) == "denhaag.css"
        assert name(html.document_fromstring(client.get("/nergens").text)) == "denhaag.css"
        choose(world, "purmerend")
        other = doors.enter(world.person("2", world.activity()))
        assert name(other.page()) == "purmerend.css"


def test_a_house_style_that_was_removed_keeps_nobody_from_learning(
    doors: Doors, world: World, lindedijk: HouseStyle, caplog: pytest.LogCaptureFixture
) -> None:
    choose(world, "weg@1.0.0")
    learner = doors.enter(world.person("1", world.activity()))

    assert name(learner.page()) == themes.find(lindedijk).file
    assert "“weg@1.0.0” bestaat niet" in caplog.text


def test_an_added_house_style_is_worn_by_its_name(
    doors: Doors,
    world: World,
    lindedijk: HouseStyle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("WERKPAKKET_THEME_FOLDER", str(tmp_path / "themes"))
    style = replace(lindedijk, title="Anders", logo=None, font=None, heading_font=None)
    record = {"name": "anders", "version": "1", "title": "Anders", "at": "2026", "again": ""}
    added.keep({**record, "house": added.packed(style)})
    choose(world, "anders")
    learner = doors.enter(world.person("1", world.activity()))

    assert name(learner.page()) == themes.find("anders").file != themes.find(lindedijk).file
    assert learner.get(sheet(learner.page())).text == themes.find("anders").css


@pytest.mark.parametrize(
    "file", ["frame.json", "nl.mo", "huisstijl-000000000000.css", "..%2Fa.css"]
)
def test_nothing_else_is_given(client: FlaskClient, file: str) -> None:
    assert client.get(f"/page/{file}").status_code == 404


def test_the_setting_takes_a_name_or_a_file_and_says_what_is_wrong(tmp_path: Path) -> None:
    base = {"WERKPAKKET_SECRET_KEY": "x", "WERKPAKKET_DATABASE_URL": "sqlite:///x"}
    given = {**base, "WERKPAKKET_THEME": str(HOUSE / "huisstijl.yaml")}
    assert from_environment(given).theme == house.load(HOUSE / "huisstijl.yaml")
    assert from_environment({**base, "WERKPAKKET_THEME": "denhaag"}).theme == "denhaag"
    assert from_environment({**base, "WERKPAKKET_THEME": ""}).theme is None
    bad = tmp_path / "h.yaml"
    bad.write_text("colours:\n  button: '#ffff00'\n  text: '#eeeeee'\n")
    for wrong, said in (("paars", "Kies uit: voorbeeld"), (str(bad), f"{bad}:2: ")):
        with pytest.raises(SettingsError, match=said):
            from_environment({**base, "WERKPAKKET_THEME": wrong})
