"""Stored text that a platform hands back spoiled, or cannot be read at all."""

import re
from itertools import zip_longest

import pytest
from playwright.sync_api import BrowserContext

from practice_lms.profiles import scorm_faults
from tests.e2e.lms import Lms
from tests.e2e.texts import QUESTIONS, hard_answers

MANGLINGS = [name for name in scorm_faults() if name.startswith("back-")]
UNREADABLE = "Je eerdere antwoorden konden niet worden gelezen"
LARGE = ("grens-4000", "lang-33000")


def all_texts(*names: str) -> dict[str, str]:
    """All hard texts but the large ones over the 17 questions, and those of the large named."""
    texts = [text for name, text in hard_answers().items() if name not in LARGE or name in names]
    rest = texts[len(QUESTIONS) :]
    pairs = zip_longest(texts[: len(QUESTIONS)], rest, fillvalue="")
    return dict(zip(QUESTIONS, (one + other for one, other in pairs), strict=True))


@pytest.mark.parametrize(
    ("edition", "names", "letter"),
    [
        ("scorm12", (), "p"),
        ("scorm12", ("grens-4000",), "[^p]"),
        ("scorm2004-3", LARGE, "p"),
        ("scorm2004-4", LARGE, "p"),
    ],
    ids=["scorm12-plain", "scorm12-coded", "scorm2004-3", "scorm2004-4"],
)
def test_every_answer_returns_letter_for_letter_from_every_spoiler(
    lms: Lms, names: tuple[str, ...], letter: str, context: BrowserContext
) -> None:
    texts = all_texts(*names)
    play = lms.play(context, clocked=True)
    play.write_all(texts)
    play.settle()
    assert re.match(letter, lms.kept()["cmi.suspend_data"])
    for fault in MANGLINGS:
        play.forget_browser()
        play.launch(lms.url(faults=[fault]))
        assert (fault, play.texts()) == (fault, texts)
        assert (play.alert(), play.errors) == ("", [])


@pytest.mark.parametrize("damage", ["&lt;zomaar iets&gt;", "cut"])
def test_what_cannot_be_read_is_left_alone_and_told(
    lms: Lms, damage: str, context: BrowserContext, elsewhere: BrowserContext
) -> None:
    play = lms.play(context)
    play.write("moeite", "Hier stond een heel verhaal.")
    lms.end(play)
    kept = lms.kept()["cmi.suspend_data"]
    spoiled = kept[:-9] if damage == "cut" else damage
    lms.spoil("cmi.suspend_data", spoiled)
    again = lms.play(elsewhere)
    assert again.alert().startswith(UNREADABLE)
    again.write("nodig", "Dit komt erbij.")
    lms.end(again)
    assert lms.kept()["cmi.suspend_data"] == spoiled
    once_more = lms.play(elsewhere)
    assert once_more.text("nodig") == "Dit komt erbij."
    once_more.press("Opnieuw beginnen")
    assert once_more.alert() == ""
    lms.end(once_more)
    last = lms.play(elsewhere)
    assert last.texts() == {"nodig": "Dit komt erbij."}
    assert last.alert() == ""


def test_the_browser_that_wrote_it_still_has_what_the_platform_spoiled(
    lms: Lms, context: BrowserContext
) -> None:
    play = lms.play(context)
    play.write("moeite", "Hier stond een heel verhaal.")
    lms.end(play)
    lms.spoil("cmi.suspend_data", "zomaar iets")
    again = lms.play(context)
    assert again.text("moeite") == "Hier stond een heel verhaal."


@pytest.mark.parametrize("fault", ["cut-1000", "ascii-marks"])
def test_a_platform_that_cuts_or_changes_in_silence_is_found_out(
    lms: Lms, fault: str, context: BrowserContext, elsewhere: BrowserContext
) -> None:
    texts = dict.fromkeys(
        QUESTIONS[:6], "Een heel verhaal over één café, met alle accenten. 🙂" * 4
    )
    play = lms.play(context, faults=[fault], clocked=True)
    play.write_all(texts)
    play.advance(30)
    if fault == "ascii-marks":
        assert (play.alert(), play.status()) == ("", "Opgeslagen")
        lms.end(play)
        assert lms.play(elsewhere).texts() == texts
        return
    assert "geen ruimte voor alles" in play.alert() or play.status() == "Opgeslagen"
    lms.end(play)
    assert set(lms.play(elsewhere).texts().items()) <= set(texts.items())
    assert lms.play(context).texts() == texts
