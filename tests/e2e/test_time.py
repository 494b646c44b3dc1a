"""Time spent: looked at and not slept through, in the edition's own form, told before the end."""

import re

import pytest
from playwright.sync_api import BrowserContext

from practice_lms.scorm.attempts import seconds_of
from tests.e2e.lms import Lms
from tests.e2e.play import Play

HOUR = 3600
TIME = {"scorm12": "cmi.core.session_time", "scorm2004": "cmi.session_time"}
FORM = {
    "scorm12": r"\d{4}:[0-5]\d:[0-5]\d(\.\d{1,2})?",
    "scorm2004": r"PT(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?",
}


def told(lms: Lms, play: Play) -> list[float]:
    """The session times that the package told, in seconds; each in the edition's form."""
    times = play.values(TIME[lms.package.edition])
    assert all(re.fullmatch(FORM[lms.package.edition], time) for time in times)
    return [seconds_of(time) for time in times]


def test_forty_seconds_without_a_commit_count(
    lms: Lms, judge: str, context: BrowserContext
) -> None:
    play = lms.play(context, judge, clocked=True)
    play.advance(40)
    lms.end_frame(play)
    assert told(lms, play)[-1] == pytest.approx(40, abs=1)
    calls = play.calls()
    last_time = max(n for n, call in enumerate(calls) if TIME[lms.package.edition] in call.values)
    assert last_time < min(n for n, call in enumerate(calls) if call.verb == "Terminate")
    assert lms.seconds() == pytest.approx(40, abs=1)


def test_time_is_told_with_each_commit_and_not_added_twice(
    lms: Lms, judge: str, context: BrowserContext
) -> None:
    play = lms.play(context, judge, clocked=True)
    play.part("Reflectievragen")
    for word in ("Eerst ", "dan ", "tot slot"):
        play.type("moeite", word, 500)
        play.advance(60)
    lms.end_frame(play)
    times = told(lms, play)
    commits = [call.verb for call in play.calls()].count("Commit")
    assert len(times) >= commits - 1 >= 3
    assert times == sorted(times)
    assert lms.seconds() == pytest.approx(times[-1], abs=0.1)
    assert times[-1] == pytest.approx(180 + 8.5, abs=2)


def test_hidden_time_does_not_count(lms: Lms, context: BrowserContext) -> None:
    play = lms.play(context, clocked=True)
    play.advance(20)
    play.see(visible=False)
    play.advance(75 * HOUR)
    play.see(visible=True)
    play.advance(20)
    lms.end_frame(play)
    assert told(lms, play)[-1] == pytest.approx(40, abs=1)


def test_a_page_left_open_in_sight_counts_half_an_hour_at_most(
    lms: Lms, context: BrowserContext
) -> None:
    play = lms.play(context, clocked=True)
    play.advance(75 * HOUR)
    lms.end_frame(play)
    assert 0 < told(lms, play)[-1] <= HOUR / 2 + 1


def test_a_clock_that_is_set_back_makes_no_time_negative(lms: Lms, context: BrowserContext) -> None:
    play = lms.play(context, clocked=True)
    play.part("Reflectievragen")
    play.type("moeite", "Voor de klok", 500)
    play.advance(20)
    play.sco.evaluate(f"playClock.zero -= {2 * HOUR * 1000}")
    play.type("moeite", " en erna", 500)
    play.advance(20)
    lms.end_frame(play)
    times = told(lms, play)
    assert times == sorted(times)
    assert times[-1] == pytest.approx(50, abs=2)
    assert lms.responses() == {"moeite": "Voor de klok en erna"}


@pytest.mark.parametrize("ticks", [True, False], ids=["ticks go on", "ticks stand still"])
def test_sleep_does_not_count(lms: Lms, ticks: bool, context: BrowserContext) -> None:
    play = lms.play(context, clocked=True)
    play.part("Reflectievragen")
    play.type("moeite", "Net voor ik de klep dichtdeed", 500)
    play.sco.evaluate("ticks => playClock.sleep(9 * 3600 * 1000, ticks)", ticks)
    play.type("moeite", " en erna", 500)
    play.advance(20)
    lms.end_frame(play)
    assert told(lms, play)[-1] <= HOUR / 2 + 60
    assert lms.responses() == {"moeite": "Net voor ik de klep dichtdeed en erna"}
