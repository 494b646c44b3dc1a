"""The pace of saving, and platforms that fail, freeze, or go away and come back."""

import re
from collections.abc import Sequence
from itertools import pairwise

from playwright.sync_api import BrowserContext, expect

from tests.e2e.lms import Lms
from tests.e2e.play import Play, Said
from tests.e2e.texts import QUESTIONS

NOT_SAVED = "Het leerplatform slaat je antwoorden nu niet op"
SAVED = "Opgeslagen"
SAVING = "Bezig met opslaan"
MINUTE = 60_000
SENTENCE = "Dat merk ik elke week in mijn werk, zeker aan de balie."


def answer_all(play: Play, pace: int, rest: float) -> None:
    """Answer 17 questions, a sentence each, with a rest after each."""
    for question in QUESTIONS:
        play.type(question, SENTENCE, pace)
        play.advance(rest)


def most_in_a_minute(times: Sequence[float]) -> int:
    return max(sum(start <= at < start + MINUTE for at in times) for start in times)


def alerts(play: Play) -> list[str]:
    return [said.text for said in play.said() if said.role == "alert"]


def test_the_start_asks_little_and_typing_on_commits_at_most_four_times_a_minute(
    lms: Lms, context: BrowserContext
) -> None:
    play = lms.play(context, clocked=True)
    assert len(play.calls()) <= 12
    play.part("Reflectievragen")
    play.type("moeite", SENTENCE * 20, 220)
    commits = [call.at for call in play.calls("Commit")]
    assert len(commits) >= 10
    assert most_in_a_minute(commits) <= 4


def test_only_what_changed_is_written(lms: Lms, context: BrowserContext) -> None:
    play = lms.play(context, clocked=True)
    answer_all(play, 50, 20)
    before = len(play.calls())
    play.type("moeite", " Ook nu.", 50)
    play.advance(20)
    later = [call.values[0] for call in play.calls()[before:] if call.verb == "SetValue"]
    assert len(later) <= 4
    assert sum("interactions" in element for element in later) <= 2


def test_a_hidden_page_saves_at_once(lms: Lms, context: BrowserContext) -> None:
    play = lms.play(context, clocked=True)
    play.type("moeite", SENTENCE, 20)
    play.see(visible=False)
    assert lms.responses() == {"moeite": SENTENCE}
    commits = len(play.calls("Commit"))
    play.see(visible=True)
    play.see(visible=False)
    assert len(play.calls("Commit")) == commits


def test_ten_minutes_of_failing_commits_give_one_warning_and_few_retries(
    lms: Lms, context: BrowserContext
) -> None:
    play = lms.play(context, faults=["commit-false"], clocked=True)
    answer_all(play, 200, 6)
    play.advance(300)
    commits = [call.at for call in play.calls("Commit")]
    assert len(commits) <= 15
    gaps = [later - earlier for earlier, later in pairwise(commits)]
    assert gaps[-1] > gaps[1]
    assert [text[: len(NOT_SAVED)] for text in alerts(play)] == [NOT_SAVED]
    assert play.status() != SAVED
    play.change_faults(commit=None)
    play.advance(300)
    assert alerts(play)[1:] == [""]
    assert play.status() == SAVED
    assert lms.responses() == dict.fromkeys(QUESTIONS, SENTENCE)


def test_a_slow_platform_is_called_in_few_rounds_and_never_between_keys(
    lms: Lms, context: BrowserContext
) -> None:
    play = lms.play(context, faults=["slow"], clocked=True)
    begun = len(play.calls("Commit"))
    answer_all(play, 250, 4)
    play.advance(120)
    rounds = play.calls("Commit")[begun:]
    assert 1 <= len(rounds) <= 12
    first_calls = _first_of_rounds([call.at for call in play.calls()])
    for at in first_calls:
        keys = [key for key in play.typed() if key < at]
        assert not keys or at - keys[-1] >= 1990
    assert play.status() == SAVED
    assert lms.responses() == dict.fromkeys(QUESTIONS, SENTENCE)


def _first_of_rounds(times: list[float]) -> list[float]:
    """Calls block 2 seconds each; a call that comes later than that begins a round."""
    return [at for before, at in pairwise(times) if at - before > 2500]


def test_three_failures_and_then_success_take_the_warning_back(
    lms: Lms, context: BrowserContext
) -> None:
    play = lms.play(context, faults=["commit-false-3"], clocked=True)
    play.type("moeite", SENTENCE, 100)
    play.advance(400)
    assert [bool(text) for text in alerts(play)] == [True, False]
    assert play.status() == SAVED
    assert lms.responses() == {"moeite": SENTENCE}


