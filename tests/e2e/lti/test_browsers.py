"""A launch belongs to the browser it was begun in: every way in works there, and none elsewhere.

The real tool and the practice LMS as several platforms, third-party cookies blocked.
"""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest
from flask import Flask
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Route,
    expect,
)

from practice_lms.app import create_app
from practice_lms.lti.platform import Platform
from practice_lms.profiles import lti_profile
from practice_lms.server import address_of, claim, running
from tests.e2e.lti.desk import INSTRUCTOR, LEARNER
from tests.werkpakket.programs import ROOT, free_ports
from werkpakket.registering import register
from werkpakket.toolprogram import ToolProgram
from werkpakket.until import program as run

PROFILES = ("default", "moodle", "storage", "storage-frame")
CHOOSE_FIRST = "Kies eerst in het oefenleerplatform wie je bent"


@pytest.fixture(params=PROFILES)
def profile(request: pytest.FixtureRequest, site: "Site") -> Iterator[str]:
    """Make the practice LMS behave as each of these platforms."""
    site.be(request.param)
    yield request.param
    site.be("default")


@dataclass
class Site:
    """The practice LMS and the tool, each a site of its own."""

    app: Flask
    address: str
    tool: str

    def be(self, profile: str) -> None:
        platform = self.app.extensions["platform"]
        assert isinstance(platform, Platform)
        platform.profile = lti_profile(profile)

    def open(self, page: Page, link: str = LEARNER, person: str = "201") -> None:
        page.goto(f"{self.address}/?person={person}&course=groep-a")
        page.get_by_role("link", name=link, exact=True).click()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    program = ToolProgram(free_ports(), folder, ROOT / "content")
    with ExitStack() as stack:
        listening = claim(0)
        app = create_app(folder / "practice-lms", address_of(listening))
        stack.enter_context(running(app, listening))
        process = stack.enter_context(run(program.serve, program.environment, program.log))
        program.wait_until_ready(process)
        register(app.extensions["platform"], program.address, "werkpakket-1", program.invite)
        yield Site(app, address_of(listening), program.address)


@pytest.fixture
def elsewhere(strict_browser: Browser) -> Iterator[BrowserContext]:
    """Another browser, that knows nothing of the first."""
    context = strict_browser.new_context(locale="nl-NL")
    yield context
    context.close()


def test_the_frame_opens_for_learner_and_instructor(
    site: Site, context: BrowserContext, profile: str
) -> None:
    page = context.new_page()
    site.open(page, LEARNER, "203")
    to_questions = page.frame_locator("iframe[name=tool]").get_by_role(
        "link", name="Reflectievragen"
    )
    expect(to_questions.first).to_be_attached()
    site.open(page, INSTRUCTOR)
    heading = page.frame_locator("iframe[name=tool]").get_by_role("heading", name="Reflecties")
    expect(heading).to_be_visible()


def test_a_window_of_its_own_opens(site: Site, context: BrowserContext, profile: str) -> None:
    page = context.new_page()
    site.open(page)
    with context.expect_page() as opened:
        page.get_by_role("link", name="Openen in een nieuw venster").click()
    expect(opened.value.get_by_role("link", name="Reflectievragen").first).to_be_visible()
    assert opened.value.url.startswith(f"{site.tool}/launch/")


def test_a_learner_opens_the_own_work_from_the_gradebook(
    site: Site, context: BrowserContext, profile: str
) -> None:
    page = context.new_page()
    site.open(page, LEARNER, "204")
    frame = page.frame_locator("iframe[name=tool]")
    expect(frame.get_by_role("link", name="Reflectievragen").first).to_be_attached()
    page.goto(f"{page.url}&review=204")
    expect(frame.get_by_role("link", name="Reflectievragen").first).to_be_attached()


def test_after_a_refusal_a_new_window_opens_in_the_same_browser(
    site: Site, context: BrowserContext
) -> None:
    page = context.new_page()

    def lose_the_login(route: Route) -> None:
        """Do as browsers do that keep no cookies of the tool in a frame."""
        context.clear_cookies(name=re.compile("werkpakket-login"))
        route.continue_()

    page.route("**/lti/launch", lose_the_login)
    site.open(page, LEARNER, "205")
    frame = page.frame_locator("iframe[name=tool]")
    with context.expect_page() as opened:
        frame.get_by_role("button", name="Open in een nieuw venster").click()
    expect(opened.value.get_by_role("link", name="Reflectievragen").first).to_be_visible()


def begun(site: Site, page: Page, person: str) -> dict[str, str]:
    """Launch, and give the addresses of the login and of the platform's answer to it."""
    seen: dict[str, str] = {}

    def note(url: str) -> None:
        for name in ("/lti/start/", "/lti/login?", "/lti/authorize?"):
            if name in url:
                seen[name.strip("/?").removeprefix("lti/")] = url

    page.on("request", lambda request: note(request.url))
    site.open(page, LEARNER, person)
    frame = page.frame_locator("iframe[name=tool]")
    expect(frame.get_by_role("link", name="Reflectievragen").first).to_be_attached()
    return seen


@pytest.mark.parametrize("chosen", ["nobody", "someone else", "the same person"])
@pytest.mark.parametrize("step", ["login", "authorize"])
def test_another_browser_that_takes_a_login_over_gets_no_session(
    site: Site, context: BrowserContext, elsewhere: BrowserContext, chosen: str, step: str
) -> None:
    address = begun(site, context.new_page(), "206")[step]
    page = elsewhere.new_page()
    if chosen != "nobody":
        page.goto(f"{site.address}/?person={'206' if chosen == 'the same person' else '207'}")
    answer = page.goto(address)
    assert answer
    assert answer.status == 403
    expect(page.get_by_role("heading", level=1)).to_have_text(CHOOSE_FIRST)
    assert [c for c in elsewhere.cookies() if c.get("path", "").startswith("/launch/")] == []
    page.get_by_role("link", name="Terug naar het overzicht").click()
    expect(page.get_by_label("Wie ben je?")).to_be_visible()
