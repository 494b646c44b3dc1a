"""How the page looks and is used, in a real browser, in every theme, light and dark."""

from collections.abc import Callable

import pytest
from playwright.sync_api import CDPSession, Page, expect

from course.model import Module
from course.page import themes
from course.page.host import Answer, Can
from tests.page.axe import show_everything, violations, wear
from tests.page.pages import PACKAGE, TOOL, Site

Serve = Callable[[Module], Site]
SCHEMES = ("light", "dark")


@pytest.mark.parametrize("can", [PACKAGE, TOOL], ids=["package", "tool"])
def test_axe_finds_nothing_in_any_theme_and_scheme(
    site: Serve, werkpakket: Module, example: Module, can: Can
) -> None:
    for module in (werkpakket, example):
        first = next(module.questions()).id
        answers = {first: Answer(text="Een antwoord", feedback="Mooi")}
        page = site(module).open(can, answers=answers)
        show_everything(page)
        for theme in themes.shipped():
            for scheme in SCHEMES:
                wear(page, theme, scheme)
                assert violations(page) == [], (module.id, theme.name, scheme)
        page.unroute_all()


def test_the_dialog_to_hand_in_is_sound_in_any_theme(site: Serve, werkpakket: Module) -> None:
    page = site(werkpakket).open(TOOL, "#reflectievragen")
    page.locator("main").get_by_role("button", name="Inleveren").click()
    expect(page.get_by_role("dialog").get_by_role("button", name="Inleveren")).to_be_visible()
    for theme in themes.shipped():
        for scheme in SCHEMES:
            wear(page, theme, scheme)
            assert violations(page) == [], (theme.name, scheme)


@pytest.mark.parametrize("state", ["hover", "focus", "active"])
def test_a_button_can_be_read_while_it_is_pointed_at(
    site: Serve, werkpakket: Module, state: str
) -> None:
    page = site(werkpakket).open(TOOL)
    show_everything(page)
    browser = page.context.new_cdp_session(page)
    browser.send("DOM.enable")
    browser.send("CSS.enable")
    found = {}
    for theme in themes.shipped():
        for scheme in SCHEMES:
            wear(page, theme, scheme)
            force(browser, "button, a", state)
            found[theme.name, scheme] = violations(page, "color-contrast")
    assert {where: lines for where, lines in found.items() if lines} == {}


@pytest.mark.parametrize("width", [320, 768, 1280, 1920])
def test_nothing_sticks_out_at_any_width(
    site: Serve, werkpakket: Module, example: Module, width: int
) -> None:
    for module in (werkpakket, example):
        page = site(module).open(TOOL)
        page.set_viewport_size({"width": width, "height": 800})
        show_everything(page)
        for theme in themes.shipped():
            wear(page, theme, "light")
            assert overflowing(page) == [], (module.id, theme.name)
        page.unroute_all()


def test_text_at_twice_its_size_and_wide_spacing_stay_whole(
    site: Serve, werkpakket: Module, example: Module
) -> None:
    """WCAG 1.4.4 and 1.4.12: nothing is cut off and nothing sticks out."""
    for module in (werkpakket, example):
        page = site(module).open(TOOL)
        page.set_viewport_size({"width": 640, "height": 800})
        show_everything(page)
        page.add_style_tag(
            content="html { font-size: 200% } * { line-height: 1.5 !important;"
            " letter-spacing: .12em !important; word-spacing: .16em !important }"
            " p { margin-block-end: 2em !important }"
        )
        assert overflowing(page) == []
        assert clipped(page) == []
        page.unroute_all()


def test_every_target_is_at_least_24_pixels_high_and_wide(
    site: Serve, werkpakket: Module, example: Module
) -> None:
    """WCAG 2.5.8, save links in a line of text."""
    for module in (werkpakket, example):
        page = site(module).open(TOOL)
        show_everything(page)
        small = page.evaluate(
            """() => [...document.querySelectorAll('a, button, input, textarea, summary')]
              .filter(e => e.checkVisibility() && !e.closest('.prose, .elsewhere'))
              .filter(e => !e.classList.contains('utrecht-skip-link'))
              .map(e => [e.textContent.trim(), e.getBoundingClientRect()])
              .filter(([, box]) => box.width < 24 || box.height < 24).map(([text]) => text)"""
        )
        assert small == []
        page.unroute_all()


@pytest.mark.parametrize("forced", ["none", "active"])
def test_whatever_has_the_focus_shows_it_itself(site: Serve, example: Module, forced: str) -> None:
    page = site(example).open(TOOL)
    page.emulate_media(forced_colors=forced)  # type: ignore[arg-type]
    show_everything(page)
    for theme in themes.shipped():
        wear(page, theme, "light")
        page.evaluate("document.activeElement?.blur()")
        seen = set()
        for _ in range(60):
            page.keyboard.press("Tab")
            what, outline, shadow = page.evaluate(FOCUS)
            if not what.startswith("BODY"):
                assert outline or shadow, (theme.name, what)
                seen.add(what)
        assert {"A", "BUTTON", "TEXTAREA", "INPUT"} <= {what.split()[0] for what in seen}


