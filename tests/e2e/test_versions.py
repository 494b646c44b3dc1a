"""L&D changes the module and uploads it again: answers stay under their own questions."""

import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from course.loader import load
from scorm_builder.editions import EDITIONS
from scorm_builder.package import build
from tests.e2e.conftest import WERKPAKKET_1
from tests.e2e.lms import Lms
from tests.e2e.play import Play
from tests.e2e.texts import QUESTIONS, reflections

TEXTS = reflections(10_200)
REMOVED = "werkpraktijk"
NEW = "- Wat viel je vandaag op? {#vandaag}\n"
CARDS = """
## Luister eerst {#luister}

Vraag wat er aan de hand is.

---

En zeg daarna niets.

## Loop mee {#loop-mee}

Loop een dag mee.

---

Schrijf op wat je zag.
"""


@contextmanager
def edited(path: Path) -> Iterator[list[str]]:
    """Change the lines of a file."""
    lines = path.read_text("utf-8").splitlines(keepends=True)
    yield lines
    path.write_text("".join(lines), "utf-8")


def make_version_2(folder: Path) -> None:
    """Remove question 3, add one in front, swap two, reword one, rename a part, add the cards."""
    with edited(folder / "2-reflectievragen.md") as lines:
        first = next(n for n, line in enumerate(lines) if line.startswith("- "))
        lines[:] = [line for line in lines if f"{{#{REMOVED}}}" not in line]
        lines[first], lines[first + 1] = lines[first + 1], lines[first]
        lines[first + 5] = re.sub(r"- .* \{", "- Heel anders gevraagd? {", lines[first + 5])
        lines.insert(first, NEW)
    with edited(folder / "1-animatiefilmpje.md") as lines:
        lines[:] = [re.sub(r"^title: .*", "title: De film", line) for line in lines]
    with edited(folder / "4-denk-en-doekaartjes.md") as lines:
        lines[:] = [line for line in lines if not line.startswith(("follows:", "## Kaartje"))]
        lines.append(CARDS)


