"""Sessions that run already or are over, and platforms that answer otherwise than the books say."""

from itertools import pairwise

import pytest
from playwright.sync_api import BrowserContext

from practice_lms.profiles import scorm_faults
from tests.e2e.lms import Lms

TEXT = "Dit is mijn antwoord."
ODD = [name for name in scorm_faults() if name.startswith(("answers-", "errors-", "error-"))]
OVER = "Het leerplatform heeft deze module afgesloten"


def test_a_session_that_runs_already_goes_on_and_ends_once(
    lms: Lms, context: BrowserContext
) -> None:
    play = lms.play(context, faults=["already-running", "no-unload"])
    assert play.alert() == ""
    play.write("moeite", TEXT)
    lms.end_frame(play)
    assert lms.responses() == {"moeite": TEXT}
    assert len(play.calls("Terminate")) == 1
    assert play.errors == []


def test_a_frame_loaded_again_after_the_end_says_to_open_the_module_again(
    lms: Lms, context: BrowserContext
) -> None:
    play = lms.play(context)
    play.write("moeite", TEXT)
    with play.page.expect_event("framenavigated"):
        play.sco.evaluate("location.reload()")
    play.wait()
    assert play.alert().startswith(OVER)
    play.write("moeite", f"{TEXT} En meer.")
    play.close()
    again = lms.play(context)
    assert again.text("moeite") == f"{TEXT} En meer."
    lms.end(again)
    assert lms.responses() == {"moeite": f"{TEXT} En meer."}


@pytest.mark.parametrize("fault", [*ODD, "commit-null", "commit-throws"])
def test_success_is_recognised_in_every_form_and_terminate_comes_once(
    lms: Lms, fault: str, context: BrowserContext
) -> None:
    play = lms.play(context, faults=[fault])
    play.write("moeite", TEXT)
    play.press("Opslaan en afsluiten")
    heading = play.sco.locator(".farewell h2").inner_text()
    failed = fault == "commit-throws"
    assert heading == (
        "Je laatste antwoorden zijn niet opgeslagen" if failed else "Je antwoorden zijn opgeslagen"
    )
    assert lms.responses() == {"moeite": TEXT}
    assert play.alert() == ""
    calls = len(play.calls())
    play.leave_frame()
    assert len(play.calls()) == calls
    assert len(play.calls("Terminate")) == 1
    assert play.errors == []


def test_every_refusal_is_followed_by_a_look_at_the_error(
    lms: Lms, judge: str, context: BrowserContext
) -> None:
    play = lms.play(context, judge)
    play.write_all({"moeite": "regel\n" * 900, "nodig": "één " * 80})
    lms.end_frame(play)
    calls = play.calls()
    for call, following in pairwise(calls):
        if call.verb == "SetValue":
            assert following.verb == "GetLastError"


def test_a_page_that_may_come_back_is_saved_and_not_ended(
    lms: Lms, context: BrowserContext
) -> None:
    play = lms.play(context)
    play.write("moeite", TEXT)
    kept = "new PageTransitionEvent('pagehide', { persisted: true })"
    play.sco.evaluate(f"() => {{ dispatchEvent({kept}) }}")
    assert lms.responses() == {"moeite": TEXT}
    assert play.calls("Terminate") == []
    play.write("nodig", TEXT)
    lms.end_frame(play)
    assert lms.responses() == {"moeite": TEXT, "nodig": TEXT}
