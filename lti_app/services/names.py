"""How people are called on the instructor's pages.

Platforms send names that are absent, null, empty, or the literal variable they could not fill in
(Moodle: ``$Person.name.full``). Who has no name is "Deelnemer" and the number that the course gave
them for good.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

_UNRESOLVED = re.compile(r"\$[A-Za-z]+(\.[A-Za-z]+)*")
_NOTHING = frozenset({"", "none", "null", "undefined"})
_JOINERS = "\u200c\u200d"  # shape emoji and Persian; other format characters can disguise a name


def clean(value: object) -> str:
    """Give a claim's text on one line, without what cannot be seen; empty when it says nothing."""
    if not isinstance(value, str) or _UNRESOLVED.fullmatch(value.strip()):
        return ""
    line = " ".join(_visible(value).split())
    return "" if line.casefold() in _NOTHING else line


def _visible(text: str) -> str:
    if text.isascii() and text.isprintable():  # most are, and each launch holds several
        return text
    return "".join(
        letter if letter in _JOINERS else " " if unicodedata.category(letter) == "Cc" else letter
        for letter in text
        if letter in _JOINERS or unicodedata.category(letter) not in ("Cf", "Cs")
    )


def full_name(name: object, given: object = None, family: object = None) -> str:
    """Give the name that a platform tells, whole or in parts; empty when it tells none."""
    return clean(name) or " ".join(part for part in (clean(given), clean(family)) if part)


def repeated(names: Iterable[str]) -> frozenset[str]:
    """Give those of ``names`` that stand for more than one person, as :func:`alike` sees them."""
    return frozenset(name for name, times in Counter(map(alike, names)).items() if times > 1)


def order(name: str) -> tuple[tuple[bool, int, str], ...]:
    """Give the key that sorts names as a reader expects: é with e, 2 before 10."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    texts_and_numbers = re.split("([0-9]{1,18})", letters)
    return tuple(
        (True, int(piece), "") if place % 2 else (False, 0, piece)
        for place, piece in enumerate(texts_and_numbers)
    )


def alike(name: str) -> str:
    """Reduce a name to what a reader sees of it, so that two that look equal are equal."""
    return unicodedata.normalize("NFKC", name).casefold()
