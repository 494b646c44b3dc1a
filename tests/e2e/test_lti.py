"""The tool in a platform's cross-site frame, third-party cookies blocked: from answer to gradebook.

The real programs of ``werkpakket demo`` run beside each other; everything goes through a browser.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    BrowserType,
    Frame,
    Locator,
    Page,
    Route,
    expect,
)

from tests.e2e.keys import Keys
from tests.page.axe import violations
from tests.werkpakket.programs import free_ports, started

BLOCKED = "--test-third-party-cookie-phaseout"
WHOLE = "table => table.scrollWidth <= table.clientWidth"
QUESTION = "Waar heb je moeite mee?"
LEARNER, INSTRUCTOR, GRADES = (
    "Reflectievragen als deelnemer",
    "Reflectievragen als begeleider",
    "Cijferlijst",
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the platform answers; everything is new in it."""
    folder = tmp_path_factory.mktemp("lti")
    with started(folder, "demo", environment={"DEMO_PORT": str(free_ports())}) as program:
        yield program.wait_for_line().rstrip("/")


@pytest.fixture(scope="module")
def strict_browser(
    browser_type: BrowserType, browser_type_launch_args: dict[str, Any]
) -> Iterator[Browser]:
    """A browser that sends no cookies to frames of another site, unless they are partitioned."""
    settings = browser_type_launch_args
    browser = browser_type.launch(**{**settings, "args": [*settings["args"], BLOCKED]})
    yield browser
    browser.close()


