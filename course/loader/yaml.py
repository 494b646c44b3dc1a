"""Front matter as nodes with line numbers, read by ruamel.yaml's parser.

Only the parser is used, never a constructor: no tag makes an object, no alias grows, a number or
a date stays the text that the author typed (``title: 2024``), and a double key can be told. What
YAML makes of values that begin with ``&``, ``*`` or ``!`` is of no use here and is refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from course.loader.report import UnreadableError
from course.loader.wording import quote

LARGEST = 50_000
_TEXT_BEHIND_HASH = re.compile(r":?[ \t]+#[^#\s]")
_HARD_SPACES = re.compile(r"^[ \xa0]*(?:-[ \xa0]+)?(?:[\w-]+:[ \xa0]+)?", re.MULTILINE)
"""Where a space counts in YAML; text from a web page brings others that look the same."""

_NO_COLON = re.compile(r"([A-Za-z][\w-]*)(?:(:)(?=\S)|(?=[ \t=]))[ \t=]*([^:\s][^:]*)$")
"""``id proef``, ``id = proef``, ``id:proef``: a line of settings without its colon and space."""

DEEPEST = 5


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value of one piece. ``plain``: typed without quotes."""

    line: int
    text: str
    plain: bool = True


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    line: int
    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Keys with their values, double keys included."""

    line: int
    pairs: tuple[tuple[Scalar, "Node"], ...]


Node = Scalar | Items | Pairs


def read(text: str) -> Pairs:
    """Read front matter; lines count from 1."""
    if len(text) > LARGEST:
        raise UnreadableError(
            1, "de instellingen zijn te groot", "zet lange tekst onder de tweede ---"
        )
    text = _HARD_SPACES.sub(lambda found: found[0].replace("\xa0", " "), text)
    try:
        return _document(_unbroken(YAML(typ="safe", pure=True).parse(text), text))
    except MarkedYAMLError as error:
        raise _in_dutch(error, text) from None
    except YAMLError as error:
        raise UnreadableError(1, f"de instellingen zijn geen YAML ({error})", _UNKNOWN) from None


def _unbroken(events: Iterator[Event], text: str) -> Iterator[Event]:
    """Refuse ``title: Vraag #3``, of which YAML keeps ``Vraag``; a comment begins with ``# ``."""
    for event in events:
        if isinstance(event, ScalarEvent) and event.style is None:
            end = event.end_mark
            if _TEXT_BEHIND_HASH.match(text, end.index):
                raise UnreadableError(
                    end.line + 1, "wat achter # staat, telt hier niet mee", _QUOTES
                )
        yield event


