"""A tab of someone at the platform, and what they do in the tool there."""

from dataclasses import dataclass, field

from playwright.sync_api import (
    Frame,
    Locator,
    Page,
    expect,
)

BLOCKED = "--test-third-party-cookie-phaseout"
WHOLE = "table => table.scrollWidth <= table.clientWidth"
QUESTION = "Waar heb je moeite mee?"
LEARNER, INSTRUCTOR, GRADES = (
    "Reflectievragen als deelnemer",
    "Reflectievragen als begeleider",
    "Cijferlijst",
)


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
