"""What a learner waits for: the start of a package, beside a bare page with 17 text fields.

Run: ``.venv/bin/python bench/start.py [loads]``. Werkpakket 1 in every edition, without schemas, is
played in the practice LMS's strict profile by Chromium. The bare page is a package too, in the same
LMS. Pages take turns, each load in a browser that knows nothing yet, on a processor slowed four
times. Times begin when the frame of the package does; the figures are medians, divided by those of
the bare page. "First paint" is the first content on the screen. "Ready" is the first frame after
the page can be worked in, for the bare page after it was read. The minute is the one with the most
commits of four, in which a key is typed every quarter of a second.

The last lines show between which times half of the loads lie. Where these lie far apart the machine
had other work, and the ratios are too large: what takes more steps waits more often for its turn.
"""

import json
import os
import shutil
import statistics
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Frame, Page, Response, sync_playwright

from course.loader import load
from practice_lms.app import create_app
from practice_lms.scorm.library import Library
from practice_lms.server import address_of, claim, running
from scorm_builder.editions import EDITIONS
from scorm_builder.package import PLAYER, build

WERKPAKKET = Path(__file__).resolve().parents[1] / "content" / "werkpakket-1"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
LOADS = 25
SLOWER = 4
KEYS, PACE = 960, 250
"""Keys that are typed, and milliseconds between two of them."""
MINUTE = 60_000
GOALS = {
    "zip, bytes": 60_000,
    "files": 12,
    "requests": 6,
    "bytes fetched": 160_000,
    "player, bytes": 25_000,
    "calls": 12,
    "commits a minute": 4,
    "first paint": 1.3,
    "ready": 1.5,
}
BARE_MANIFEST = """\
<manifest identifier="bare" version="1" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
<organizations default="all"><organization identifier="all"><title>Bare</title>
<item identifier="item" identifierref="page"><title>Bare</title></item>
</organization></organizations>
<resources><resource identifier="page" type="webcontent" adlcp:scormtype="sco" href="index.html">
<file href="index.html"/></resource></resources>
</manifest>
"""
TIMES = """
if (location.pathname.includes('/files/')) {
  const page = document
  const parsed = new Promise((done) => page.addEventListener('DOMContentLoaded', done))
  const paint = new Promise((done) =>
    new PerformanceObserver((list) => {
      for (const it of list.getEntriesByName('first-contentful-paint')) done(it.startTime)
    }).observe({ type: 'paint' }))
  const worked = () => new Promise((done) => {
    const root = page.documentElement
    if (!page.querySelector('script')) return done()
    const look = () => root.classList.contains('js') && done()
    new MutationObserver(look).observe(root, { attributeFilter: ['class'] })
    look()
  })
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
  const ready = parsed.then(worked).then(frame).then(() => performance.now())
  Promise.all([paint, ready]).then((times) => console.log(JSON.stringify(times)))
}
"""
"""Says the times by itself: a browser that is asked while it loads does not load."""


@dataclass(frozen=True)
class Times:
    """Milliseconds since the package's frame began."""

    paint: float
    ready: float


def main(loads: int) -> None:
    """Measure and print a column per edition."""
    with tempfile.TemporaryDirectory() as work, chromium() as browser:
        folder = Path(work)
        packages = {"bare": bare_package(folder / "bare.zip")} | built(folder)
        with serving(folder / "lms", packages) as addresses:
            columns = {
                name: weighed(packages[name])
                | asked(browser, addresses[name])
                | {"commits a minute": most_commits(browser, addresses[name])}
                for name in EDITIONS
            }
            times = timed(browser, addresses, loads)
    _, bare, _ = quarters(times["bare"])
    for name, column in columns.items():
        _, middle, _ = quarters(times[name])
        column["first paint"] = middle.paint / bare.paint
        column["ready"] = middle.ready / bare.ready
    print(f"{'':18}", *(f"{name:>12}" for name in columns), f"{'goal':>8}")
    for figure, goal in GOALS.items():
        row = (f"{shown(column[figure]):>12}" for column in columns.values())
        print(f"{figure:18}", *row, f"{goal:8}")
    print(f"\n{'ms':18}{'first paint':>20}{'ready':>20}")
    for name, loaded in times.items():
        print(f"{name:18}{spread(loaded, 'paint'):>20}{spread(loaded, 'ready'):>20}")


def shown(figure: float) -> str:
    """Write counts whole and ratios with two decimals."""
    return f"{figure:.2f}" if isinstance(figure, float) else str(figure)


def quarters(times: Sequence[Times]) -> tuple[Times, Times, Times]:
    """Give the times that a quarter, a half and three quarters of the loads stay below."""
    paint = statistics.quantiles((it.paint for it in times), n=4, method="inclusive")
    ready = statistics.quantiles((it.ready for it in times), n=4, method="inclusive")
    first, middle, last = (Times(*both) for both in zip(paint, ready, strict=True))
    return first, middle, last


