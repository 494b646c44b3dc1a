"""A made-up house style on the pages: its colours, logo and font, in light, dark and on paper."""

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Literal

import pytest
from lxml import html
from playwright.sync_api import Page, expect

from course.house import colours
from course.house.style import Asset, Font, HouseStyle, Logo
from course.loader import house
from course.model import Module
from course.page import themes
from course.page.host import Answer
from course.page.render import environment, render
from course.page.theme import read
from tests.page.axe import show_everything, violations, wear
from tests.page.pages import PACKAGE, TOOL, Site, host
from tests.page.test_looks import clipped, force, overflowing
from tests.page.validate import errors

Serve = Callable[[Module], Site]
SCHEMES = ("light", "dark")
DATA = Path(__file__).parents[1] / "data" / "huisstijl"
CHOSEN: Mapping[str, Mapping[str, str]] = {
    "a button that just passes": {"button": "#e07000"},
    "black with yellow": {"button": "#111111", "highlight": "#ffe600", "link": "#111111"},
    "a dark page": {"button": "#ffd166", "background": "#0b2545"},
    "a cream page": {"button": "#00693e", "background": "#fbf3e4", "surface": "#f1e3c6"},
}


@pytest.fixture(scope="module")
def lindedijk() -> HouseStyle:
    return house.load(DATA / "huisstijl.yaml")


def made(chosen: Mapping[str, str]) -> HouseStyle:
    light = colours.light(chosen)
    assert list(colours.failures(light, chosen)) == []
    return HouseStyle(title="Proef", light=light, dark=colours.dark({}, light))


def test_its_colours_are_in_the_style_sheet_in_light_and_dark(lindedijk: HouseStyle) -> None:
    css = themes.find(lindedijk).css
    light, dark = (dict(re.findall(r"--house-([\w-]+):([^;}]+)", block)) for block in roots(css))

    for found, chosen in ((light, lindedijk.light), (dark, lindedijk.dark)):
        for role, value in asdict(chosen).items():
            messages = "-line" if role in ("success", "error") else ""
            assert found[role.replace("_", "-") + messages] == value


def test_every_variable_that_the_sheet_reads_is_given(lindedijk: HouseStyle) -> None:
    css = themes.find(lindedijk).css
    read_ones = set(re.findall(r"var\((--[\w-]+)\)", css))
    assert read_ones <= set(re.findall(r"(--[\w-]+):", css))
    light, dark = roots(css)
    names = [re.findall(r"--house-[\w-]+(?=:)", block) for block in (light, dark)]
    assert [name for name in names[0] if "font" not in name] == names[1]


def test_no_colour_of_the_voorbeeld_palette_is_left(lindedijk: HouseStyle) -> None:
    css = themes.find(lindedijk).css.lower()
    for violet in ("#5115ef", "#3b0fb0", "#743fff", "#e7deff", "#00568b", "#001a40"):
        assert violet not in css


def test_its_files_are_named_after_their_content(lindedijk: HouseStyle) -> None:
    theme = themes.find(lindedijk)
    assert all(re.fullmatch(r"huisstijl-[0-9a-f]{12}\.(css|svg|woff2)", it) for it in theme.files)
    assert len(theme.files) == 3
    other = replace(lindedijk, light=replace(lindedijk.light, link="#123456"))
    assert themes.find(other).file != theme.file
    assert themes.find(replace(lindedijk)) == theme


def test_a_style_sheet_is_at_most_85_kilobytes_and_fetches_only_its_own(
    lindedijk: HouseStyle,
) -> None:
    theme = themes.find(lindedijk)
    assert len(theme.css.encode()) <= 85_000
    addresses = re.findall(r"url\(\s*['\"]?([^)'\"]*)", theme.css)
    assert {it for it in addresses if not it.startswith("data:")} <= set(theme.files)


def test_a_font_of_one_file_for_both_weights_is_a_variable_one(lindedijk: HouseStyle) -> None:
    file = Asset("woff2", b"wOF2")
    weights = {
        "400": Font(("X",), file),
        "100 900": Font(("X",), file, file),
    }
    for weight, font in weights.items():
        css = themes.find(replace(lindedijk, font=font, heading_font=None)).css
        assert re.findall(r"font-weight:([\d ]+);font-display", css) == [weight]


def test_a_font_of_a_kind_of_its_own_needs_no_others(lindedijk: HouseStyle) -> None:
    css = themes.find(replace(lindedijk, font=Font(("Georgia", "serif")))).css
    assert '--house-font:"Georgia",serif;' in css


def test_the_logo_stands_in_the_header_with_what_it_says(
    lindedijk: HouseStyle, werkpakket: Module
) -> None:
    page = html.document_fromstring(render(replace(werkpakket, theme=lindedijk), host(PACKAGE)))
    (logo,) = page.cssselect("header img")
    theme = themes.find(lindedijk)
    assert theme.logo is not None
    assert (logo.get("alt"), logo.get("src")) == ("Gemeente Lindedijk", f"page/{theme.logo.file}")
    assert read(theme.files[theme.logo.file]) == (DATA / "logo.svg").read_bytes()


def test_other_pages_have_it_too_and_themes_without_one_have_none(lindedijk: HouseStyle) -> None:
    template = environment("nl").get_template("base.html.jinja")
    pages = [
        html.document_fromstring(template.render(title="T", theme=theme, page_url=str))
        for theme in (themes.find(lindedijk), themes.find(None))
    ]
    assert [len(page.cssselect("header img")) for page in pages] == [1, 0]


