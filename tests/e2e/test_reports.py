"""What a trainer reads in the report: every answer whole, in pieces only after a refusal."""

import re

import pytest
from playwright.sync_api import BrowserContext

from tests.e2e.lms import Lms
from tests.e2e.play import Call, Play
from tests.e2e.texts import hard_answers, one_line

HARD = hard_answers()
LONG = {
    "nieuwsgierig": "grens-255",
    "moeite": "emoji",
    "werkpraktijk": "grens-4000",
    "gaat-goed": "arabisch",
    "belemmeringen": "html",
}
ID = re.compile(r"cmi\.interactions\.(\d+)\.id")


def joined(responses: dict[str, str], question: str) -> str:
    """Put the pieces of an answer together again, as a trainer would."""
    pieces = [text for name, text in responses.items() if re.fullmatch(rf"{question}\.\d+", name)]
    return responses[question] + "".join(pieces)


def indices(play: Play) -> list[int]:
    """The rows that were begun, in order."""
    matches = [ID.fullmatch(call.values[0]) for call in play.calls("SetValue") if call.result]
    return [int(match[1]) for match in matches if match]


def read_errors(play: Play) -> list[Call]:
    return [call for call in play.calls("GetValue") if call.error != "0"]


@pytest.mark.parametrize("profile", ["moodle-standards", "moodle", "strict"])
def test_pieces_joined_give_the_whole_answer(
    lms: Lms, profile: str, context: BrowserContext
) -> None:
    answers = {question: HARD[name] for question, name in LONG.items()}
    play = lms.play(context, profile)
    play.write_all(answers)
    play.see(visible=False)
    ascii_only = profile == "strict" and lms.package.edition == "scorm12"
    for question, text in answers.items():
        whole = joined(lms.responses(), question)
        if ascii_only:
            assert whole.isascii()
            assert len(whole) == pytest.approx(len(text), abs=20)
        else:
            assert whole == one_line(text)
    assert all(each.encode("utf-16", "strict") for each in lms.responses().values() if each)
    assert indices(play) == list(range(len(indices(play))))


@pytest.mark.parametrize("profile", ["moodle-standards", "strict"])
def test_a_very_long_answer_reaches_the_report_whole(
    lms: Lms, profile: str, context: BrowserContext
) -> None:
    play = lms.play(context, profile)
    play.write("moeite", HARD["lang-33000"])
    play.see(visible=False)
    assert joined(lms.responses(), "moeite") == one_line(HARD["lang-33000"])


def test_a_short_answer_stands_in_one_row_with_its_question(
    lms: Lms, judge: str, context: BrowserContext
) -> None:
    play = lms.play(context, judge)
    play.write_all({"moeite": "regel een\nregel twee", "nodig": "tijd"})
    lms.end_frame(play)
    rows = {row.id: row for row in lms.interactions()}
    assert {name: row.response for name, row in rows.items()} == {
        "moeite": "regel een regel twee",
        "nodig": "tijd",
    }
    if lms.package.edition == "scorm2004":
        assert rows["moeite"].question == "Waar heb je moeite mee?"
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", rows["moeite"].time)


@pytest.mark.parametrize("profile", ["moodle-standards", "strict"])
def test_the_second_visit_leaves_no_tail_of_a_longer_answer(
    lms: Lms, profile: str, context: BrowserContext
) -> None:
    sentence = "Een zin die nergens op lijkt. "
    size = 255 if lms.package.edition == "scorm12" else 4000 if profile == "strict" else 70000
    long = (sentence * (size * 9 // len(sentence) + 1))[: size * 9 - 5].strip()
    play = lms.play(context, profile)
    play.write_all({"nodig": "tijd", "moeite": long})
    play.see(visible=False)
    assert joined(lms.responses(), "moeite") == long
    again = lms.play(context, profile)
    again.write_all({"nodig": "meer tijd", "moeite": "kort"})
    again.see(visible=False)
    assert read_errors(again) == []
    assert joined(lms.responses(), "moeite") == "kort"
    assert lms.responses()["nodig"] == "meer tijd"
    assert {text for name, text in lms.responses().items() if name.startswith("moeite.")} <= {""}


def test_a_second_visit_writes_what_changed_into_the_rows_of_the_first(
    lms: Lms, judge: str, context: BrowserContext
) -> None:
    play = lms.play(context, judge)
    play.write_all({"nodig": "tijd", "moeite": "alles", "gaat-goed": "Toch maar niet"})
    lms.end(play)
    again = lms.play(context, judge)
    again.write_all({"moeite": "minder", "buikpijn": "soms", "gaat-goed": ""})
    lms.end_frame(again)
    assert read_errors(again) == []
    assert lms.responses() == {
        "nodig": "tijd",
        "moeite": "minder",
        "gaat-goed": "",
        "buikpijn": "soms",
    }
    # In the module's order "nodig" came third; nothing of it was written again.
    rows = {
        call.values[0].split(".")[2]
        for call in again.calls("SetValue")
        if "inter" in call.values[0]
    }
    assert rows == {"0", "1", "3"}
    last = lms.play(context, judge)
    assert last.texts() == {"nodig": "tijd", "moeite": "minder", "buikpijn": "soms"}