@pytest.fixture(scope="session")
def version_2(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The changed module's packages, by edition."""
    folder = tmp_path_factory.mktemp("version-2")
    shutil.copytree(WERKPAKKET_1, folder / "module")
    make_version_2(folder / "module")
    module = load(folder / "module")
    return {
        name: build(module, edition, folder / f"{name}.zip", None).path
        for name, edition in EDITIONS.items()
    }


@pytest.fixture
def completed(lms: Lms, context: BrowserContext) -> Lms:
    """A learner answered everything in version 1 and completed it."""
    play = lms.play(context, clocked=True)
    play.open_all()
    play.write_all(TEXTS)
    play.settle()
    lms.end_frame(play)
    assert lms.status() == "completed"
    return lms


def downloaded(play: Play) -> str:
    play.part("Reflectievragen")
    with play.page.expect_download() as download:
        play.press("Antwoorden downloaden")
    return download.value.path().read_text("utf-8-sig")


def test_answers_stay_under_their_own_questions_and_the_removed_one_is_kept(
    completed: Lms,
    version_2: Mapping[str, Path],
    edition: str,
    elsewhere: BrowserContext,
) -> None:
    completed.upload(version_2[edition])
    play = completed.play(elsewhere)
    assert play.texts() == {name: text for name, text in TEXTS.items() if name != REMOVED}
    assert play.text("vandaag") == ""
    play.part("Reflectievragen")
    expect(play.sco.locator(".removed")).to_contain_text(TEXTS[REMOVED].split("\n")[0])
    text = downloaded(play)
    assert all(answer in text for answer in TEXTS.values())
    assert "Heel anders gevraagd?" in text
    play.write("vandaag", "Dat alles nog klopt.")
    completed.end(play)
    assert completed.status() == "completed"
    again = completed.play(elsewhere)
    assert again.text("vandaag") == "Dat alles nog klopt."
    assert TEXTS[REMOVED] in downloaded(again)


def test_going_back_to_version_1_brings_everything_back(
    completed: Lms,
    packages: Mapping[str, Path],
    version_2: Mapping[str, Path],
    edition: str,
    elsewhere: BrowserContext,
) -> None:
    completed.upload(version_2[edition])
    play = completed.play(elsewhere)
    play.write("vandaag", "Alleen in versie 2.")
    completed.end(play)
    completed.upload(packages[edition])
    back = completed.play(elsewhere)
    assert back.texts() == TEXTS
    assert "Alleen in versie 2." in downloaded(back)
    completed.end(back)
    assert completed.status() == "completed"


def test_cards_that_were_to_follow_are_told_as_new_and_take_nothing_back(
    completed: Lms,
    version_2: Mapping[str, Path],
    edition: str,
    judge: str,
    elsewhere: BrowserContext,
) -> None:
    completed.upload(version_2[edition])
    play = completed.play(elsewhere, judge)
    cards = play.sco.get_by_role("navigation").get_by_role("listitem").filter(has_text="kaartjes")
    expect(cards).to_contain_text("nieuw")
    play.part("De film")
    completed.end_frame(play)
    assert completed.status() == "completed"
    again = completed.play(elsewhere, judge)
    again.part("Denk- en doekaartjes")
    again.sco.locator("[data-mark]").first.check()
    completed.end(again)
    last = completed.play(elsewhere, judge)
    expect(last.sco.locator("[data-mark]").first).to_be_checked()
    assert completed.status() == "completed"


def test_who_was_not_done_still_has_to_open_the_new_part(
    lms: Lms,
    version_2: Mapping[str, Path],
    edition: str,
    context: BrowserContext,
) -> None:
    play = lms.play(context)
    play.part("Animatiefilmpje")
    lms.end(play)
    lms.upload(version_2[edition])
    again = lms.play(context)
    again.part("Reflectievragen")
    lms.end(again)
    assert lms.status() == "incomplete"
    last = lms.play(context)
    last.part("Denk- en doekaartjes")
    lms.end(last)
    assert lms.status() == "completed"


def test_marks_are_never_an_interaction(
    lms: Lms, version_2: Mapping[str, Path], edition: str, context: BrowserContext
) -> None:
    lms.upload(version_2[edition])
    play = lms.play(context)
    play.part("Denk- en doekaartjes")
    play.sco.locator("[data-mark]").first.check()
    play.write("buikpijn", "Soms")
    lms.end(play)
    assert lms.responses() == {"buikpijn": "Soms"}


def test_the_item_keeps_its_identifier(
    lms: Lms, version_2: Mapping[str, Path], edition: str
) -> None:
    before = [sco.item for sco in lms.package.scos]
    lms.upload(version_2[edition])
    assert [sco.item for sco in lms.package.scos] == before


@pytest.fixture(scope="session")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The module completed by two answers, by edition."""
    folder = tmp_path_factory.mktemp("counted")
    shutil.copytree(WERKPAKKET_1, folder / "module")
    with edited(folder / "module" / "module.md") as lines:
        lines[:] = [
            line.replace("completion: opened", "completion: {answered: 2}") for line in lines
        ]
    module = load(folder / "module")
    return {
        name: build(module, edition, folder / f"{name}.zip", None).path
        for name, edition in EDITIONS.items()
    }


def test_answers_complete_a_module_that_asks_for_answers(
    lms: Lms, counted: Mapping[str, Path], edition: str, context: BrowserContext
) -> None:
    lms.upload(counted[edition])
    play = lms.play(context)
    play.open_all()
    play.write_all({QUESTIONS[0]: "een", QUESTIONS[1]: "  \n"})
    lms.end(play)
    assert lms.status() == "incomplete"
    again = lms.play(context)
    again.write_all({QUESTIONS[1]: "twee"})
    lms.end(again)
    assert lms.status() == "completed"
