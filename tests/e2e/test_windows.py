"""Where the platform put its API, and what the package says and does where there is none."""

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.e2e.lms import OTHER_LEARNER, Lms
from tests.e2e.play import Play

TEXT = "Wat ik lastig vind:\nde regels en het gevoel."
ALONE = "Deze pagina heeft geen verbinding met het leerplatform"
WITHOUT = ["no-api", "no-learner", "no-init"]
INTRANET = "https://intranet.gemeente.example/"
FRAME_PAGE = """<!doctype html><iframe style="width: 95vw; height: 90vh"></iframe>
<script>document.querySelector('iframe').src = decodeURIComponent(location.search.slice(1))</script>
"""


def test_an_api_seven_windows_higher_is_found(lms: Lms, context: BrowserContext) -> None:
    play = lms.play(context, faults=["deep-7"])
    play.write("moeite", TEXT)
    lms.end(play)
    assert list(lms.responses()) == ["moeite"]


def open_window(lms: Lms, page: Page) -> Play:
    """Open the package in a window of its own, from the LMS's page."""
    page.goto(lms.url(faults=["popup"]))
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Openen in een nieuw venster").click()
    play = Play(opened.value)
    play.sco.wait_for_selector("html.js", state="attached")
    return play


def test_an_api_in_the_opener_is_found(lms: Lms, context: BrowserContext) -> None:
    play = open_window(lms, context.new_page())
    play.write("moeite", TEXT)
    lms.end(play)
    assert list(lms.responses()) == ["moeite"]


def make_intranet(context: BrowserContext) -> None:
    """Make a page of another origin, which may show this machine's pages in a frame."""
    context.grant_permissions(["local-network-access"])
    context.route(f"{INTRANET}**", framed)


def framed(route: Route) -> None:
    """Answer with a page that holds the address of the query in a frame."""
    route.fulfill(body=FRAME_PAGE, content_type="text/html")


def test_a_parent_of_another_origin_does_not_hide_the_opener_behind_it(
    lms: Lms, context: BrowserContext
) -> None:
    make_intranet(context)
    page = context.new_page()
    page.goto(lms.url(faults=["popup"]))
    page.wait_for_function("() => window.calls")
    with page.expect_popup() as opened:
        page.evaluate(
            "at => { window.open(at + '?' + encodeURIComponent(new URL('files/index.html',"
            " location.href.split('?')[0]))) }",
            INTRANET,
        )
    play = Play(opened.value)
    play.wait()
    play.write("moeite", TEXT)
    lms.end(play)
    assert list(lms.responses()) == ["moeite"]


def test_an_opener_of_another_origin_does_not_hide_the_parent(
    lms: Lms, context: BrowserContext
) -> None:
    make_intranet(context)
    page = context.new_page()
    page.goto(INTRANET)
    with page.expect_popup() as opened:
        page.evaluate("url => { window.open(url) }", lms.url())
    play = Play(opened.value)
    play.wait()
    play.write("moeite", TEXT)
    lms.end(play)
    assert list(lms.responses()) == ["moeite"]


def test_a_package_takes_the_api_of_its_own_edition(lms: Lms, context: BrowserContext) -> None:
    play = lms.play(context, faults=["both-apis"])
    prefixed = {call.name.startswith("LMS") for call in play.calls()}
    assert prefixed == {lms.package.edition == "scorm12"}


@pytest.mark.parametrize("fault", WITHOUT)
def test_without_a_platform_the_page_says_so_and_a_reload_keeps_the_text(
    lms: Lms, fault: str, context: BrowserContext
) -> None:
    play = lms.play(context, faults=[fault])
    assert play.alert().startswith(ALONE)
    play.write("moeite", TEXT)
    assert play.status() == ""
    play.reload()
    assert play.text("moeite") == TEXT
    assert play.alert().startswith(ALONE)
    assert play.stored() == []
    assert lms.responses() == {}


def test_without_a_platform_closing_the_tab_ends_the_text(
    lms: Lms, context: BrowserContext
) -> None:
    play = lms.play(context, faults=["no-api"])
    play.write("moeite", TEXT)
    play.close()
    assert lms.play(context, faults=["no-api"]).texts() == {}
    assert lms.play(context, person=OTHER_LEARNER).texts() == {}


def test_without_a_platform_answers_can_be_taken_home(lms: Lms, context: BrowserContext) -> None:
    play = lms.play(context, faults=["no-api"])
    play.write("moeite", TEXT)
    expect(play.sco.get_by_role("button", name="Opslaan en afsluiten")).to_have_count(0)
    with play.page.expect_download() as download:
        play.press("Antwoorden downloaden")
    text = download.value.path().read_text("utf-8-sig")
    assert "Waar heb je moeite mee?" in text
    assert TEXT in text
    play.sco.evaluate(
        "window.print = () => { window.printed = document.documentElement.dataset.print }"
    )
    play.press("Antwoorden afdrukken")
    assert play.sco.evaluate("printed") == "answers"


def test_links_in_the_content_open_outside_the_frame(lms: Lms, context: BrowserContext) -> None:
    play = lms.play(context)
    links = play.sco.locator("a[href^='http']")
    assert links.count() > 0
    for link in links.all():
        assert link.get_attribute("target") == "_blank"
        assert "noopener" in (link.get_attribute("rel") or "")
