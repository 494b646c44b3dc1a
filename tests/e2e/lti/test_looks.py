"""The tool at the platform for everyone: axe, narrow frames, no mouse, no script."""

from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    expect,
)

from tests.e2e.keys import Keys
from tests.e2e.lti.desk import INSTRUCTOR, LEARNER, QUESTION, WHOLE, Desk, read, to_anonymous
from tests.page.axe import violations


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_instructors_pages(desk: Desk, scheme: Any) -> None:
    desk.page.emulate_media(color_scheme=scheme)
    frame = desk.open(INSTRUCTOR)
    assert violations(frame) == []
    read(frame, "Deelnemer 1")
    assert violations(frame) == []
    frame.get_by_role("link", name="Alle deelnemers").click()
    to_anonymous(frame)
    assert violations(frame) == []


@pytest.mark.parametrize("width", [320, 1280])
def test_the_instructors_pages_fit_a_narrow_frame(desk: Desk, width: int) -> None:
    desk.page.set_viewport_size({"width": width, "height": 640})
    frame = desk.open(INSTRUCTOR)
    fits = "document.documentElement.scrollWidth <= innerWidth"
    assert frame.evaluate(fits)
    assert frame.get_by_role("group", name="Deelnemers").evaluate(WHOLE)
    read(frame, "Deelnemer 1")
    assert frame.evaluate(fits)
    desk.grades()
    assert desk.page.get_by_role("group").first.evaluate(WHOLE)


def test_what_is_wrong_in_feedback_is_told_at_its_field_in_one_request(desk: Desk) -> None:
    frame = desk.open(INSTRUCTOR)
    read(frame, "Deelnemer 7")
    expect(frame.get_by_role("alert")).to_have_count(0)
    posts: list[str] = []
    desk.page.on("request", lambda request: posts.append(f"{request.method} {request.url}"))
    send = frame.get_by_role("button", name="Feedback versturen")
    send.click()
    expect(frame.get_by_role("alert")).to_contain_text("Schrijf eerst je feedback")
    expect(frame.get_by_role("textbox", name="Feedback", exact=True)).to_be_focused()
    frame.get_by_label("Punten").fill("101")
    send.click()
    expect(frame.get_by_role("alert")).to_contain_text("getal van 0 tot 100")
    expect(frame.get_by_label("Punten")).to_be_focused()
    expect(frame.get_by_label("Punten")).to_have_attribute("aria-invalid", "true")
    assert [line.split()[0] for line in posts] == ["POST", "POST"]
    frame.get_by_label("Punten").fill("7,5")
    send.click()
    expect(frame.get_by_role("status")).to_contain_text("opgeslagen")
    expect(frame.get_by_role("status")).to_be_focused()
    expect(frame.get_by_role("alert")).to_have_count(0)
    pages = [line for line in posts if "/participants/" in line]
    assert [line.split()[0] for line in pages] == ["POST", "POST", "POST", "GET"]
    desk.close()


def test_without_script_the_focus_is_at_what_is_wrong_and_then_at_what_was_done(
    strict_browser: Browser, address: str
) -> None:
    context = strict_browser.new_context(locale="nl-NL", java_script_enabled=False)
    desk = Desk(context.new_page(), address)
    desk.page.goto(f"{address}/?person=201&course=groep-a")
    desk.page.get_by_role("link", name=INSTRUCTOR, exact=True).click()
    desk.page.frame_locator("iframe").get_by_role("button", name="Verder").click()
    frame = desk.tool()
    read(frame, "Deelnemer 6")
    frame.get_by_role("button", name="Feedback versturen").click()
    expect(frame.get_by_role("alert")).to_contain_text("Schrijf eerst je feedback")
    expect(frame.locator(":focus").get_by_role("alert")).to_be_visible()
    frame.get_by_role("textbox", name="Feedback", exact=True).fill("Zonder script gelezen.")
    frame.get_by_role("button", name="Feedback versturen").click()
    expect(frame.get_by_role("status")).to_be_focused()
    expect(frame.get_by_role("alert")).to_have_count(0)
    desk.close()
    context.close()


def test_learner_and_instructor_need_no_mouse_on_320_pixels_in_forced_colours(
    strict_browser: Browser, address: str
) -> None:
    context = strict_browser.new_context(
        viewport={"width": 320, "height": 640},
        forced_colors="active",
        reduced_motion="reduce",
        locale="nl-NL",
    )
    desk = Desk(context.new_page(), address)
    keys = Keys(desk.page)
    desk.page.goto(f"{address}/?person=210&course=groep-a")
    keys.go(LEARNER)
    frame = desk.tool()
    keys.go("Onderdelen")
    keys.go("Reflectievragen")
    keys.to(QUESTION)
    keys.type("Met de toetsen geschreven.")
    expect(frame.get_by_role("status")).to_have_text("Opgeslagen")
    keys.to("Mijn begeleider")
    keys.press("ArrowUp")
    item = frame.get_by_role("listitem").filter(has=frame.get_by_label(QUESTION, exact=True))
    expect(item.get_by_label("Alleen ik", exact=True)).to_be_checked()
    keys.press("ArrowDown")
    keys.go("Inleveren")
    expect(frame.get_by_role("dialog")).to_be_visible()
    keys.press("Escape")
    expect(frame.get_by_role("dialog")).to_be_hidden()
    keys.press("Enter")
    keys.go("Inleveren")
    expect(frame.get_by_text("Ingeleverd", exact=True)).to_be_visible()

    desk.page.goto(f"{address}/?person=210&course=groep-a")
    keys.go(INSTRUCTOR)
    frame = desk.tool()
    keys.go("Deelnemer 10")
    expect(frame.get_by_text("Met de toetsen geschreven.")).to_be_visible()
    keys.to("Feedback")
    keys.type("Gelezen.")
    keys.go("Feedback versturen")
    expect(frame.get_by_role("status")).to_contain_text("opgeslagen")
    assert keys.hidden == []
    desk.close()
    context.close()