def test_the_parts_are_folded_behind_a_button_on_a_narrow_screen(
    site: Serve, werkpakket: Module
) -> None:
    page = site(werkpakket).open(PACKAGE)
    page.set_viewport_size({"width": 320, "height": 640})
    link = page.get_by_role("navigation").get_by_role("link", name="Reflectievragen", exact=True)
    expect(link).to_be_hidden()
    page.get_by_role("button", name="Onderdelen").click()
    link.click()
    expect(page.get_by_role("heading", level=2, name="Reflectievragen")).to_be_in_viewport()
    expect(link).to_be_hidden()


def test_in_a_letterbox_nothing_covers_the_box_one_types_in(
    site: Serve, werkpakket: Module
) -> None:
    """A frame of 320 by 140 pixels, as the dialog of an LMS gave."""
    page = site(werkpakket).open(TOOL, "#reflectievragen")
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": 320, "height": 140})
    box = page.get_by_role("textbox").nth(3)
    box.press_sequentially("Een zin.")
    covered = box.evaluate(
        """box => { const {left, top, width, bottom} = box.getBoundingClientRect()
          const y = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2
          return document.elementFromPoint(left + width / 2, y) !== box }"""
    )
    assert covered is False


def test_the_skip_link_leads_past_the_bar(site: Serve, werkpakket: Module) -> None:
    page = site(werkpakket).open(PACKAGE)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Naar de inhoud")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Begin")).to_be_focused()


def test_without_a_script_everything_can_be_read(
    site: Serve, werkpakket: Module, example: Module
) -> None:
    for module in (werkpakket, example):
        page = site(module).open(Can())
        for part in module.parts:
            expect(page.get_by_role("heading", level=2, name=part.title)).to_be_visible()
        page.unroute_all()


def test_if_the_player_never_comes_each_part_is_still_reached_by_its_link(
    site: Serve, werkpakket: Module
) -> None:
    served = site(werkpakket)
    served.page.route("**/package.js", lambda route: route.abort())
    page = served.open(PACKAGE)
    for part in werkpakket.parts:
        page.get_by_role("navigation").get_by_role("link", name=part.title, exact=True).click()
        expect(page.get_by_role("heading", level=2, name=part.title, exact=True)).to_be_visible()
        expect(page.locator("[data-part]:visible")).to_have_count(1)


def test_opening_the_page_asks_nothing_of_another_host(
    site: Serve, werkpakket: Module, example: Module
) -> None:
    for module in (werkpakket, example):
        served = site(module)
        served.open(PACKAGE).wait_for_timeout(300)
        assert (served.elsewhere, served.errors) == ([], [])
        served.page.unroute_all()


def test_a_box_grows_with_what_is_typed(site: Serve, werkpakket: Module) -> None:
    page = site(werkpakket).open(TOOL, "#reflectievragen")
    box = page.get_by_role("textbox").first
    before = box.bounding_box()
    box.fill("regel\n" * 40)
    after = box.bounding_box()
    assert before is not None
    assert after is not None
    assert after["height"] > 40 * 20 > before["height"]


def test_an_arabic_answer_runs_from_right_to_left(site: Serve, werkpakket: Module) -> None:
    page = site(werkpakket).open(TOOL, "#reflectievragen")
    box = page.get_by_role("textbox").first
    box.fill("مرحبا بالعالم.")
    assert box.evaluate("box => box.matches(':dir(rtl)')") is True


def force(browser: CDPSession, selector: str, state: str) -> None:
    """Put all elements of a selector into a state of the pointer or keyboard."""
    root = browser.send("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
    found = browser.send("DOM.querySelectorAll", {"nodeId": root, "selector": selector})
    for node in found["nodeIds"]:
        browser.send("CSS.forcePseudoState", {"nodeId": node, "forcedPseudoClasses": [state]})


FOCUS = """() => { const e = document.activeElement, s = getComputedStyle(e)
  return [e.tagName + ' ' + (e.name || e.textContent.trim().slice(0, 30)),
    s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2, s.boxShadow !== 'none'] }"""


def overflowing(page: Page) -> list[str]:
    """Give the elements that make the page wider than the window."""
    found: list[str] = page.evaluate(
        """() => document.documentElement.scrollWidth <= innerWidth ? [] :
          [...document.querySelectorAll('body *')].filter(e => !e.closest('.wide, svg'))
          .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
          .map(e => e.outerHTML.slice(0, 120))"""
    )
    return found


def clipped(page: Page) -> list[str]:
    """Give the elements whose text is cut off; the bar's title may be, it stands below in full."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('main *')].filter(e => e.checkVisibility())
          .filter(e => !['visible', 'auto', 'scroll'].includes(getComputedStyle(e).overflowX))
          .filter(e => e.scrollWidth > e.clientWidth + 1 && !e.closest('svg, video'))
          .map(e => e.outerHTML.slice(0, 120))"""
    )
    return found
