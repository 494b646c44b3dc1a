"""House colours: contrast by WCAG, what is filled in, and what is refused."""

from dataclasses import asdict

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from course.house import colour, colours
from course.house.colours import PAIRS, ROLES
from course.house.shades import shades

unhurried = settings(deadline=None, max_examples=60)
A_COLOUR = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
SOME_COLOURS = st.fixed_dictionaries(
    {"button": A_COLOUR}, optional={role: A_COLOUR for role in ROLES if role != "button"}
)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#767676", "#ffffff", 4.54), ("#ff0000", "#0000ff", 2.15)],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert round(colour.contrast(one, other), 2) == ratio
    assert colour.contrast(one, other) == colour.contrast(other, one)


@pytest.mark.parametrize("text", ["#06C", "06c", " #0066cc ", "0066CC"])
def test_a_colour_can_be_written_in_several_ways(text: str) -> None:
    assert colour.parsed(text) == "#0066cc"


@pytest.mark.parametrize(
    "text", ["", "blauw", "#12", "#12345", "#1234567", "#１２３", "rgb(0,0,0)"]
)
def test_what_is_no_colour_is_none(text: str) -> None:
    assert colour.parsed(text) is None


@unhurried
@given(A_COLOUR, A_COLOUR)
def test_the_nearest_colour_reads_on_its_ground_and_the_same_colour_is_the_nearest(
    front: str, back: str
) -> None:
    grounds = [(back, 4.5)]
    found = colour.nearest(front, grounds)

    assert found is not None
    assert colour.readable(found, grounds)
    assert colour.nearest(found, grounds) == found


def test_nothing_reads_on_black_and_white_at_once_when_too_much_is_asked() -> None:
    assert colour.nearest("#123456", [("#000000", 7.0), ("#ffffff", 7.0)]) is None


@unhurried
@given(A_COLOUR)
def test_one_readable_colour_is_enough_in_light_and_in_dark(button: str) -> None:
    found = colour.nearest(button, [("#ffffff", 3.0)])
    assert found is not None
    light = colours.light({"button": found})
    dark = colours.dark({}, light)

    assert _unreadable(asdict(light)) == []
    assert _unreadable(asdict(dark)) == []


@unhurried
@given(SOME_COLOURS)
def test_whatever_is_accepted_is_readable_and_its_dark_page_too(chosen: dict[str, str]) -> None:
    light = colours.light(chosen)
    refused = list(colours.failures(light, chosen))

    assert bool(refused) == bool(_unreadable(asdict(light)))
    if not refused:
        assert _unreadable(asdict(colours.dark({}, light))) == []


@unhurried
@given(SOME_COLOURS)
def test_a_given_colour_is_kept_and_only_given_colours_are_to_be_changed(
    chosen: dict[str, str],
) -> None:
    light = colours.light(chosen)

    assert {role: asdict(light)[role] for role in chosen} == chosen
    assert {failure.role for failure in colours.failures(light, chosen)} <= set(chosen)


@unhurried
@given(SOME_COLOURS)
def test_doing_as_is_said_ends_in_colours_that_are_accepted(chosen: dict[str, str]) -> None:
    alone = ("button", "text", "link", "border")
    wanted: dict[str, str] = {role: chosen[role] for role in alone if role in chosen}
    mended = _mended(wanted)

    assert list(colours.failures(colours.light(mended), mended)) == []


@unhurried
@example({"button": "#000000", "surface": "#000000"}, False)
@example({"button": "#000000", "background": "#00b5e9"}, True)
@given(SOME_COLOURS, st.booleans())
def test_every_shade_that_carries_text_can_be_read(chosen: dict[str, str], is_dark: bool) -> None:
    mended = _mended(chosen)
    light = colours.light(mended)
    assume(not list(colours.failures(light, mended)))
    found = shades(colours.dark({}, light) if is_dark else light, dark=is_dark)

    for front, back in TEXTS:
        assert colour.contrast(found[front], found[back]) >= 4.5, (front, back)


def _mended(chosen: dict[str, str]) -> dict[str, str]:
    """Change colours as the messages say, as often as a patient person would."""
    mended = dict(chosen)
    for _ in range(6):
        for failure in colours.failures(colours.light(mended), mended):
            mended[failure.role] = failure.instead or mended[failure.role]
    return mended


TEXTS = [
    ("muted", "background"),
    ("muted", "surface"),
    ("muted", "surface-strong"),
    ("button-text", "button-hover"),
    ("button-quiet", "background"),
    ("button-quiet", "surface"),
    ("button-quiet-hover", "surface-strong"),
    ("link-hover", "background"),
    ("text", "highlight-soft"),
    ("link", "highlight-soft"),
    ("text", "surface-strong"),
    *((f"{name}-on-soft", f"{name}-soft") for name in ("link", "success", "error", "warning")),
    *(("text", f"{name}-soft") for name in ("link", "success", "error", "warning")),
]


def test_a_failure_names_the_pair_its_ratio_and_the_nearest_colour_that_does() -> None:
    chosen = {"button": "#00568b", "text": "#999999"}
    (failure,) = colours.failures(colours.light(chosen), chosen)

    assert (failure.pair.front, failure.pair.back, failure.role) == ("text", "background", "text")
    assert round(failure.found, 2) == 2.85
    assert failure.instead == "#767676"


def _unreadable(found: dict[str, str]) -> list[object]:
    return [it for it in PAIRS if colour.contrast(found[it.front], found[it.back]) < it.ratio]
