"""First light: a learner opens the package, writes, leaves, and finds it all again."""

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, expect

from tests.e2e.lms import OTHER_LEARNER, Lms, eventually

NIEUWSGIERIG = "Waarom werken we zo?\n\nEn vooral: voor wie?"
MOEITE = "Eerlijk gezegd:\n- loslaten\n- 'de regels' & \"uitzonderingen\" <hier>\n\tén één café 🙂"


def test_two_answers_of_several_lines_survive_closing_the_tab(
    lms: Lms, context: BrowserContext
) -> None:
    play = lms.play(context, "scorm-again")
    play.write("nieuwsgierig", NIEUWSGIERIG)
    play.write("moeite", MOEITE)
    play.close()
    again = lms.play(context, "scorm-again")
    assert (again.text("nieuwsgierig"), again.text("moeite")) == (NIEUWSGIERIG, MOEITE)
    assert play.errors + again.errors == []


def test_answers_are_found_again_on_another_computer(
    lms: Lms, context: BrowserContext, elsewhere: BrowserContext
) -> None:
    play = lms.play(context, "scorm-again")
    play.write("moeite", MOEITE)
    play.close()
    eventually(True, lambda: "moeite" in lms.responses())
    again = lms.play(elsewhere, "scorm-again")
    assert again.text("moeite") == MOEITE


def test_opening_all_parts_completes_the_module(lms: Lms, context: BrowserContext) -> None:
    play = lms.play(context, "scorm-again")
    play.part("Animatiefilmpje")
    play.reload()
    eventually("incomplete", lms.status)
    play.open_all()
    eventually("completed", lms.status)
    play.close()
    assert lms.status() == "completed"
    assert play.errors == []


def test_another_learner_finds_nothing_of_it(lms: Lms, context: BrowserContext) -> None:
    play = lms.play(context, "scorm-again")
    play.write("moeite", MOEITE)
    play.open_all()
    play.close()
    other = lms.play(context, "scorm-again", person=OTHER_LEARNER)
    other.part("Reflectievragen")
    boxes = other.sco.get_by_role("textbox")
    expect(boxes).to_have_count(17)
    assert {""} == {box.input_value() for box in boxes.all()}
    assert lms.status(OTHER_LEARNER) == "incomplete" or lms.kept(OTHER_LEARNER) == {}


def test_nothing_is_asked_of_another_host_before_the_video_is(
    lms: Lms, context: BrowserContext
) -> None:
    context.route("https://player.vimeo.com/**", lambda route: route.fulfill(body="video"))
    play = lms.play(context, "scorm-again")
    play.part("Animatiefilmpje")
    assert {urlsplit(lms.address).netloc} == {urlsplit(url).netloc for url in play.requests}
    play.sco.get_by_role("button", name="Video afspelen").click()
    expect(play.sco.locator("iframe")).to_have_count(1)
    assert "player.vimeo.com" in {urlsplit(url).netloc for url in play.requests}


def test_a_video_that_cannot_be_reached_leaves_other_ways(
    lms: Lms, context: BrowserContext
) -> None:
    context.route("https://player.vimeo.com/**", lambda route: route.abort())
    play = lms.play(context)
    play.part("Animatiefilmpje")
    play.press("Video afspelen")
    part = play.sco.locator("#animatiefilmpje")
    expect(part).to_contain_text("De video is niet bereikbaar")
    expect(part.get_by_role("link", name="Elders afspelen").first).to_be_visible()
