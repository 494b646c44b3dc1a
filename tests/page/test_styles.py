"""The finished style sheets: small, whole, and readable without anything else."""

import re
from dataclasses import replace

import pytest

from course.model import Module
from course.page import themes
from course.page.render import render
from course.page.themes import Theme
from tests.page.pages import PACKAGE, ROOT, host

EACH = pytest.mark.parametrize("theme", themes.shipped(), ids=lambda theme: theme.name)
PAGE_VARIABLES = ("ink", "paper", "accent", "on-accent", "link", "muted", "line", "tint")


@EACH
def test_a_finished_style_sheet_is_at_most_85_kilobytes(theme: Theme) -> None:
    assert len(theme.css.encode()) <= 85_000


@EACH
def test_the_page_with_style_and_player_is_at_most_160_kilobytes(
    theme: Theme, werkpakket: Module
) -> None:
    page = render(replace(werkpakket, theme=theme.name), host(PACKAGE))
    player = (themes.BUILT / "package.js").read_bytes()
    assert len(page.encode()) + len(theme.css.encode()) + len(player) <= 160_000


@EACH
def test_every_variable_without_fallback_is_set(theme: Theme) -> None:
    read = set(re.findall(r"var\((--[\w-]+)\)", theme.css))
    assert read <= set(re.findall(r"(--[\w-]+):", theme.css))


@EACH
def test_the_variables_that_others_may_read_are_there_in_light_and_dark(theme: Theme) -> None:
    light, dark = re.findall(r":root\{([^}]*)\}", theme.css)[:2]
    names = {f"--page-{name}" for name in PAGE_VARIABLES}
    assert names <= set(re.findall(r"(--[\w-]+):", light))
    assert names - {"--page-on-accent"} - set(re.findall(r"(--[\w-]+):", dark)) <= SAME[theme.name]


SAME = {"voorbeeld": set(), "denhaag": set(), "purmerend": {"--page-accent"}}


@EACH
def test_nothing_is_fetched_by_a_style_sheet(theme: Theme) -> None:
    addresses = re.findall(r"url\(\s*['\"]?([^)'\"]*)", theme.css)
    assert [address for address in addresses if not address.startswith("data:")] == []
    assert "@import" not in theme.css
    assert "@font-face" not in theme.css


@EACH
def test_the_layers_are_in_order(theme: Theme) -> None:
    order = dict.fromkeys(re.findall(r"@layer ([\w, ]+)[;{]", theme.css))
    assert list(order) == ["base", "theme", "components", "app"]


def test_an_unknown_theme_names_those_there_are() -> None:
    with pytest.raises(themes.UnknownThemeError, match="voorbeeld, purmerend, denhaag"):
        themes.find("bestaat-niet")


def test_the_theme_of_a_module_dresses_its_page(werkpakket: Module) -> None:
    page = render(replace(werkpakket, theme="purmerend"), host(PACKAGE))
    assert 'class="voorbeeld-theme purmerend-theme"' in page
    assert 'href="page/purmerend.css"' in page


def test_one_template_alone_knows_the_class_names_of_the_design_system() -> None:
    templates = [
        path
        for folder in ("course/page/templates", "practice_lms/templates", "lti_app/templates")
        for path in (ROOT / folder).rglob("*.jinja")
    ]
    found = {path.name for path in templates if "utrecht-" in path.read_text(encoding="utf-8")}
    assert found == {"nlds.html.jinja"}