def spread(times: Sequence[Times], what: str) -> str:
    """Write the median, and between which times half of the loads lie."""
    first, middle, last = (getattr(it, what) for it in quarters(times))
    return f"{middle:.0f} ({first:.0f} to {last:.0f})"


def built(folder: Path) -> dict[str, Path]:
    """Build Werkpakket 1 in every edition."""
    module = load(WERKPAKKET)
    return {
        name: build(module, edition, folder / f"{name}.zip", None).path
        for name, edition in EDITIONS.items()
    }


def bare_package(path: Path) -> Path:
    """Write a package of the questions with a text field each, that asks nothing of anyone."""
    field = "<p><label>{0}<br><textarea rows='4' cols='60'></textarea></label></p>"
    fields = "\n".join(field.format(question.text) for question in load(WERKPAKKET).questions())
    page = f"<!DOCTYPE html>\n<html lang='nl'><meta charset='utf-8'><title>Bare</title>\n{fields}"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("imsmanifest.xml", BARE_MANIFEST)
        archive.writestr("index.html", page)
    return path


@contextmanager
def serving(folder: Path, packages: Mapping[str, Path]) -> Iterator[Mapping[str, str]]:
    """Serve packages in a practice LMS; gives where each is played."""
    listening = claim(0)
    app = create_app(folder, address_of(listening), testing=True)
    library: Library = app.extensions["library"]
    ids = {name: library.add(path).id for name, path in packages.items()}
    query = "?profile=strict&person=201"
    with running(app, listening):
        yield {name: f"{address_of(listening)}/scorm/{it}/{query}" for name, it in ids.items()}


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run the browser of the tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


def weighed(package: Path) -> dict[str, float]:
    """Weigh what is uploaded."""
    with zipfile.ZipFile(package) as archive:
        files, player = len(archive.namelist()), archive.getinfo(PLAYER).file_size
    return {"zip, bytes": package.stat().st_size, "files": files, "player, bytes": player}


def asked(browser: Browser, address: str) -> dict[str, float]:
    """Count what is asked of server and LMS before the learner does anything."""
    fetched: list[Response] = []
    with visiting(browser) as page:
        page.on("response", lambda response: fetched.append(response))  # noqa: PLW0108 - Playwright marks it
        opened(page, address)
        while not page.evaluate("calls.some(({ name }) => /Commit/.test(name))"):
            page.wait_for_timeout(50)
        page.wait_for_timeout(1000)
        own = [len(response.body()) for response in fetched if "/files/" in response.url]
        calls: int = page.evaluate("calls.length")
    return {"requests": len(own), "bytes fetched": sum(own), "calls": calls}


def most_commits(browser: Browser, address: str) -> int:
    """Type on and on; gives the commits of the minute that has the most."""
    with visiting(browser) as page:
        page.clock.install(time=0)
        frame = opened(page, address)
        frame.get_by_role("link", name="Reflectievragen").first.click()
        frame.locator("textarea").first.focus()
        page.clock.pause_at(MINUTE / 1000)
        before: int = page.evaluate("calls.length")
        for key in range(KEYS):
            page.keyboard.press(" " if key % 6 == 5 else "abcde"[key % 6])
            page.clock.run_for(PACE)
        calls: list[dict[str, Any]] = page.evaluate("calls")
    typing = [call["at"] for call in calls[before:] if call["name"].endswith("Commit")]
    return max(len([at for at in typing if start <= at < start + MINUTE]) for start in typing)


def timed(
    browser: Browser, addresses: Mapping[str, str], loads: int
) -> Mapping[str, Sequence[Times]]:
    """Load all pages in turns, each turn another one first. The first turn warms up."""
    times: dict[str, list[Times]] = {name: [] for name in addresses}
    for turn in range(loads + 1):
        first = turn % len(times)
        for name in (*list(times)[first:], *list(times)[:first]):
            times[name].append(load_once(browser, addresses[name]))
    return {name: loaded[1:] for name, loaded in times.items()}


def load_once(browser: Browser, address: str) -> Times:
    """Open a page on a slow processor."""
    with visiting(browser) as page:
        page.add_init_script(TIMES)
        devtools = page.context.new_cdp_session(page)
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        with page.expect_console_message(lambda it: it.text.startswith("[")) as said:
            page.goto(address)
        return Times(*json.loads(said.value.text))


@contextmanager
def visiting(browser: Browser) -> Iterator[Page]:
    """Open a tab in a browser that knows nothing yet."""
    context: BrowserContext = browser.new_context()
    yield context.new_page()
    context.close()


def opened(page: Page, address: str) -> Frame:
    """Open the LMS's page; gives the frame of the package in it, fully loaded."""
    page.goto(address)
    page.wait_for_selector("iframe", state="attached")
    while not (frame := page.frames[-1]).url.endswith("index.html"):
        page.wait_for_timeout(10)
    frame.wait_for_load_state()
    return frame


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else LOADS)
