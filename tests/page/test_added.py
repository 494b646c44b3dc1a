"""Themes that were added: readable in light and dark, whatever their makers left undone."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Page

from course.model import Module
from course.page.theme import Theme
from tests.page.axe import show_everything, violations, wear
from tests.page.pages import ROOT, TOOL, Site
from tests.page.test_looks import force
from werkpakket import npm

PACKAGES = ROOT / "node_modules"
PALE = """.x-theme{
  --utrecht-document-color:#888;--utrecht-root-color:#888;--utrecht-link-color:#ff8800;
  --utrecht-root-background-color:#fffbe6;--utrecht-textarea-border-color:#ddd;
  --utrecht-button-primary-action-background-color:#ffcc00;
  --utrecht-button-primary-action-color:#fff
}"""
GIVEN: Mapping[str, tuple[str, str | Path]] = {
    "pale": ("x-theme", PALE),
    "purmerend": (
        "purmerend-theme",
        PACKAGES / "@nl-design-system-community/purmerend-design-tokens/dist/index.css",
    ),
    "denhaag": (
        "denhaag-theme",
        PACKAGES / "@gemeente-denhaag/design-tokens-components/dist/theme/index.css",
    ),
}


@pytest.fixture(scope="module")
def themes() -> tuple[Theme, ...]:
    return tuple(_theme(name, *given) for name, given in GIVEN.items())


def test_axe_finds_nothing_in_any_of_them(
    site: Callable[[Module], Site], example: Module, themes: tuple[Theme, ...]
) -> None:
    page = _opened(site(example), themes)
    for theme in themes:
        for scheme in ("light", "dark"):
            wear(page, theme, scheme)
            assert violations(page) == [], (theme.name, scheme)


def test_a_button_can_be_read_while_it_is_pointed_at(
    site: Callable[[Module], Site], example: Module, themes: tuple[Theme, ...]
) -> None:
    page = _opened(site(example), themes)
    browser = page.context.new_cdp_session(page)
    browser.send("DOM.enable")
    browser.send("CSS.enable")
    for theme in themes:
        for scheme in ("light", "dark"):
            wear(page, theme, scheme)
            force(browser, "button, a", "hover")
            assert violations(page, "color-contrast") == [], (theme.name, scheme)


def _opened(served: Site, themes: tuple[Theme, ...]) -> Page:
    served.worn = themes
    page = served.open(TOOL)
    show_everything(page)
    return page


def _theme(name: str, own: str, given: str | Path) -> Theme:
    light = given if isinstance(given, str) else given.read_text(encoding="utf-8")
    file = f"{name}-added.css"
    css = str(npm.finish(own, light, "")["css"])
    return Theme(name, name, "voorbeeld-theme", file, {file: css.encode()})
