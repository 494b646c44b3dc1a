"""Which kind a part is: the one it names, or else the one that it comes nearest to."""

from dataclasses import dataclass

from course.loader.body import LISTS, Body
from course.loader.ids import ends_in_id
from course.loader.keys import Keys, Value
from course.loader.source import Source
from course.loader.wording import instead, nearest, quote

KINDS = ("text", "video", "questions", "worksheets", "cards")
_KEYS = ("id", "title", "kind", "follows")
_VIDEO_KEYS = ("video", "password", "captions", "poster")
_BELIED_BY = {
    "text": {"questions": "vragen", "cards": "kaartjes", "worksheets": "een werkplaat"},
    "video": {"questions": "vragen", "cards": "kaartjes", "worksheets": "een werkplaat"},
    "cards": {"questions": "vragen"},
    "questions": {"cards": "kaartjes"},
}
"""What a part of a kind may show that it cannot hold, and what that is called."""


@dataclass(frozen=True, slots=True)
class Kind:
    """The name of a kind, None where nothing tells; ``sure`` is false of a guess."""

    name: str | None
    sure: bool


def kind(keys: Keys, body: Body, source: Source) -> Kind:
    """Find the kind by which a part is judged; whatever is wrong with it or the keys is told."""
    named = _named(keys)
    shown = _shown(keys, body)
    if "kind" not in keys or named.text not in KINDS:
        keys.only((*_KEYS, *_VIDEO_KEYS))
        _tell_unknown(named, source)
        return Kind(_likely(named.text, shown), sure=False)
    name = _tell_belied(named, shown, body) or named.text
    keys.only((*_KEYS, *_VIDEO_KEYS) if name == "video" else _KEYS, _VIDEO_KEYS)
    return Kind(name, sure=True)


def _named(keys: Keys) -> Value:
    """Give the kind, also where its key is misspelt: that is told, so nothing is missing."""
    misspelt = None if "kind" in keys else keys.under_another_name("kind", _KEYS)
    return misspelt or keys.required("kind", "questions")


def _tell_unknown(named: Value, source: Source) -> None:
    if named.text and named.text not in KINDS:
        wrong = f"“kind” is {quote(named.text)}, en dat is onbekend"
        source.tell(named.line, wrong, instead(named.text, KINDS))


def _tell_belied(named: Value, shown: str | None, body: Body) -> str | None:
    """Give the kind of what a part holds where it cannot be of the kind it names; tell of that.

    Told of each id instead, the author would take away what the answers hang on. One id alone is
    likely to be the slip.
    """
    held = _BELIED_BY.get(named.text, {}).get(shown or "")
    if held is None or body.count_ids() < 2:
        return None
    wrong = f"“kind” is {quote(named.text)}, maar zo te zien staan hier {held}"
    body.tell(named.line, wrong, f"schrijf “kind: {shown}”, of haal de id's weg")
    return shown


def _likely(word: str, shown: str | None) -> str | None:
    """Guess a kind by the author's word for it and by what shows. Sheets may have no fields."""
    named = nearest(word, KINDS)
    fits = shown in {None, named} or (named, shown) == ("worksheets", "cards")
    return named if named and fits else shown


def _shown(keys: Keys, body: Body) -> str | None:
    if "video" in keys:
        return "video"
    lists = any(block.type in LISTS and body.has_ids(block) for block in body.blocks)
    if any(block.begins_section and ends_in_id(block.inline) for block in body.blocks):
        return "worksheets" if lists else "cards"
    return "questions" if lists else None
