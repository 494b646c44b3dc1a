"""A video at Vimeo that stays away: here no network lets it through, as at many a municipality."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from course.model import Module
from tests.page.axe import violations
from tests.page.pages import PACKAGE, Site

Serve = Callable[[Module], Site]
PLAYER = "https://player.vimeo.com/**"
SIZES = [(1280, 720), (320, 640), (320, 480)]
WITHOUT_START = "page-has-heading-one"
"""The level-one heading stands at the start; a part has its own, of level two."""
SAID = "De video is niet bereikbaar"


def click(button: Locator) -> None:
    button.click()


def press(button: Locator) -> None:
    """Come to the button as someone without a mouse does, and press it."""
    for _ in range(20):
        button.page.keyboard.press("Tab")
        if button.evaluate("button => button === document.activeElement"):
            break
    button.page.keyboard.press("Enter")


@pytest.mark.parametrize("play", [click, press])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_that_the_video_stays_away_is_said_once_and_in_sight(
    site: Serve, werkpakket: Module, width: int, height: int, play: Callable[[Locator], None]
) -> None:
    page = opened(site(werkpakket), width, height)
    message = page.locator("[data-video]").get_by_role("alert")
    expect(message).to_have_text("")
    said = changes(message)
    button = page.get_by_role("button", name="Video afspelen")
    play(button)
    expect(message).to_contain_text(SAID)
    expect(message.get_by_role("link", name="Elders afspelen")).to_be_in_viewport(ratio=1)
    expect(message).to_be_in_viewport(ratio=1)
    assert uncovered(message)
    assert [SAID in each for each in said()] == [True]
    expect(page.locator("iframe")).to_have_count(0)
    expect(button).to_be_focused()
    assert [each for each in violations(page) if not each.startswith(WITHOUT_START)] == []


def test_the_message_stays_in_sight_while_one_scrolls_over_the_picture(
    site: Serve, werkpakket: Module
) -> None:
    page = opened(site(werkpakket), 1280, 720)
    page.get_by_role("button", name="Video afspelen").click()
    message = page.locator("[data-video]").get_by_role("alert")
    expect(message).to_contain_text(SAID)
    page.locator("[data-frame]").evaluate("it => scrollBy(0, it.getBoundingClientRect().top + 9)")
    expect(message).to_be_in_viewport(ratio=1)
    assert uncovered(message)


def test_a_network_that_never_answers_is_waited_for_and_said(
    site: Serve, werkpakket: Module
) -> None:
    served = site(werkpakket)
    served.page.route(PLAYER, lambda _: None)
    page = opened(served, 1280, 720)
    page.get_by_role("button", name="Video afspelen").click()
    expect(page.get_by_role("button", name="De video komt eraan …")).to_be_focused()
    page.clock.run_for(8000)
    expect(page.locator("[data-video]").get_by_role("alert")).to_contain_text(SAID, timeout=15_000)
    expect(page.get_by_role("button", name="Video afspelen")).to_be_focused()


def test_who_tries_again_is_told_again_or_gets_the_player(site: Serve, werkpakket: Module) -> None:
    served = site(werkpakket)
    page = opened(served, 1280, 720)
    button = page.get_by_role("button", name="Video afspelen")
    message = page.locator("[data-video]").get_by_role("alert")
    button.click()
    expect(message).to_contain_text(SAID)
    said = changes(message)
    button.click()
    expect(button).to_be_focused()
    expect(message).to_contain_text(SAID)
    assert [SAID in each for each in said()] == [False, True]
    served.page.route(PLAYER, lambda route: route.fulfill(body="film", content_type="text/html"))
    button.click()
    expect(page.locator("iframe")).to_be_focused()
    expect(message).to_have_text("")


def test_where_asking_is_forbidden_the_player_is_tried(site: Serve, werkpakket: Module) -> None:
    served = site(werkpakket)
    served.page.route(PLAYER, lambda route: route.fulfill(body="film", content_type="text/html"))
    page = opened(served, 1280, 720)
    page.evaluate(
        """() => document.head.append(Object.assign(document.createElement('meta'), {
          httpEquiv: 'Content-Security-Policy', content: "connect-src 'self'" }))"""
    )
    page.get_by_role("button", name="Video afspelen").click()
    page.clock.run_for(1000)
    expect(page.locator("iframe")).to_be_focused()
    expect(page.locator("[data-video]").get_by_role("alert")).to_have_text("")


def test_a_player_that_waits_for_its_password_in_silence_is_left_alone(
    site: Serve, werkpakket: Module
) -> None:
    served = site(werkpakket)
    form = "<form><input type=password></form>"
    served.page.route(PLAYER, lambda route: route.fulfill(body=form, content_type="text/html"))
    page = opened(served, 1280, 720)
    page.get_by_role("button", name="Video afspelen").click()
    expect(page.locator("iframe")).to_be_focused()
    page.frame_locator("iframe").locator("input").fill("geheim")
    page.clock.run_for(60_000)
    expect(page.locator("[data-video]").get_by_role("alert")).to_have_text("")
    expect(page.frame_locator("iframe").locator("input")).to_have_value("geheim")


def opened(served: Site, width: int, height: int) -> Page:
    """Open the part with the video, on a clock that the test moves on."""
    served.page.clock.install()
    served.page.emulate_media(reduced_motion="reduce")
    served.page.set_viewport_size({"width": width, "height": height})
    return served.open(PACKAGE, "#animatiefilmpje")


def changes(message: Locator) -> Callable[[], list[str]]:
    """Give what the element says after each change of it from now on."""
    message.evaluate(
        """message => { window.said = []
          new MutationObserver(() => said.push(message.textContent)).observe(message,
            { childList: true, subtree: true, characterData: true }) }"""
    )
    return lambda: list(message.page.evaluate("said"))


def uncovered(message: Locator) -> bool:
    """Tell whether the corners and the middle are what one sees there."""
    return bool(
        message.evaluate(
            """message => { const {left, top, right, bottom} = message.getBoundingClientRect()
              const at = (a, b) => [a + 30, (a + b) / 2, b - 30]
              return at(left, right).every(x => at(top, bottom).every(y =>
                message.contains(document.elementFromPoint(x, y)))) }"""
        )
    )
