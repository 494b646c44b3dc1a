"""Take the screens of docs and README anew: ``make screens``.

Starts ``werkpakket demo`` in a folder of its own, walks through it as a learner, an instructor and
whoever looks at the grades, and writes a PNG a view into this folder.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, FrameLocator, Page, sync_playwright

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PROGRAM = Path(sys.executable).parent / "werkpakket"
PORT = "8640"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
QUESTION = "Waar heb je moeite mee?"
ANSWER = (
    "Ik vind het lastig om de vraag van een inwoner los te zien van onze regels.\n"
    "Volgende week bel ik eerst, voordat ik de brief schrijf."
)


@contextmanager
def demo() -> Iterator[str]:
    """Run the demo; gives the practice LMS's address."""
    environment = {**os.environ, "DEMO_PORT": PORT, "WERKPAKKET_CONTENT": str(ROOT / "content")}
    with tempfile.TemporaryDirectory() as folder:
        program = subprocess.Popen(  # noqa: S603
            [PROGRAM, "demo"], cwd=folder, env=environment, stdout=subprocess.PIPE, text=True
        )
        try:
            assert program.stdout  # noqa: S101
            yield program.stdout.readline().split()[-1]
        finally:
            program.terminate()
            program.wait()


def opened(browser: Browser, width: int, address: str, link: str) -> tuple[Page, FrameLocator]:
    """Follow a link of the first page; gives the page and what plays in its frame."""
    page = browser.new_page(viewport={"width": width, "height": 900}, locale="nl-NL")
    page.goto(address)
    page.get_by_role("link", name=link, exact=True).click()
    return page, page.frame_locator("iframe")


def take(page: Page, name: str) -> None:
    """Write one screen, once the page has come to rest."""
    page.wait_for_timeout(800)
    page.screenshot(path=HERE / f"{name}.png")


def package(browser: Browser, address: str, width: int) -> None:
    """The package in the LMS: its start, the video and the questions."""
    page, frame = opened(browser, width, address, "SCORM-pakket (1.2)")
    frame.get_by_role("heading", level=1).wait_for()
    take(page, f"pakket-{width}")
    for part in ("Animatiefilmpje", "Reflectievragen"):
        menu = frame.get_by_role("button", name="Onderdelen")
        if menu.is_visible():
            menu.click()
        frame.get_by_role("link", name=part, exact=True).first.click()
        take(page, f"{part.lower()}-{width}")
    page.close()


def tool(browser: Browser, address: str) -> None:
    """The tool: a learner answers and hands in, an instructor reads."""
    page, frame = opened(browser, 1280, address, "Reflectievragen als deelnemer")
    frame.get_by_role("link", name="Reflectievragen", exact=True).first.click()
    box = frame.get_by_role("textbox", name=QUESTION, exact=True)
    box.fill(ANSWER)
    frame.get_by_text("Opgeslagen", exact=True).first.wait_for()
    take(page, "tool-antwoord")
    frame.get_by_role("button", name="Inleveren").first.click()
    frame.get_by_role("dialog").get_by_role("button", name="Inleveren").click()
    frame.get_by_text("Ingeleverd").first.wait_for()
    page.close()
    page, frame = opened(browser, 1280, address, "Reflectievragen als begeleider")
    frame.get_by_role("heading", name="Reflecties").wait_for()
    take(page, "tool-overzicht")
    frame.get_by_role("link", name="Deelnemer 1", exact=True).click()
    frame.get_by_role("textbox", name="Feedback", exact=True).wait_for()
    take(page, "tool-begeleider")
    page.close()


def main() -> None:
    """Take them all."""
    browser_path = shutil.which("chromium") or shutil.which("google-chrome")
    with demo() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=FLAGS)
        for width in (1280, 320):
            package(browser, address, width)
        tool(browser, address)
        browser.close()


if __name__ == "__main__":
    main()