def _document(events: Iterator[Event]) -> Pairs:
    node: Node = Pairs(1, ())
    documents = 0
    for event in events:
        if isinstance(event, DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise UnreadableError(
                    _line(event), "de instellingen zijn meer dan één blok", "maak er één van"
                )
        elif isinstance(event, NodeEvent):
            node = _node(event, events, DEEPEST)
    if isinstance(node, Pairs):
        return node
    if node == Scalar(node.line, ""):
        return Pairs(1, ())
    raise UnreadableError(
        node.line, "hier staan geen instellingen", "schrijf ze zoals “title: Mijn titel”"
    )


def _node(event: Event, events: Iterator[Event], depth: int) -> Node:
    if depth == 0:
        raise UnreadableError(_line(event), _TOO_DEEP, "maak het eenvoudiger")
    if isinstance(event, AliasEvent):
        raise UnreadableError(_line(event), _MARKER.format("*"), _QUOTES)
    assert isinstance(event, ScalarEvent | CollectionStartEvent)  # noqa: S101 - no other node
    for marker, found in (("&", event.anchor), ("!", event.tag)):
        if found is not None:
            raise UnreadableError(_line(event), _MARKER.format(marker), _QUOTES)
    if isinstance(event, ScalarEvent):
        return Scalar(_line(event), event.value, plain=event.style is None)
    if isinstance(event, SequenceStartEvent):
        return Items(_line(event), tuple(_items(events, depth - 1)))
    return Pairs(_line(event), tuple(_pairs(events, depth - 1)))


def _items(events: Iterator[Event], depth: int) -> Iterator[Node]:
    while not isinstance(event := next(events), SequenceEndEvent):
        yield _node(event, events, depth)


def _pairs(events: Iterator[Event], depth: int) -> Iterator[tuple[Scalar, Node]]:
    while not isinstance(event := next(events), MappingEndEvent):
        key = _node(event, events, depth)
        if not isinstance(key, Scalar):
            raise UnreadableError(key.line, "een sleutel is één woord", _QUOTES)
        yield key, _node(next(events), events, depth)


def _in_dutch(error: MarkedYAMLError, text: str) -> UnreadableError:
    said = f"{error.context or ''} {error.problem or ''}"
    begun = any(english in said for english in _TOLD_AT_THEIR_BEGIN)
    marks = (error.problem_mark, error.context_mark)
    mark = next(filter(None, reversed(marks) if begun else marks), None)
    before = text[: mark.index if mark else 0].rpartition("\n")[2]
    line = mark.line + 1 if mark else 1
    wrong, mend = _reason(said, before)
    if found := _without_colon(said, before, text.split("\n")[:line]):
        line, wrong, mend = found
    return UnreadableError(line, f"dit is geen geldige YAML: {wrong}", mend)


def _without_colon(said: str, before: str, lines: list[str]) -> tuple[int, str, str] | None:
    """Find a key without its colon; ``lines`` are those up to where the parser stopped."""
    if "mapping values are not allowed" in said and re.fullmatch(r"[\w-]+", before):
        at = _first_colonless(lines[:-1])
    elif "could not find expected ':'" in said:
        at = len(lines)
    else:
        return None
    found = _NO_COLON.match(lines[at - 1])
    if found is None:
        return None
    key, colon, value = found.groups()
    wrong = f"achter {quote(key)} ontbreekt een {'spatie' if colon else 'dubbele punt'}"
    return at, wrong, f"schrijf {quote(f'{key}: {value}')}{_OR_TEXT}"


def _first_colonless(lines: list[str]) -> int:
    """Give the line, from 1, where a text began that the parser took for one key with the next."""
    at = len(lines)
    while at > 1 and (not lines[at - 1].strip() or _NO_COLON.match(lines[at - 2])):
        at -= 1
    return at


def _reason(said: str, before: str) -> tuple[str, str]:
    """Say what is wrong, by what the parser said and what stands before it on the line."""
    if "mapping values are not allowed" in said and re.fullmatch(r"[ \t]+[\w-]+", before):
        return "deze regel begint met een spatie", "haal de spaties vooraan weg"
    if "expected <block end>" in said and before.strip():
        return "achter de waarde staat nog iets", _QUOTES
    found = ((wrong, mend) for english, wrong, mend in _REASONS if english in said)
    return next(found, ("deze regel klopt niet", _UNKNOWN))


def _line(event: Event) -> int:
    line: int = event.start_mark.line
    return line + 1


_QUOTES = 'zet de hele waarde tussen rechte aanhalingstekens, zoals "Zo: dus"'
_MARKER = "een waarde begint met {}"
_TOO_DEEP = "deze waarde zit te diep in andere waarden"
_UNKNOWN = "kijk op deze regel naar dubbele punten, aanhalingstekens en spaties vooraan"
_TOLD_AT_THEIR_BEGIN = ("quoted scalar", "could not find expected ':'")
"""What the parser finds out only at the end of the value, or of the file."""

_OR_TEXT = "; hoort deze regel bij de tekst, zet er dan een regel --- boven"
_REASONS = (
    ("'\\t'", "er staat een tab", "gebruik spaties"),
    ("mapping values are not allowed", "een waarde heeft een dubbele punt", _QUOTES),
    (
        "quoted scalar",
        "een aanhalingsteken is niet gesloten",
        "zet er een aan het eind van de waarde; begint die met ', zoals ’s morgens, zet hem dan "
        "tussen dubbele",
    ),
    (
        "could not find expected ':'",
        "na de sleutel ontbreekt een dubbele punt",
        f"schrijf “sleutel: waarde”{_OR_TEXT}",
    ),
    ("expected ',' or", "een lijst tussen haken is niet af", "zet er een komma of een haak bij"),
    ("sequence entries are not allowed", "een waarde begint met een streepje", _QUOTES),
    ("block scalar", "een waarde begint met | of >", _QUOTES),
    ("mapping keys are not allowed", "een waarde begint met een vraagteken", _QUOTES),
    ("cannot start any token", "een waarde begint met een bijzonder teken", _QUOTES),
    ("expected the node content", "een waarde begint met een bijzonder teken", _QUOTES),
    ("expected <block end>", "deze regel begint niet recht onder de vorige", _UNKNOWN),
)