@dataclass
class Desk:
    """A tab of someone at the platform; ``errors`` are those of its console."""

    page: Page
    address: str
    errors: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(15_000)
        self.page.on("console", lambda said: self._hear(said.type, said.text))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _hear(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.errors.append(text)

    def open(self, link: str, person: str = "201", course: str = "groep-a") -> Frame:
        self.page.goto(f"{self.address}/?person={person}&course={course}")
        self.page.get_by_role("link", name=link, exact=True).click()
        return self.tool()

    def tool(self) -> Frame:
        """Give the tool's frame, once its page is there."""
        self.page.wait_for_url("**/launch/**")
        frame = self.page.locator("iframe").element_handle().content_frame()
        assert frame
        frame.wait_for_url("http://localhost:*/launch/**")
        frame.locator("h1").first.wait_for(state="attached")
        return frame

    def questions(self, person: str = "201", course: str = "groep-a") -> Frame:
        frame = self.open(LEARNER, person, course)
        to_questions(frame)
        return frame

    def grades(self, person: str = "301", course: str = "groep-a") -> str:
        """Open the gradebook, as the instructor unless told otherwise; give its first table."""
        self.page.goto(f"{self.address}/?person={person}&course={course}")
        self.page.get_by_role("link", name=GRADES, exact=True).click()
        return self.page.get_by_role("table").first.inner_text()

    def close(self) -> None:
        self.page.close()
        assert self.errors == []


@pytest.fixture
def context(strict_browser: Browser) -> Iterator[BrowserContext]:
    context = strict_browser.new_context(locale="nl-NL")
    yield context
    context.close()


@pytest.fixture
def desk(context: BrowserContext, address: str) -> Desk:
    return Desk(context.new_page(), address)


def to_questions(frame: Frame) -> None:
    """Open the questions.

    A busy machine's browser gives a click on a frame of another site that has only just come to the
    page around it: then a person clicks again.
    """
    link = frame.get_by_role("navigation").get_by_role("link", name="Reflectievragen", exact=True)
    for _ in range(5):
        link.click()
        try:
            expect(link).to_have_attribute("aria-current", "page", timeout=2_000)
        except AssertionError:
            continue
        return
    raise AssertionError("the questions never opened")


def write(frame: Frame, text: str, reader: str | None = None) -> None:
    """Type an answer, and wait until the page says that it is stored."""
    frame.get_by_label(QUESTION, exact=True).fill(text)
    if reader:
        item = frame.get_by_role("listitem").filter(has=frame.get_by_label(QUESTION, exact=True))
        item.get_by_label(reader, exact=True).check()
    expect(frame.get_by_role("status")).to_have_text("Opgeslagen")


def text_of(frame: Frame) -> str:
    return frame.get_by_label(QUESTION, exact=True).input_value()


def hand_in(frame: Frame) -> None:
    frame.get_by_role("button", name="Inleveren").click()
    frame.get_by_role("dialog").get_by_role("button", name="Inleveren").click()
    expect(frame.get_by_text("Ingeleverd", exact=True)).to_be_visible()


def read(frame: Frame, name: str) -> None:
    frame.get_by_role("table").first.get_by_role("link", name=name, exact=True).click()
    expect(frame.get_by_role("heading", name=name, exact=True)).to_be_visible()


def to_anonymous(frame: Frame) -> None:
    frame.get_by_role("link", name="Anonieme antwoorden").click()
    expect(frame.get_by_role("heading", name="Anonieme antwoorden")).to_be_visible()


def row_of(place: Page | Frame, name: str) -> Locator:
    head = place.get_by_role("rowheader", name=name, exact=True)
    return place.get_by_role("row").filter(has=head)


def reloaded_until(desk: Desk, text: str, *, there: bool = True) -> None:
    """Load the page again until it says so: the gradebook hears of it a moment later."""
    for _ in range(30):
        if (text in desk.page.locator("body").inner_text()) is there:
            return
        desk.page.wait_for_timeout(300)
        desk.page.reload()
    raise AssertionError(f"{text!r} never {'came' if there else 'went'}")


def test_cookies_of_another_site_are_blocked_and_the_tool_works_all_the_same(
    desk: Desk, context: BrowserContext
) -> None:
    frame = desk.open(LEARNER, "212")
    plain = "document.cookie = 'plain=1; SameSite=None; Secure'; document.cookie"
    assert "plain" not in frame.evaluate(plain)
    kept = [c for c in context.cookies() if c.get("name", "").startswith("werkpakket-")]
    assert kept
    assert all(c.get("partitionKey") for c in kept)
    desk.close()


def test_an_answer_is_written_read_answered_and_graded(desk: Desk) -> None:
    frame = desk.questions()
    write(frame, "Loslaten.\n\nEn <b>doorzetten</b> & 🙂")
    desk.page.reload()
    frame = desk.tool()
    to_questions(frame)
    assert text_of(frame) == "Loslaten.\n\nEn <b>doorzetten</b> & 🙂"
    hand_in(frame)

    frame = desk.open(INSTRUCTOR)
    expect(frame.get_by_role("heading", name="Reflecties", exact=True)).to_be_visible()
    rows = frame.get_by_role("table").first.locator("tbody tr")
    assert rows.count() == 12
    names = frame.get_by_role("table").first.get_by_role("link").all_inner_texts()
    assert names == [f"Deelnemer {number}" for number in range(1, 13)]
    expect(rows.nth(0)).to_contain_text("Ingeleverd")
    expect(rows.nth(1)).to_contain_text("Nog niet begonnen")
    read(frame, "Deelnemer 1")
    answer = frame.get_by_role("main").get_by_text("Loslaten.")
    assert answer.inner_text() == "Loslaten.\n\nEn <b>doorzetten</b> & 🙂"
    frame.get_by_role("textbox", name="Feedback", exact=True).fill("Herkenbaar.\n\nGa zo door!")
    frame.get_by_role("button", name="Feedback versturen").click()
    expect(frame.get_by_role("status")).to_contain_text("opgeslagen")

    desk.grades()
    reloaded_until(desk, "Herkenbaar.")
    row = row_of(desk.page, "Deelnemer 1")
    expect(row).to_contain_text("100 van 100")
    expect(row).to_contain_text("En <b>doorzetten</b> & 🙂")
    assert "Herkenbaar." in desk.grades("201")

    frame = desk.questions()
    expect(frame.get_by_role("heading", name="Feedback", exact=True)).to_be_visible()
    expect(frame.get_by_text("Ga zo door!")).to_be_visible()
    desk.close()


def test_another_learner_and_another_course_see_nothing_of_it(desk: Desk) -> None:
    frame = desk.questions("203")
    write(frame, "ALLEEN VAN DRIE")
    hand_in(frame)
    desk.open(INSTRUCTOR)
    for person, course in (("204", "groep-a"), ("203", "groep-b"), ("204", "groep-b")):
        frame = desk.questions(person, course)
        assert text_of(frame) == ""
        assert "ALLEEN VAN DRIE" not in frame.content()
    frame = desk.open(INSTRUCTOR, course="groep-b")
    assert frame.get_by_text("Ingeleverd").count() == 0
    assert "ALLEEN VAN DRIE" not in desk.grades(course="groep-b")
    desk.grades()
    reloaded_until(desk, "ALLEEN VAN DRIE")
    for person in ("204", "201"):
        assert "ALLEEN VAN DRIE" not in desk.grades(person)
        assert "Deelnemer 3" not in desk.page.get_by_role("table").first.inner_text()
    desk.close()


def test_what_is_the_learners_alone_reaches_neither_instructor_nor_gradebook(desk: Desk) -> None:
    frame = desk.questions("205")
    write(frame, "NIEMAND MAG DIT LEZEN", "Alleen ik")
    hand_in(frame)
    frame = desk.open(INSTRUCTOR)
    expect(row_of(frame, "Deelnemer 5")).to_contain_text("Ingeleverd")
    read(frame, "Deelnemer 5")
    assert "NIEMAND MAG DIT LEZEN" not in frame.content()
    desk.grades()
    reloaded_until(desk, "100 van 100")
    assert "NIEMAND MAG DIT LEZEN" not in desk.page.content()
    desk.close()


def test_feedback_on_an_answer_leaves_the_gradebook_when_the_answer_is_taken_back(
    desk: Desk,
) -> None:
    frame = desk.questions("211")
    write(frame, "EERST GEDEELD")
    hand_in(frame)
    frame = desk.open(INSTRUCTOR)
    read(frame, "Deelnemer 11")
    frame.get_by_role("link", name="Reageer op dit antwoord").click()
    expect(frame.get_by_role("heading", name=QUESTION)).to_have_count(2)
    frame.get_by_role("textbox", name="Feedback", exact=True).fill("OVER WAT JE DEELDE")
    frame.get_by_role("button", name="Feedback versturen").click()
    expect(frame.get_by_role("status")).to_contain_text("opgeslagen")
    desk.grades("211")
    reloaded_until(desk, "OVER WAT JE DEELDE")

    frame = desk.questions("211")
    write(frame, "EERST GEDEELD", "Alleen ik")
    desk.grades("211")
    reloaded_until(desk, "DEELDE", there=False)
    expect(desk.page.get_by_role("table")).to_contain_text("100 van 100")
    expect(desk.page.get_by_role("table")).not_to_contain_text("EERST GEDEELD")
    frame = desk.questions("211")
    expect(frame.get_by_text("OVER WAT JE DEELDE")).to_be_visible()
    desk.close()


def test_two_people_and_two_courses_in_one_browser_keep_to_themselves(
    context: BrowserContext, address: str
) -> None:
    places = [("206", "groep-a"), ("206", "groep-b"), ("207", "groep-a")]
    desks = [Desk(context.new_page(), address) for _ in places]
    frames = [desk.questions(*place) for desk, place in zip(desks, places, strict=True)]
    for turn in (0, 2, 1, 0):
        write(frames[turn], f"tekst van {turn}")
    for turn, desk in enumerate(desks):
        desk.page.reload()
        frame = desk.tool()
        to_questions(frame)
        assert text_of(frame) == f"tekst van {turn}"
    hand_in(desks[1].tool())
    reloads = desks[0].open(INSTRUCTOR, course="groep-b")
    expect(row_of(reloads, "Deelnemer 6")).to_contain_text("Ingeleverd")
    for desk in desks:
        desk.close()


def test_the_gradebooks_own_link_leads_to_that_learners_work(desk: Desk) -> None:
    frame = desk.questions("209")
    write(frame, "Van negen")
    hand_in(frame)
    desk.grades()
    reloaded_until(desk, "Van negen")
    desk.page.get_by_role("link", name="Bekijk het werk van Deelnemer 9").click()
    frame = desk.tool()
    expect(frame.get_by_role("heading", name="Deelnemer 9", exact=True)).to_be_visible()
    expect(frame.get_by_text("Van negen")).to_be_visible()
    desk.close()


def test_feedback_stays_on_the_screen_until_the_tool_has_it(desk: Desk) -> None:
    frame = desk.open(INSTRUCTOR)
    read(frame, "Deelnemer 8")

    def cut(route: Route) -> None:
        route.abort()

    desk.page.route("**/feedback", cut)
    box = frame.get_by_role("textbox", name="Feedback", exact=True)
    box.fill("Een heel verhaal dat niet weg mag.")
    frame.get_by_role("button", name="Feedback versturen").click()
    expect(frame.get_by_role("alert")).to_contain_text("kon niet worden opgeslagen")
    assert box.input_value() == "Een heel verhaal dat niet weg mag."
    desk.page.unroute("**/feedback")
    frame.get_by_role("button", name="Feedback versturen").click()
    expect(frame.get_by_role("status")).to_contain_text("opgeslagen")
    assert box.input_value() == "Een heel verhaal dat niet weg mag."
    assert [error for error in desk.errors if "ERR_FAILED" not in error] == []


def test_five_anonymous_answers_stand_together_without_a_name(desk: Desk) -> None:
    for person in ("201", "202", "203", "204", "205"):
        frame = desk.questions(person, "groep-b")
        write(frame, f"anoniem van {person}", "Anoniem in de groep")
    frame = desk.open(INSTRUCTOR, course="groep-b")
    to_anonymous(frame)
    voices = frame.get_by_role("listitem").filter(has_text="anoniem van").all_inner_texts()
    assert sorted(voices) == [f"anoniem van {person}" for person in range(201, 206)]
    assert "Deelnemer" not in frame.get_by_role("main").inner_text()
    desk.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_instructors_pages(desk: Desk, scheme: Any) -> None:
    desk.page.emulate_media(color_scheme=scheme)
    frame = desk.open(INSTRUCTOR)
    assert violations(frame) == []
    read(frame, "Deelnemer 1")
    assert violations(frame) == []
    frame.get_by_role("link", name="Alle deelnemers").click()
    to_anonymous(frame)
    assert violations(frame) == []


@pytest.mark.parametrize("width", [320, 1280])
def test_the_instructors_pages_fit_a_narrow_frame(desk: Desk, width: int) -> None:
    desk.page.set_viewport_size({"width": width, "height": 640})
    frame = desk.open(INSTRUCTOR)
    fits = "document.documentElement.scrollWidth <= innerWidth"
    assert frame.evaluate(fits)
    assert frame.get_by_role("group", name="Deelnemers").evaluate(WHOLE)
    read(frame, "Deelnemer 1")
    assert frame.evaluate(fits)
    desk.grades()
    assert desk.page.get_by_role("group").first.evaluate(WHOLE)


def test_what_is_wrong_in_feedback_is_told_at_its_field_in_one_request(desk: Desk) -> None:
    frame = desk.open(INSTRUCTOR)
    read(frame, "Deelnemer 7")
    expect(frame.get_by_role("alert")).to_have_count(0)
    posts: list[str] = []
    desk.page.on("request", lambda request: posts.append(f"{request.method} {request.url}"))
    send = frame.get_by_role("button", name="Feedback versturen")
    send.click()
    expect(frame.get_by_role("alert")).to_contain_text("Schrijf eerst je feedback")
    expect(frame.get_by_role("textbox", name="Feedback", exact=True)).to_be_focused()
    frame.get_by_label("Punten").fill("101")
    send.click()
    expect(frame.get_by_role("alert")).to_contain_text("getal van 0 tot 100")
    expect(frame.get_by_label("Punten")).to_be_focused()
    expect(frame.get_by_label("Punten")).to_have_attribute("aria-invalid", "true")
    assert [line.split()[0] for line in posts] == ["POST", "POST"]
    frame.get_by_label("Punten").fill("7,5")
    send.click()
    expect(frame.get_by_role("status")).to_contain_text("opgeslagen")
    expect(frame.get_by_role("status")).to_be_focused()
    expect(frame.get_by_role("alert")).to_have_count(0)
    pages = [line for line in posts if "/participants/" in line]
    assert [line.split()[0] for line in pages] == ["POST", "POST", "POST", "GET"]
    desk.close()


def test_without_script_the_focus_is_at_what_is_wrong_and_then_at_what_was_done(
    strict_browser: Browser, address: str
) -> None:
    context = strict_browser.new_context(locale="nl-NL", java_script_enabled=False)
    desk = Desk(context.new_page(), address)
    desk.page.goto(f"{address}/?person=201&course=groep-a")
    desk.page.get_by_role("link", name=INSTRUCTOR, exact=True).click()
    desk.page.frame_locator("iframe").get_by_role("button", name="Verder").click()
    frame = desk.tool()
    read(frame, "Deelnemer 6")
    frame.get_by_role("button", name="Feedback versturen").click()
    expect(frame.get_by_role("alert")).to_contain_text("Schrijf eerst je feedback")
    expect(frame.locator(":focus").get_by_role("alert")).to_be_visible()
    frame.get_by_role("textbox", name="Feedback", exact=True).fill("Zonder script gelezen.")
    frame.get_by_role("button", name="Feedback versturen").click()
    expect(frame.get_by_role("status")).to_be_focused()
    expect(frame.get_by_role("alert")).to_have_count(0)
    desk.close()
    context.close()


def test_learner_and_instructor_need_no_mouse_on_320_pixels_in_forced_colours(
    strict_browser: Browser, address: str
) -> None:
    context = strict_browser.new_context(
        viewport={"width": 320, "height": 640},
        forced_colors="active",
        reduced_motion="reduce",
        locale="nl-NL",
    )
    desk = Desk(context.new_page(), address)
    keys = Keys(desk.page)
    desk.page.goto(f"{address}/?person=210&course=groep-a")
    keys.go(LEARNER)
    frame = desk.tool()
    keys.go("Onderdelen")
    keys.go("Reflectievragen")
    keys.to(QUESTION)
    keys.type("Met de toetsen geschreven.")
    expect(frame.get_by_role("status")).to_have_text("Opgeslagen")
    keys.to("Mijn begeleider")
    keys.press("ArrowUp")
    item = frame.get_by_role("listitem").filter(has=frame.get_by_label(QUESTION, exact=True))
    expect(item.get_by_label("Alleen ik", exact=True)).to_be_checked()
    keys.press("ArrowDown")
    keys.go("Inleveren")
    expect(frame.get_by_role("dialog")).to_be_visible()
    keys.press("Escape")
    expect(frame.get_by_role("dialog")).to_be_hidden()
    keys.press("Enter")
    keys.go("Inleveren")
    expect(frame.get_by_text("Ingeleverd", exact=True)).to_be_visible()

    desk.page.goto(f"{address}/?person=210&course=groep-a")
    keys.go(INSTRUCTOR)
    frame = desk.tool()
    keys.go("Deelnemer 10")
    expect(frame.get_by_text("Met de toetsen geschreven.")).to_be_visible()
    keys.to("Feedback")
    keys.type("Gelezen.")
    keys.go("Feedback versturen")
    expect(frame.get_by_role("status")).to_contain_text("opgeslagen")
    assert keys.hidden == []
    desk.close()
    context.close()
