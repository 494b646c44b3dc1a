"""All that a mouse can do, done with the keyboard alone, on 320 pixels, in forced colours."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from course.loader import load
from scorm_builder.editions import EDITIONS
from scorm_builder.package import build
from tests.e2e.conftest import WERKPAKKET_1
from tests.e2e.keys import Keys
from tests.e2e.lms import Lms, eventually, serving

VOORBEELD = WERKPAKKET_1.parent / "voorbeeld"
EDITION = EDITIONS["scorm12"]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 320, "height": 640},
        forced_colors="active",
        reduced_motion="reduce",
        locale="nl-NL",
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def lms_of_example(tmp_path: Path) -> Iterator[Lms]:
    path = build(load(VOORBEELD), EDITION, tmp_path / "voorbeeld.zip", None).path
    with serving(tmp_path / "lms", path) as lms:
        yield lms


def test_the_whole_example_is_worked_through(page: Page, lms_of_example: Lms) -> None:
    page.goto(lms_of_example.address)
    keys = Keys(page)
    keys.go("SCORM-pakket (1.2)")
    sco = page.frame_locator("iframe")
    expect(sco.get_by_role("heading", level=1)).to_be_visible()
    keys.go("Begin")
    keys.go("Volgend onderdeel")
    keys.go("Ik heb de video bekeken", "Space")
    expect(sco.get_by_role("checkbox", name="Ik heb de video bekeken")).to_be_checked()
    keys.go("Volgend onderdeel")

    keys.to("Vandaag doen")
    keys.press("Space")
    keys.to("Alleen wat ik vandaag doe", "Shift+Tab")
    keys.press("Space")
    expect(sco.locator("[data-card]:visible")).to_have_count(1)
    keys.press("Space")
    expect(sco.locator("[data-card]:visible")).to_have_count(6)
    keys.to("Een willekeurig kaartje", "Shift+Tab")
    keys.press("Enter")
    stop = keys.stop()
    assert stop
    assert stop["seen"]
    assert sco.get_by_role("heading", level=3, name=stop["name"]).count() == 1
    keys.go("Volgend onderdeel")

    keys.to("Waar gaat het gesprek over?")
    keys.type("Over een paspoort.")
    keys.go("Volgend onderdeel")

    keys.go("Eén vraag tegelijk")
    keys.to("Welk gesprek aan de balie is je bijgebleven, en waarom?")
    keys.type("Dat van gisteren.")
    keys.go("Volgende")
    keys.to("Waaraan merk je dat je niet meer echt luistert?")
    keys.type("Ik kijk op mijn scherm.")
    keys.to("Alle vragen", "Shift+Tab")
    keys.press("Enter")
    with page.expect_download() as taken:
        keys.go("Antwoorden downloaden")
    assert "Dat van gisteren." in taken.value.path().read_text(encoding="utf-8")
    keys.to("Onderdelen", "Shift+Tab")
    keys.press("Enter")
    keys.go("De vraag achter de vraag")
    keys.to("Opslaan en afsluiten", "Shift+Tab")
    keys.press("Enter")
    eventually(2, lambda: len([it for it in lms_of_example.responses().values() if it]))
    assert keys.hidden == []
