"""How an id is written behind a text, and what is said of one that is missing or not whole.

What learners answered hangs on an id. So one that is there in part is never told to be another.
"""

import re
from dataclasses import dataclass

from course import markdown
from course.loader.wording import an_id, quote, shortened

ID = re.compile(r"\{#([^{}]*)\}\s*$")
_NAME = r"([^\W\d_][\w-]*)"
_END = r"(?:\s*[})\]>]+)?\s*$"
_IN_BRACKETS = re.compile(rf"[{{(\[<]{{1,3}}\s*#\s*{_NAME}{_END}")
_HALF = (
    _IN_BRACKETS,
    re.compile(rf"(?<![\w/&#])#{_NAME}{_END}"),
    re.compile(rf"\{{\s*{_NAME}{_END}"),
    re.compile(rf"(?<!\S){_NAME}\s*\}}\s*$"),
    re.compile(rf"\{{\s*#\s*{_NAME}\}}?"),
)
"""``{#moeite`` and ``(#moeite)``, ``#moeite}``, ``{moeite}``, ``moeite}``, ``{#moeite}?``."""

_FALSE_BULLET = re.compile(r"[•·▪●◦–—]|-[^\W\d]|\d+[.)][^\W\d]")
_BULLET = re.compile(r"(?:[-*+]|\d{1,9}[.)])\s")
_SIGNS = {"{": "de haak {", "#": "het hekje #", "}": "de haak }"}


@dataclass(frozen=True, slots=True)
class Noun:
    """What an author calls a thing, for messages, and what stands before it in a file."""

    word: str
    the: str
    this: str
    mark: str


@dataclass(frozen=True, slots=True)
class Half:
    """An id that is not written as ids are, as it was typed, and which id was meant."""

    typed: str
    id: str


def half(content: str) -> Half | None:
    """Find the id that was meant in a text without a whole id at its end."""
    found = next(filter(None, (pattern.search(content) for pattern in _HALF)), None)
    return Half(found[0].strip(), found[1]) if found else None


def ends_in_id(text: str) -> bool:
    """Whether a line ends in an id, be it in the wrong brackets."""
    return bool(ID.search(text) or _IN_BRACKETS.search(text))


def is_false_bullet(text: str) -> bool:
    """Whether a line begins as an item of a list does in Word, and in no Markdown."""
    return bool(_FALSE_BULLET.match(text))


def begins_item(text: str) -> bool:
    """Whether a line begins an item of a list, or was meant to."""
    return bool(_BULLET.match(text)) or is_false_bullet(text)


def no_id(content: str, text: str, noun: Noun) -> tuple[str, str]:
    """Say what is wrong with a text that ends in no id, and how to mend it."""
    if found := half(content):
        return _not_whole(found, noun)
    if not text:
        return f"{noun.this} is leeg", "zet er tekst en een id, of haal de regel weg"
    suggestion = f"“{noun.mark} {shortened(text)} {{#{an_id(text)}}}”"
    return f"{noun.the} {quote(text)} heeft geen id", f"zet die erachter, zoals {suggestion}"


def no_item(raw: str, noun: Noun) -> tuple[str, str]:
    """Say why a line is no item of a list, and how to make it one."""
    text = raw.strip()
    found = ID.search(text)
    shown = quote(text[: found.start()].rstrip() if found else text)
    named = f" met id {quote(found[1].strip())}" if found else ""
    behind = "" if found else ", met een id achteraan zoals {#een-id}"
    return f"deze regel{named} ({shown}) is zo geen {noun.word}", _dash(raw, noun) + behind


def _dash(raw: str, noun: Noun) -> str:
    text = raw.lstrip()
    if is_false_bullet(text):
        return f"begin {noun.the} met een gewoon streepje (-) en een spatie"
    if _BULLET.match(text):
        return "haal de spaties aan het begin van de regel weg"
    instead = ", in plaats van de hekjes" if text.startswith("#") else ""
    return f"zet er “- ” voor, helemaal aan het begin van de regel{instead}"


def _not_whole(found: Half, noun: Noun) -> tuple[str, str]:
    missing = [name for sign, name in _SIGNS.items() if sign not in found.typed]
    why = f"is niet heel: hier ontbreekt {' en '.join(missing)}" if missing else "staat niet goed"
    wrong = f"de id {quote(found.typed)} van {noun.this} {why}"
    return wrong, f"schrijf {{#{found.id}}}, helemaal achteraan de regel"


def plain_before_id(content: str) -> str:
    """Give the plain text that stands before an id."""
    found = ID.search(content)
    return markdown.plain(content[: found.start()] if found else content)
