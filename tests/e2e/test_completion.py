"""Once completed, always completed; nothing is judged; looking around changes nothing."""

import pytest
from playwright.sync_api import BrowserContext

from practice_lms.scorm.attempts import NAMES
from tests.e2e.lms import Lms, eventually
from tests.e2e.play import Play

TEXT = "Bij nader inzien toch nog dit."


def statuses(lms: Lms, play: Play) -> list[str]:
    return play.values(NAMES[lms.package.edition]["status"])


def complete(lms: Lms, context: BrowserContext, profile: str = "strict", *faults: str) -> None:
    play = lms.play(context, profile, faults=faults)
    play.open_all()
    lms.end(play)
    assert lms.status() == "completed"


def test_incomplete_comes_first_and_completed_follows_and_nothing_is_scored(
    lms: Lms, judge: str, context: BrowserContext
) -> None:
    play = lms.play(context, judge)
    eventually("incomplete", lms.status)
    first_set = play.calls("SetValue")[0].values
    assert first_set == [NAMES[lms.package.edition]["exit"], "suspend"]
    play.part("Animatiefilmpje")
    play.write("moeite", TEXT)
    lms.end_frame(play)
    assert statuses(lms, play) == ["incomplete", "completed"]
    elements = {call.values[0] for call in play.calls("SetValue")}
    assert not [each for each in elements if "score" in each or "success" in each]


def test_who_comes_back_keeps_completed_and_can_still_write(
    lms: Lms, judge: str, context: BrowserContext
) -> None:
    complete(lms, context, judge)
    play = lms.play(context, judge)
    play.part("Animatiefilmpje")
    play.write("moeite", TEXT)
    lms.end_frame(play)
    assert "incomplete" not in statuses(lms, play)
    assert lms.status() == "completed"
    assert lms.responses() == {"moeite": TEXT}


@pytest.mark.parametrize("fault", ["empty-status", "no-status"])
def test_a_platform_that_forgets_the_status_is_never_told_incomplete_again(
    lms: Lms, fault: str, context: BrowserContext
) -> None:
    complete(lms, context, "strict", fault)
    play = lms.play(context, faults=[fault])
    play.write("moeite", TEXT)
    lms.end_frame(play)
    assert "incomplete" not in statuses(lms, play)
    assert lms.status() == "completed"


def test_completed_stands_where_the_platform_lost_everything_else(
    lms: Lms, context: BrowserContext, elsewhere: BrowserContext
) -> None:
    complete(lms, context)
    lms.spoil("cmi.suspend_data", "")
    play = lms.play(elsewhere)
    play.write("moeite", TEXT)
    lms.end_frame(play)
    assert statuses(lms, play) == []
    assert lms.status() == "completed"


def test_browsing_writes_nothing_and_says_so(lms: Lms, judge: str, context: BrowserContext) -> None:
    play = lms.play(context, judge, mode="browse")
    assert play.alert().startswith("Je bekijkt deze module alleen ter inzage")
    play.write("moeite", TEXT)
    play.open_all()
    play.leave_frame()
    assert play.calls("SetValue") == []
    assert lms.responses() == {}


def test_review_keeps_what_is_written_and_leaves_the_status(
    lms: Lms, judge: str, context: BrowserContext
) -> None:
    play = lms.play(context, judge, mode="review")
    play.write("moeite", TEXT)
    play.open_all()
    lms.end_frame(play)
    assert statuses(lms, play) == []
    assert lms.responses() == {"moeite": TEXT}
    assert lms.play(context, judge).text("moeite") == TEXT