def test_a_platform_that_goes_away_and_comes_back_has_everything(
    lms: Lms, context: BrowserContext
) -> None:
    play = lms.play(context, clocked=True)
    play.type("moeite", SENTENCE, 100)
    play.advance(20)
    context.route("**/commit?**", lambda route: route.abort())
    play.type("nodig", SENTENCE, 100)
    play.advance(600)
    assert play.alert().startswith(NOT_SAVED)
    assert lms.responses() == {"moeite": SENTENCE}
    context.unroute("**/commit?**")
    play.advance(300)
    assert (play.alert(), play.status()) == ("", SAVED)
    assert lms.responses() == {"moeite": SENTENCE, "nodig": SENTENCE}


def test_after_saving_and_closing_nothing_is_called_and_nothing_can_be_typed(
    lms: Lms, context: BrowserContext
) -> None:
    play = lms.play(context, clocked=True)
    play.part("Reflectievragen")
    play.type("moeite", SENTENCE, 100)
    play.press("Opslaan en afsluiten")
    assert lms.responses() == {"moeite": SENTENCE}
    calls = len(play.calls())
    assert len(play.calls("Terminate")) == 1
    play.see(visible=False)
    play.advance(60)
    play.see(visible=True)
    play.box("moeite").click()
    assert "Open de module opnieuw vanuit het leerplatform" in play.alert()
    play.page.keyboard.type(" En nog meer")
    play.advance(600)
    assert play.text("moeite") == SENTENCE
    assert play.sco.locator("textarea:not(:read-only), input:enabled").count() == 0
    play.leave_frame()
    assert len(play.calls()) == calls


def test_nothing_is_said_while_typing_goes_on(lms: Lms, context: BrowserContext) -> None:
    play = lms.play(context, clocked=True)
    play.part("Reflectievragen")
    play.type("moeite", SENTENCE * 10, 218)
    assert play.said() == []
    play.advance(30)
    assert [(said.role, said.text) for said in play.said()] == [("status", SAVED)]
    play.type("moeite", SENTENCE * 10, 218)
    assert [said.text for said in play.said()] == [SAVED, ""]
    play.advance(30)
    assert [said.text for said in play.said()] == [SAVED, "", SAVED]


def test_saving_is_told_only_when_a_pause_has_lasted(lms: Lms, context: BrowserContext) -> None:
    play = lms.play(context, clocked=True)
    play.part("Reflectievragen")
    play.type("moeite", "Eerst dit.", 100)
    play.advance(5)
    play.type("moeite", "Dan dat, te kort na de vorige keer opslaan.", 100)
    stopped: float = play.sco.evaluate("playClock.ticks")
    play.advance(30)
    told = [said for said in play.said() if said.at > stopped]
    assert [said.text for said in told] == [SAVING, SAVED]
    assert told[0].at - stopped >= 3000


def test_a_failure_is_announced_once_and_stays(lms: Lms, context: BrowserContext) -> None:
    play = lms.play(context, faults=["commit-false"], clocked=True)
    play.part("Reflectievragen")
    play.type("moeite", SENTENCE * 20, 218)
    play.advance(60)
    said = play.said()
    assert _words(said, "alert") == [play.alert()]
    assert re.match(NOT_SAVED, play.alert())
    assert set(_words(said, "status")) <= {"", SAVING}
    assert "Download" in play.alert()


def _words(said: list[Said], role: str) -> list[str]:
    return [each.text for each in said if each.role == role]


def test_a_failure_is_in_sight_of_who_writes_and_covers_nothing(
    lms: Lms, context: BrowserContext
) -> None:
    play = lms.play(context, faults=["commit-false"], clocked=True)
    play.write("buikpijn", SENTENCE)
    play.advance(60)
    play.box("nodig").focus()
    expect(play.box("nodig")).to_be_in_viewport()
    expect(play.sco.get_by_role("alert")).to_be_in_viewport(ratio=1)
    alert, box = (
        each.bounding_box() for each in (play.sco.get_by_role("alert"), play.box("nodig"))
    )
    assert alert
    assert box
    assert alert["y"] + alert["height"] <= box["y"]


def test_leaving_unsaved_is_told_once_with_what_to_do(lms: Lms, context: BrowserContext) -> None:
    play = lms.play(context, faults=["commit-false"], clocked=True)
    play.write("moeite", SENTENCE)
    play.advance(60)
    play.press("Opslaan en afsluiten")
    farewell = play.sco.locator(".farewell")
    expect(farewell).to_contain_text("Je laatste antwoorden zijn niet opgeslagen")
    expect(farewell).to_contain_text("Download je antwoorden")
    assert (play.alert(), play.status()) == ("", "")