def test_a_logo_for_the_dark_is_shown_there_and_no_plate(
    lindedijk: HouseStyle, site: Serve, example: Module
) -> None:
    assert lindedijk.logo is not None
    dark = Asset("svg", lindedijk.logo.picture.data.replace(b"#2a1a24", b"#ffffff"))
    style = replace(lindedijk, logo=Logo(lindedijk.logo.picture, "Lindedijk", dark))
    theme = themes.find(style)
    assert theme.logo is not None
    page = site(replace(example, theme=style)).open(PACKAGE)
    for scheme, file in (("light", theme.logo.file), ("dark", theme.logo.dark)):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        shown = "file => document.querySelector('header img').currentSrc.endsWith('/' + file)"
        page.wait_for_function(shown, arg=file)
        expect(page.locator("header img")).to_have_css("background-color", "rgba(0, 0, 0, 0)")


def test_without_one_for_the_dark_it_stands_on_white_there_also_in_forced_colours(
    lindedijk: HouseStyle, site: Serve, example: Module
) -> None:
    page = site(replace(example, theme=lindedijk)).open(PACKAGE)
    ground = "e => getComputedStyle(e).backgroundColor"
    states: tuple[Literal["none", "active"], ...] = ("none", "active")
    for forced in states:
        page.emulate_media(color_scheme="dark", forced_colors=forced)
        assert page.locator("header img").evaluate(ground) == "rgb(255, 255, 255)"


def test_its_own_font_is_loaded_for_headings(
    lindedijk: HouseStyle, site: Serve, example: Module
) -> None:
    page = site(replace(example, theme=lindedijk)).open(PACKAGE)
    page.evaluate("document.fonts.ready.then(() => 0)")
    loaded = page.evaluate("[...document.fonts].map(font => [font.family, font.status])")
    assert loaded == [["house-headings", "loaded"]]


def test_its_pages_are_sound_html(
    lindedijk: HouseStyle, werkpakket: Module, tmp_path: Path
) -> None:
    module = replace(werkpakket, theme=lindedijk)
    pages = {kind: render(module, host(can)) for kind, can in (("p", PACKAGE), ("t", TOOL))}
    assert errors(pages, tmp_path) == []


def test_axe_finds_nothing_in_any_house_style_and_scheme(
    site: Serve, werkpakket: Module, example: Module, lindedijk: HouseStyle
) -> None:
    styles = {"lindedijk": lindedijk, **{name: made(chosen) for name, chosen in CHOSEN.items()}}
    for module in (werkpakket, example):
        page = opened(site, replace(module, theme=lindedijk), styles)
        for name, style in styles.items():
            for scheme in SCHEMES:
                wear(page, themes.find(style), scheme)
                assert violations(page) == [], (module.id, name, scheme)
        page.unroute_all()


@pytest.mark.parametrize("state", ["hover", "focus", "active"])
def test_a_button_can_be_read_while_it_is_pointed_at(
    site: Serve, werkpakket: Module, lindedijk: HouseStyle, state: str
) -> None:
    styles = {"lindedijk": lindedijk, **{name: made(chosen) for name, chosen in CHOSEN.items()}}
    page = opened(site, replace(werkpakket, theme=lindedijk), styles)
    browser = page.context.new_cdp_session(page)
    browser.send("DOM.enable")
    browser.send("CSS.enable")
    found = {}
    for name, style in styles.items():
        for scheme in SCHEMES:
            wear(page, themes.find(style), scheme)
            force(browser, "button, a", state)
            found[name, scheme] = violations(page, "color-contrast")
    assert {where: lines for where, lines in found.items() if lines} == {}


@pytest.mark.parametrize("width", [320, 1280])
def test_with_a_logo_nothing_sticks_out_or_is_cut_off(
    site: Serve, werkpakket: Module, lindedijk: HouseStyle, width: int
) -> None:
    page = site(replace(werkpakket, theme=lindedijk)).open(TOOL)
    page.set_viewport_size({"width": width, "height": 800})
    show_everything(page)
    assert overflowing(page) == []
    assert clipped(page) == []
    box = page.locator("header img").bounding_box()
    assert box is not None
    assert 24 <= box["height"] <= 48
    assert box["width"] <= width / 2


def test_it_prints_dark_on_white_whatever_the_scheme(site: Serve, werkpakket: Module) -> None:
    style = made(CHOSEN["a dark page"])
    page = site(replace(werkpakket, theme=style)).open(PACKAGE)
    page.emulate_media(media="print", color_scheme="dark")
    ink, paper = page.evaluate(
        "[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]"
    )
    assert (ink, paper) == ("rgb(0, 0, 0)", "rgba(0, 0, 0, 0)")


def opened(site: Serve, module: Module, styles: Mapping[str, HouseStyle]) -> Page:
    """Open the tool's page with everything shown, an answer and feedback among it."""
    served = site(module)
    served.worn = tuple(themes.find(style) for style in styles.values())
    first = next(module.questions()).id
    page = served.open(TOOL, answers={first: Answer(text="Een antwoord", feedback="Mooi")})
    show_everything(page)
    return page


def roots(css: str) -> list[str]:
    """Give the blocks of house colours: light, then dark."""
    return re.findall(r":root\{(--house-[^}]*)\}", css)
