"""Room in the platform: 11,500 characters in the narrowest one, and what happens beyond it."""

import re

import pytest
from playwright.sync_api import BrowserContext, expect

from practice_lms.scorm.attempts import Cmi
from tests.e2e.lms import Lms
from tests.e2e.play import Play
from tests.e2e.texts import QUESTIONS, reflections

FULL = "Het leerplatform heeft geen ruimte voor alles"
ROOM = re.compile(r"nog ruimte voor ongeveer ([\d.]+) tekens")
STRICT = 4096
PLAYED = ("scorm12",)
"""Only SCORM 1.2 is narrow."""


def data(kept: Cmi) -> str:
    return kept["cmi.suspend_data"]


def answer(play: Play, texts: dict[str, str]) -> None:
    """Write answers, three at a time and a minute for each three."""
    play.part("Reflectievragen")
    entries = list(texts.items())
    for start in range(0, len(entries), 3):
        play.write_all(dict(entries[start : start + 3]))
        play.advance(60)
    play.rest(coder=True)


def test_11_500_characters_are_whole_after_closing_at_once_after_the_last_key(
    lms: Lms, context: BrowserContext, elsewhere: BrowserContext
) -> None:
    texts = reflections(11_500)
    assert sum(map(len, texts.values())) >= 11_500
    play = lms.play(context, clocked=True)
    answer(play, texts | {"buikpijn": texts["buikpijn"][:-10]})
    assert play.alert() == ""
    play.type("buikpijn", texts["buikpijn"][-10:], 100)
    lms.end(play)
    assert len(data(lms.kept())) <= STRICT
    assert re.fullmatch(r"[!-~]+", data(lms.kept()))
    assert lms.play(elsewhere).texts() == texts


def test_the_learner_sees_how_much_room_is_left_before_it_runs_out(
    lms: Lms, context: BrowserContext
) -> None:
    play = lms.play(context, clocked=True)
    texts = reflections(11_500)
    answer(play, dict(list(texts.items())[:8]))
    assert not ROOM.search(play.sco.locator("body").inner_text())
    answer(play, dict(list(texts.items())[8:]))
    told = ROOM.search(play.sco.locator("body").inner_text())
    assert told
    assert 100 <= int(told[1].replace(".", "")) <= 4000
    assert play.alert() == ""


def beyond() -> dict[str, str]:
    """More than fits: every answer, and the next one after it once more."""
    texts = reflections(12_900)
    following = [texts[question] for question in (*QUESTIONS[1:], QUESTIONS[0])]
    return {
        question: text + other
        for (question, text), other in zip(texts.items(), following, strict=True)
    }


def test_beyond_the_room_nothing_is_cut_and_all_stays_in_the_browser(
    lms: Lms, context: BrowserContext, elsewhere: BrowserContext
) -> None:
    texts = beyond()
    play = lms.play(context, clocked=True)
    answer(play, texts)
    assert play.alert().startswith(FULL)
    assert "Download je antwoorden" in play.alert()
    assert play.status() != "Opgeslagen"
    with play.page.expect_download() as download:
        play.press("Antwoorden downloaden")
    taken = download.value.path().read_text("utf-8")
    assert all(text in taken for text in texts.values())
    lms.end(play)
    there = lms.play(elsewhere).texts()
    assert there.items() <= texts.items()
    assert sum(map(len, there.values())) > 9_000
    again = lms.play(context)
    assert again.texts() == texts


def test_who_leaves_a_full_platform_is_told_the_truth_and_nothing_else(
    lms: Lms, context: BrowserContext
) -> None:
    play = lms.play(context, clocked=True)
    answer(play, {question: text * 3 for question, text in beyond().items()})
    play.page.set_viewport_size({"width": 320, "height": 700})
    play.box("buikpijn").focus()
    assert play.sco.locator("#_room").inner_text() == ""
    alert = play.sco.locator("[role=alert] > p").first
    expect(alert).to_be_in_viewport(ratio=1)
    top = play.sco.locator(".top").bounding_box()
    told = alert.bounding_box()
    assert top
    assert told
    assert told["y"] >= top["y"] + top["height"]
    play.press("Opslaan en afsluiten")
    farewell = play.sco.locator(".farewell")
    expect(farewell).to_contain_text("Niet al je antwoorden passen")
    expect(farewell).not_to_contain_text("alsnog")
    assert play.alert() == ""


def test_what_is_named_as_too_much_is_what_grew_last(lms: Lms, context: BrowserContext) -> None:
    play = lms.play(context, clocked=True)
    texts = reflections(11_500)
    answer(play, texts)
    play.write_all({"moeite": texts["moeite"] + " " + beyond()["nodig"] * 3})
    play.advance(60)
    assert "Waar heb je moeite mee?" in play.alert()
    assert "buikpijn" not in play.alert()


def test_making_an_answer_shorter_makes_room(
    lms: Lms, context: BrowserContext, elsewhere: BrowserContext
) -> None:
    texts = beyond()
    play = lms.play(context, clocked=True)
    answer(play, texts)
    assert play.alert().startswith(FULL)
    shorter = reflections(9_000)
    answer(play, shorter)
    assert (play.alert(), play.status()) == ("", "Opgeslagen")
    lms.end(play)
    assert lms.play(elsewhere).texts() == shorter


@pytest.mark.parametrize("profile", ["moodle", "scorm-again"])
def test_a_generous_platform_takes_what_a_strict_one_has_no_room_for(
    lms: Lms, profile: str, context: BrowserContext, elsewhere: BrowserContext
) -> None:
    texts = beyond()
    play = lms.play(context, profile, clocked=True)
    answer(play, texts)
    assert (play.alert(), play.status()) == ("", "Opgeslagen")
    lms.end(play)
    assert lms.play(elsewhere, profile).texts() == texts


def test_a_visit_to_a_full_platform_goes_on_where_it_was(lms: Lms, context: BrowserContext) -> None:
    texts = beyond()
    play = lms.play(context, clocked=True)
    answer(play, texts)
    lms.end(play)
    again = lms.play(context, clocked=True)
    again.advance(120)
    assert again.alert().startswith(FULL)
    assert again.texts() == texts
