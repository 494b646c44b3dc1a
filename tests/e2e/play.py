"""One learner with one package open: what they do, and what they and the LMS see."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Frame, Locator, Page, expect

PATIENCE = 10_000
HERE = Path(__file__).parent


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


@dataclass(frozen=True, slots=True)
class Said:
    """A text that an element of role ``status`` or ``alert`` came to have, on the play's clock."""

    at: float
    role: str
    text: str


@dataclass
class Play:
    """A tab in which the package plays.

    ``errors`` are those of the browser's console; ``clocked``: time stands still until
    :meth:`advance`.
    """

    page: Page
    clocked: bool = False
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(PATIENCE)
        self.page.on("console", lambda said: self._hear(said.type, said.text))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        if self.clocked:
            self.page.add_init_script(path=HERE / "clock.js")
        self.page.add_init_script(path=HERE / "learner.js")

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
        self.page.wait_for_selector("iframe", state="attached")
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
        self._follow(self._links().filter(has_text=title))

    def open_all(self) -> None:
        for link in self._links().all():
            self._follow(link)

    def _links(self) -> Locator:
        return self.sco.get_by_role("navigation").get_by_role("link")

    def _follow(self, link: Locator) -> None:
        link.click()
        expect(link).to_have_attribute("aria-current", "page")

    def box(self, question: str) -> Locator:
        return self.sco.locator(f'textarea[name="{question}"]')

    def write(self, question: str, text: str) -> None:
        """Write an answer in place of what is there; the questions are opened where needed."""
        if not self.box(question).is_visible():
            self.part("Reflectievragen")
        self.box(question).fill(text)

    def write_all(self, answers: Mapping[str, str]) -> None:
        """Paste answers in place of what is there."""
        self.sco.evaluate("answers => learner.write(answers)", dict(answers))

    def type(self, question: str, text: str, pace: int) -> None:
        """Type at the end of an answer, a key every ``pace`` milliseconds of the play's clock."""
        self.sco.evaluate("what => learner.type(...what)", [question, text, pace])

    def advance(self, seconds: float) -> None:
        """Let time pass on the play's clock."""
        self.sco.evaluate("milliseconds => playClock.advance(milliseconds)", seconds * 1000)

    def rest(self, *, coder: bool) -> None:
        """Rest for a minute; ``coder``: the text needs it, so that it has to be there first."""
        if coder:
            self.sco.wait_for_function("() => window.werkpakketCoder")
        self.advance(60)

    def settle(self) -> None:
        """Rest until all is saved; what comes over the network takes its own time."""
        for _ in range(50):
            self.advance(20)
            if self.status() == "Opgeslagen":
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(self.alert() or self.status())

    def see(self, *, visible: bool) -> None:
        """Bring another tab in front, or this one again."""
        self.sco.evaluate("visible => learner.see(visible)", visible)

    def text(self, question: str) -> str:
        return self.box(question).input_value()

    def texts(self) -> dict[str, str]:
        """All answers that are not empty, by question."""
        boxes = self.sco.locator("textarea").evaluate_all("all => all.map(b => [b.name, b.value])")
        return {name: text for name, text in boxes if text}

    def status(self) -> str:
        return self._words("status")

    def alert(self) -> str:
        return self._words("alert")

    def _words(self, role: str) -> str:
        return (self.sco.locator(f"#{role}").text_content() or "").strip()

    def said(self) -> list[Said]:
        """What was said since the page was there, in order."""
        return [Said(*each) for each in self.sco.evaluate("learner.said")]

    def typed(self) -> list[float]:
        """When each key was typed, as the calls' ``at``."""
        return list(self.sco.evaluate("learner.keys"))

    def press(self, name: str) -> None:
        """Press a button of the package."""
        self.sco.get_by_role("button", name=name, exact=True).first.click()

    def calls(self, verb: str = "") -> list[Call]:
        """What was called so far; only calls of ``verb`` ("SetValue"), where one is named."""
        made = self.page.evaluate("window.calls ?? []")
        calls = [
            Call(each["name"], each["values"], each.get("result"), each["error"], each["at"])
            for each in made
        ]
        return [call for call in calls if verb in ("", call.verb)]

    def values(self, element: str) -> list[str]:
        """What an element was set to, in order."""
        return [each.values[1] for each in self.calls("SetValue") if each.values[0] == element]

    def forget_browser(self) -> None:
        """Leave the page, and make the browser one that has never seen the package."""
        address = self.page.url
        self.page.goto("about:blank")
        devtools = self.page.context.new_cdp_session(self.page)
        wiped = {"origin": address, "storageTypes": "local_storage"}
        devtools.send("Storage.clearDataForOrigin", wiped)
        devtools.detach()

    def stored(self) -> list[str]:
        """Everything that lies in the browser for all tabs of the package."""
        values = self.sco.evaluate("Object.values(localStorage)")
        return [str(value) for value in values]

    def change_faults(self, **faults: Any) -> None:
        """Make the LMS behave otherwise from now on (static/lms/faults.js); None ends a fault."""
        self.page.evaluate("faults => Object.assign(lms.faults, faults)", faults)

    def leave_frame(self) -> None:
        """Load an empty page in the package's frame; what was called can still be looked at."""
        self.sco.goto("about:blank")

    def close(self) -> None:
        """Close the tab at once, as with its cross: the page hears `pagehide` and no more."""
        self.page.close()
