"""Two tabs, two computers, two learners, and platforms that bring yesterday's state."""

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.e2e.lms import OTHER_LEARNER, Lms
from tests.e2e.play import Play

MINE = "Wat ik hier schreef."
THEIRS = "Wat ik daar schreef."
SECRET = "Alleen voor mijn eigen ogen."
TWO_SCRIPTS = "أجد صعوبة في ترك القواعد.\nDat zei ik ook aan de balie."
TWO_OTHERS = "أجد صعوبة في العمل معا.\nDat zei ik gisteren al."
SIDES = """
(element) => {
  const [text, box] = [element.firstChild, element.getBoundingClientRect()]
  const lines = element.textContent.split('\\n')
  return lines.map((line, n) => {
    const range = document.createRange()
    const start = lines.slice(0, n).join('\\n').length + (n ? 1 : 0)
    range.setStart(text, start)
    range.setEnd(text, start + line.length)
    const { left, right } = range.getBoundingClientRect()
    return left - box.left < box.right - right ? 'left' : 'right'
  })
}
"""
"""On which side of its element each line of text begins."""


def versions(play: Play, question: str) -> set[str]:
    """The text in the box and those that are shown beside it."""
    others = play.sco.locator(f'[data-other="{question}"] .learner-text').all_inner_texts()
    return {play.text(question), *others}


def test_two_tabs_keep_what_each_of_them_wrote(
    lms: Lms, context: BrowserContext, elsewhere: BrowserContext
) -> None:
    one, two = lms.play(context), lms.play(context)
    one.write("moeite", MINE)
    two.write("nodig", THEIRS)
    expect(two.box("moeite")).to_have_value(MINE)
    expect(one.box("nodig")).to_have_value(THEIRS)
    lms.end(one)
    lms.end(two)
    assert lms.responses() == {"moeite": MINE, "nodig": THEIRS}
    assert lms.play(elsewhere).texts() == {"moeite": MINE, "nodig": THEIRS}


@pytest.mark.parametrize("first_to_leave", [0, 1])
def test_two_tabs_that_write_the_same_answer_lose_neither_text(
    lms: Lms, first_to_leave: int, context: BrowserContext, elsewhere: BrowserContext
) -> None:
    tabs = [lms.play(context), lms.play(context)]
    tabs[0].write("moeite", MINE)
    expect(tabs[1].box("moeite")).to_have_value(MINE)
    tabs[1].write("moeite", THEIRS)
    lms.end(tabs[first_to_leave])
    lms.end(tabs[1 - first_to_leave])
    again = lms.play(elsewhere)
    assert versions(again, "moeite") >= {MINE, THEIRS}


def test_typing_in_a_tab_that_slept_does_not_overwrite_the_other_tab(
    lms: Lms, context: BrowserContext, elsewhere: BrowserContext
) -> None:
    play = lms.play(context)
    play.write("moeite", "Begin.")
    lms.end(play)
    asleep, busy = lms.play(context), lms.play(context)
    busy.write("moeite", "Begin. En het vervolg.")
    lms.end(busy)
    asleep.write("nodig", THEIRS)
    lms.end(asleep)
    again = lms.play(elsewhere)
    assert again.texts() == {"moeite": "Begin. En het vervolg.", "nodig": THEIRS}


def test_a_newer_text_from_another_computer_and_an_unsaved_older_one_are_both_shown(
    lms: Lms, context: BrowserContext, elsewhere: BrowserContext
) -> None:
    lost = lms.play(context, faults=["commit-lies", "sync-only"])
    lost.write("moeite", MINE)
    lost.close()
    there = lms.play(elsewhere)
    there.write("moeite", THEIRS)
    lms.end(there)
    again = lms.play(context)
    assert versions(again, "moeite") == {MINE, THEIRS}
    again.part("Reflectievragen")
    again.press("Houd allebei")
    assert MINE in again.text("moeite")
    assert THEIRS in again.text("moeite")
    lms.end(again)
    settled = lms.play(elsewhere).text("moeite")
    assert MINE in settled
    assert THEIRS in settled


def test_each_paragraph_that_is_shown_has_the_direction_of_its_own_script(
    lms: Lms, context: BrowserContext, elsewhere: BrowserContext
) -> None:
    lost = lms.play(context, faults=["commit-lies", "sync-only"])
    lost.write("moeite", TWO_SCRIPTS)
    lost.close()
    there = lms.play(elsewhere)
    there.write("moeite", TWO_OTHERS)
    lms.end(there)
    again = lms.play(context)
    again.part("Reflectievragen")
    # Within one second it is open which of the two is shown beside the box.
    assert again.box("moeite").get_attribute("dir") == "auto"
    shown = again.sco.locator('[data-other="moeite"] .learner-text')
    assert shown.evaluate(SIDES) == ["right", "left"]


def test_what_another_computer_wrote_later_wins_over_what_the_platform_had_already(
    lms: Lms, context: BrowserContext, elsewhere: BrowserContext
) -> None:
    play = lms.play(context, faults=["commit-lies"], clocked=True)
    play.write("moeite", MINE)
    play.advance(2)
    lms.end(play)
    there = lms.play(elsewhere)
    assert there.text("moeite") == MINE
    there.write("moeite", THEIRS)
    lms.end(there)
    assert versions(lms.play(context), "moeite") == {THEIRS}


def test_a_reload_with_the_first_state_overwrites_nothing(
    lms: Lms, context: BrowserContext, elsewhere: BrowserContext
) -> None:
    play = lms.play(context, faults=["stale"])
    play.write("moeite", MINE)
    play.reload()
    assert play.text("moeite") == MINE
    play.write("nodig", THEIRS)
    play.reload()
    assert play.texts() == {"moeite": MINE, "nodig": THEIRS}
    lms.end(play)
    assert lms.play(elsewhere).texts() == {"moeite": MINE, "nodig": THEIRS}


@pytest.mark.parametrize("faults", [(), ("commit-lies", "sync-only")], ids=["stored", "lost"])
def test_a_shared_computer_shows_nobody_the_text_of_another(
    lms: Lms, faults: tuple[str, ...], context: BrowserContext
) -> None:
    play = lms.play(context, faults=faults)
    play.write("moeite", SECRET)
    play.close()
    other = lms.play(context, person=OTHER_LEARNER)
    assert other.texts() == {}
    with other.page.expect_download() as download:
        other.part("Reflectievragen")
        other.press("Antwoorden downloaden")
    assert SECRET not in download.value.path().read_text("utf-8")
    assert SECRET not in other.sco.content()
    lms.end(other)
    assert SECRET not in str(lms.kept(OTHER_LEARNER))
    assert lms.play(context).text("moeite") == SECRET


def test_the_next_learner_in_the_same_tab_without_a_session_sees_nothing(
    lms: Lms, context: BrowserContext
) -> None:
    play = lms.play(context)
    play.write("moeite", SECRET)
    play.page.goto(lms.url(person=OTHER_LEARNER, faults=["no-learner"]))
    play.wait()
    assert play.texts() == {}
    assert SECRET not in play.sco.content()


def test_the_browser_is_empty_of_answers_once_the_platform_shows_them(
    lms: Lms, context: BrowserContext
) -> None:
    play = lms.play(context)
    play.write("moeite", SECRET)
    lms.end(play)
    again = lms.play(context)
    assert again.text("moeite") == SECRET
    assert not [value for value in again.stored() if SECRET in value]
