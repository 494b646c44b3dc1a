"""Whatever way a learner leaves, all that was written is there at the next visit."""

import pytest
from playwright.sync_api import BrowserContext, Error

from tests.e2e.lms import Lms, eventually
from tests.e2e.play import Play
from tests.e2e.texts import hard_answers, reflections

REFLECTIONS = reflections(10_000)
LOSES = {
    "commit-false": "sync-only",
    "commit-lies": "sync-only",
    "commit-throws": "sync-only",
    "no-sync": "sync-only",
    "beacon": "no-unload",
}


def write_all(lms: Lms, context: BrowserContext, profile: str, *faults: str) -> Play:
    """Answer all questions with several lines each, up to the last key of each answer."""
    play = lms.play(context, profile, faults=faults, clocked=True)
    play.write_all({question: text[:-1] for question, text in REFLECTIONS.items()})
    play.rest(coder=lms.package.edition == "scorm12")
    play.write_all(REFLECTIONS)
    return play


def test_seventeen_long_answers_come_back_on_any_computer(
    lms: Lms, judge: str, context: BrowserContext, elsewhere: BrowserContext
) -> None:
    lms.end(write_all(lms, context, judge))
    assert lms.play(elsewhere, judge).texts() == REFLECTIONS


@pytest.mark.parametrize("faults", LOSES.items(), ids="+".join)
def test_what_the_platform_lost_comes_back_in_the_same_browser(
    lms: Lms, faults: tuple[str, str], context: BrowserContext
) -> None:
    write_all(lms, context, "strict", *faults).close()
    assert lms.play(context, "strict").texts() == REFLECTIONS


def test_what_a_beacon_cannot_carry_comes_back_in_the_same_browser(
    lms: Lms, context: BrowserContext
) -> None:
    long = hard_answers()["lang-33000"]
    play = lms.play(context, "moodle", faults=["beacon"])
    play.write("moeite", long)
    play.close()
    assert lms.responses() == {}
    again = lms.play(context, "moodle")
    assert again.text("moeite") == long
    eventually({"moeite": long}, lms.responses)


def test_who_wrote_more_than_a_closing_page_can_send_is_told_how_to_leave(
    lms: Lms, context: BrowserContext, elsewhere: BrowserContext
) -> None:
    long = hard_answers()["lang-33000"]
    play = lms.play(context, "moodle", clocked=True)
    play.write("moeite", REFLECTIONS["moeite"])
    play.settle()
    room = play.sco.locator("#_room")
    assert room.inner_text() == ""
    play.write("moeite", long)
    play.settle()
    assert "“Opslaan en afsluiten”" in room.inner_text()
    play.write("moeite", f"{long} Tot slot.")
    play.press("Opslaan en afsluiten")
    assert lms.play(elsewhere, "moodle").text("moeite") == f"{long} Tot slot."


def test_what_the_browser_kept_goes_to_the_platform_and_then_from_the_browser(
    lms: Lms, context: BrowserContext, elsewhere: BrowserContext
) -> None:
    write_all(lms, context, "strict", "commit-lies", "sync-only").close()
    back = lms.play(context, "strict")
    assert any("hellingbaan" in value for value in back.stored())
    eventually(True, lambda: REFLECTIONS.keys() <= lms.responses().keys())
    lms.end(back)
    assert lms.play(elsewhere, "strict").texts() == REFLECTIONS
    last = lms.play(context, "strict")
    assert last.texts() == REFLECTIONS
    assert not any("hellingbaan" in value for value in last.stored())


def test_a_tab_that_crashes_loses_nothing(lms: Lms, context: BrowserContext) -> None:
    play = lms.play(context, faults=["commit-lies"])
    play.write("moeite", "Net getypt, en toen was het scherm weg.")
    with play.page.expect_event("crash"), pytest.raises(Error):
        play.page.goto("chrome://crash")
    again = lms.play(context)
    assert again.text("moeite") == "Net getypt, en toen was het scherm weg."


LISTENED = """
window.listened = []
const listen = EventTarget.prototype.addEventListener
EventTarget.prototype.addEventListener = function (...values) {
  listened.push(values[0])
  return listen.apply(this, values)
}
"""


def test_nothing_depends_on_unload_which_browsers_and_platforms_block(
    lms: Lms, context: BrowserContext
) -> None:
    context.add_init_script(LISTENED)
    play = lms.play(context)
    play.open_all()
    listened = set(play.sco.evaluate("listened"))
    assert {"pagehide", "visibilitychange"} <= listened
    assert not listened & {"unload", "beforeunload"}
    assert play.sco.evaluate("[onunload, onbeforeunload]") == [None, None]


FORBIDDEN = """
for (const name of window === top ? [] : ['localStorage', 'sessionStorage']) {
  Object.defineProperty(window, name, { get() { throw new DOMException('', 'SecurityError') } })
}
"""
FULL = """
Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') }
"""


@pytest.mark.parametrize("script", [FORBIDDEN, FULL], ids=["forbidden", "full"])
def test_a_browser_that_keeps_nothing_leaves_it_to_the_platform(
    lms: Lms, script: str, context: BrowserContext
) -> None:
    context.add_init_script(script)
    play = lms.play(context, clocked=True)
    play.type("moeite", "Alleen in het leerplatform.", 50)
    play.advance(20)
    assert (play.status(), play.alert()) == ("Opgeslagen", "")
    play.change_faults(commit={"answer": False, "stores": False})
    play.type("moeite", " En dit nergens.", 50)
    play.advance(60)
    assert "deze browser bewaart ook niets" in play.alert()
    assert play.errors == []
    lms.end_frame(play)
    assert lms.play(context).text("moeite") == "Alleen in het leerplatform. En dit nergens."
