"""The colours that were not given, and the pairs that readers must tell apart.

Sources: WCAG 2.2, success criteria 1.4.3 (text, 4.5:1) and 1.4.11 (user interface, 3:1).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields

from course.house.colour import Colour, Ground, contrast, mixed, nearest, tinted, turned
from course.house.style import Colours

TEXT = 4.5
PART = 3.0
"""Parts of the user interface: buttons, edges of boxes."""

ROLES: tuple[str, ...] = tuple(field.name for field in fields(Colours))
Given = Mapping[str, Colour]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two colours that meet on a page, ``front`` on ``back``, and the ratio that is needed."""

    front: str
    back: str
    ratio: float


PAIRS = (
    Pair("text", "background", TEXT),
    Pair("text", "surface", TEXT),
    Pair("button_text", "button", TEXT),
    Pair("button", "background", PART),
    Pair("button", "surface", PART),
    Pair("link", "background", TEXT),
    Pair("link", "surface", TEXT),
    Pair("border", "background", PART),
    Pair("success", "background", TEXT),
    Pair("error", "background", TEXT),
)


@dataclass(frozen=True, slots=True)
class Failure:
    """A pair without its contrast: ``found`` is what it has.

    ``role`` is the colour to change and ``instead`` the nearest one that would do in every pair it
    is part of; ``instead`` is None where no colour of that hue does.
    """

    pair: Pair
    found: float
    role: str
    instead: Colour | None


def light(given: Given) -> Colours:
    """Fill in what is missing of the colours of a light page; ``button`` must be given."""
    return _filled(given, _LIGHT)


def dark(given: Given, of: Colours) -> Colours:
    """Fill in what is missing of the colours of a dark page, from those of the light one."""
    return _filled(given, _dark(of))


def failures(colours: Colours, given: Given) -> Iterator[Failure]:
    """Give the pairs that cannot be told apart; what was given is to be changed, never a default.

    A default that fails only because a colour told of already leaves it no room is not told of.
    """
    known: dict[str, Colour] = asdict(colours)
    fixed = {"background": known["background"], **given}
    told: set[str] = set()
    for pair in sorted(PAIRS, key=lambda pair: not _given(pair, given)):
        found = contrast(known[pair.front], known[pair.back])
        role = _blamed(pair, given, told)
        if found < pair.ratio and role:
            told.add(role)
            yield Failure(pair, found, role, nearest(known[role], grounds(role, fixed)))


def _blamed(pair: Pair, given: Given, told: set[str]) -> str | None:
    """Choose the given colour to change: of the pair, or else one that meets either of the two."""
    own = _given(pair, given)
    near = own or [role for end in (pair.front, pair.back) for role in _met(end) if role in given]
    if not near or (len(own) < 2 and told.intersection(near)):
        return None
    return near[0]


def _given(pair: Pair, given: Given) -> list[str]:
    return [role for role in (pair.front, pair.back) if role in given]


def _met(role: str) -> Iterator[str]:
    """Give the colours that a colour meets."""
    for pair in PAIRS:
        if pair.front == role:
            yield pair.back
        elif pair.back == role:
            yield pair.front


def grounds(role: str, known: Given) -> list[Ground]:
    """Give the known colours that a colour meets, each with the ratio that is needed."""
    return [
        (known[other], pair.ratio)
        for pair in PAIRS
        for mine, other in ((pair.front, pair.back), (pair.back, pair.front))
        if mine == role and other in known
    ]


Start = Callable[[Given], Colour]


def _filled(given: Given, starts: Mapping[str, Start]) -> Colours:
    """Choose each missing colour near where it starts, so that it suits those that are known."""
    known = {"background": starts["background"]({}), **given}
    for role in ROLES:
        if role not in known:
            start = starts[role](known)
            fixed = role == "surface"  # a tint of the background, whatever it does to others
            known[role] = start if fixed else nearest(start, grounds(role, known)) or start
    return Colours(**known)


_LIGHT: Mapping[str, Start] = {
    "background": lambda _: "#ffffff",
    "button": lambda _: "#00568b",
    "surface": lambda known: _surface(known, 0.06),
    "text": lambda _: "#1d1d1f",
    "button_text": lambda known: _clearest(known["button"]),
    "link": lambda known: known["button"],
    "border": lambda known: mixed(known["text"], 0.55, known["background"]),
    "highlight": lambda _: "#ffb454",
    "success": lambda _: "#105f26",
    "error": lambda _: "#a01d23",
}


_DARK: tuple[Ground, ...] = (("#ffffff", 7.0),)
_READ_IN_WHITE: tuple[Ground, ...] = (("#ffffff", TEXT),)
"""What turns into a colour of medium lightness would leave no text to read on it."""


def _dark(of: Colours) -> Mapping[str, Start]:
    def start(role: str) -> Start:
        return lambda _: turned(getattr(of, role))

    return {
        **{role: start(role) for role in ROLES},
        "background": lambda _: nearest(turned(of.background), _DARK) or "#000000",
        "surface": lambda known: _surface(known, 0.1, *_READ_IN_WHITE),
        "button_text": lambda known: _clearest(known["button"]),
        "highlight": lambda _: mixed(of.highlight, 0.9, "#000000"),
    }


def _surface(known: Given, share: float, *fronts: Ground) -> Colour:
    met = [*grounds("surface", known), *fronts]
    return tinted(known["background"], known["button"], share, met)


def _clearest(ground: Colour) -> Colour:
    return max(("#ffffff", "#171717"), key=lambda colour: contrast(colour, ground))
