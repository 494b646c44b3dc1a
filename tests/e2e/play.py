"""One learner with one package open: what they do, and what they and the LMS see."""

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Frame, Locator, Page, expect

PATIENCE = 10_000


@dataclass(frozen=True, slots=True)
class Call:
    """A call that the package made to the LMS's API; ``error``: the code after it."""

    name: str
    values: list[Any]
    result: Any
    error: str
    at: float

    @property
    def verb(self) -> str:
        """The call's name without the edition's prefix."""
        return self.name.removeprefix("LMS").replace("Finish", "Terminate")


@dataclass
class Play:
    """A tab in which the package plays; ``errors`` are those of the browser's console."""

    page: Page
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(PATIENCE)
        self.page.on("console", lambda said: self._hear(said.type, said.text))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))

    def _hear(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.errors.append(text)

    def launch(self, url: str) -> None:
        """Open the LMS's page, and wait until the package can be worked in."""
        self.page.goto(url)
        self.wait()

    def reload(self) -> None:
        self.page.reload()
        self.wait()

    def wait(self) -> None:
        frame = self.page.wait_for_selector("iframe")
        assert frame is not None
        self.sco.wait_for_selector("html.js", state="attached")

    @property
    def sco(self) -> Frame:
        """The package's frame, however deep the LMS put it."""
        frame = next((each for each in self.page.frames if "/files/" in each.url), None)
        if frame is None:
            self.page.wait_for_event("framenavigated", lambda each: "/files/" in each.url)
            return self.sco
        return frame

    def part(self, title: str) -> None:
        """Go to a part by the navigation."""
        self._follow(self.sco.get_by_role("navigation").get_by_role("link", name=title))

    def open_all(self) -> None:
        for link in self.sco.get_by_role("navigation").get_by_role("link").all():
            self._follow(link)

    def _follow(self, link: Locator) -> None:
        link.click()
        expect(link).to_have_attribute("aria-current", "page")

    def box(self, question: str) -> Locator:
        return self.sco.locator(f'textarea[name="{question}"]')

    def write(self, question: str, text: str) -> None:
        """Write an answer; the questions' part is opened where needed."""
        if not self.box(question).is_visible():
            self.part("Reflectievragen")
        self.box(question).fill(text)

    def text(self, question: str) -> str:
        return self.box(question).input_value()

    def status(self) -> str:
        return self.sco.locator("#status").inner_text()

    def alert(self) -> str:
        return self.sco.locator("#alert").inner_text()

    def calls(self, verb: str = "") -> list[Call]:
        """What was called so far; only calls of ``verb`` ("SetValue"), where one is named."""
        made = self.page.evaluate("window.calls ?? []")
        calls = [
            Call(each["name"], each["values"], each.get("result"), each["error"], each["at"])
            for each in made
        ]
        return [call for call in calls if verb in ("", call.verb)]

    def close(self) -> None:
        """Close the tab at once, as with its cross: the page hears `pagehide` and no more."""
        self.page.close()
