"""The body of a file: its blocks, and the list items and headings that end in an id."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from course import markdown
from course.loader.ids import (
    ID,
    Noun,
    begins_item,
    ends_in_id,
    half,
    is_false_bullet,
    no_id,
    no_item,
    plain_before_id,
)
from course.loader.report import Report
from course.loader.source import Source
from course.loader.wording import quote

_FALSE_HEADING = re.compile(r"#{2,6}[^\s#]")
LISTS = frozenset({"bullet_list_open", "ordered_list_open"})


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the highest level: its lines, from 0, ``end`` excluded, and its tokens."""

    type: str
    start: int
    end: int
    tokens: Sequence[Token]

    @property
    def line(self) -> int:
        """The line for messages, from 1."""
        return self.start + 1

    @property
    def begins_section(self) -> bool:
        """Whether this is a heading of a card or worksheet."""
        return self.type == "heading_open" and self.tokens[0].tag == "h2"

    @property
    def inline(self) -> str:
        """The Markdown of a heading or paragraph."""
        return next((token.content for token in self.tokens if token.type == "inline"), "")


@dataclass(frozen=True, slots=True)
class Named:
    """What stood before an id: plain text, and its line from 1."""

    id: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Section:
    """A heading that ends in an id, with the blocks under it."""

    named: Named
    blocks: Sequence[Block]


class Body:
    """The blocks of a file, and which of its ids were put to use."""

    def __init__(self, source: Source, report: Report) -> None:
        self.source = source
        self.tell = source.tell
        self.tokens, definitions = markdown.parse_whole(source.body)
        self.blocks = tuple(_blocks(self.tokens))
        self._report = report
        self._lines = source.body.split("\n")
        self._definitions = [self._lines[at] for lines in definitions for at in lines]
        self._used: set[int] = set()

    def text(self, blocks: Sequence[Block]) -> str:
        """Give the Markdown of neighbouring blocks as it was typed."""
        if not blocks:
            return ""
        text = "\n".join(self._lines[blocks[0].start : blocks[-1].end]).strip("\n")
        return "\n".join([text, "", *self._definitions]) if self._definitions else text

    def sections(self, noun: Noun) -> tuple[Sequence[Block], list[Section]]:
        """Split into what stands before the first ``## Titel {#id}``, and a section for each."""
        starts = [at for at, block in enumerate(self.blocks) if block.begins_section]
        ends = [*starts[1:], len(self.blocks)][: len(starts)]
        sections = []
        for start, end in zip(starts, ends, strict=True):
            heading = self.blocks[start]
            named = self._named(heading.inline, heading.line, noun)
            sections.append(Section(named, self.blocks[start + 1 : end]))
        return self.blocks[: starts[0] if starts else None], sections

    def items(self, block: Block, noun: Noun) -> Iterator[Named]:
        """Read a list of which each item is a text on one line that ends in its id.

        A line without its own dash runs on in the item above it; it is told of where it stands.
        """
        for item in _list_items(block):
            own, others = self._lines_of(item)
            if item.begins_with_text and len(own) == 1:
                yield self._named(item.content.split("\n")[0], item.line, noun)
            else:
                self._used.update(own)
                wrong = f"{noun.this} staat niet heel op één regel"
                mend = f"zet {noun.the} achter één streepje, zonder lijst of kop erin"
                self.tell(item.line, wrong, f"{mend}, met {{#id}} achteraan")
                yield Named("", item.content, item.line)
            yield from self._without_dash(others, noun)

    def has_ids(self, block: Block) -> bool:
        """Whether a list holds an item that ends in an id."""
        return any(ends_in_id(line) for it in _list_items(block) for line in it.content.split("\n"))

    def count_ids(self) -> int:
        """Count the lines that end in an id."""
        return sum(1 for _, text in self._typed("inline") if ID.search(text))

    def tell_stray_ids(self) -> None:
        """Tell of each ``{#id}`` that stands where nothing takes one."""
        for number, text in self._typed("inline", "code_block"):
            if found := ID.search(text):
                wrong = f"de id {{#{found[1].strip()}}} hoort hier niet"
                self.tell(number + 1, wrong, _WHERE_IDS_GO)

    def false_items(self, noun: Noun) -> Iterator[Named]:
        """Give each line that was meant as an item of a list and is none; tell of it."""
        for number, text in self._typed("inline", "code_block"):
            if is_false_bullet(text) or ends_in_id(text):
                yield self._no_item(number, noun)

    def tell_below(self, block: Block, noun: Noun) -> None:
        """Tell of a text below a list, at its first line that was not told of as an item."""
        lines = range(block.start, max(block.end, block.start + 1))
        line = next((it for it in lines if it not in self._used and self._lines[it].strip()), None)
        if line is not None:
            wrong = f"dit stuk tekst staat onder {noun.the}, en krijgt daar geen plek"
            self.tell(line + 1, wrong, "zet de tekst boven de lijst, of in een ander onderdeel")

    def tell_false_headings(self) -> None:
        """Tell of each ``##Titel``: without a space it is no heading."""
        for number, text in self._typed("inline"):
            if _FALSE_HEADING.match(text):
                self._used.add(number)
                wrong = f"deze regel ({quote(text)}) is geen kop"
                self.tell(number + 1, wrong, "zet een spatie achter de hekjes, zoals “## Titel”")

    def _typed(self, *types: str) -> Iterator[tuple[int, str]]:
        """Give each line of such tokens that nothing made use of, by its number from 0."""
        for token in self.tokens:
            if token.type not in types or token.map is None:
                continue
            for number, text in enumerate(token.content.split("\n"), start=token.map[0]):
                if number not in self._used:
                    yield number, text.strip()

    def _lines_of(self, item: "_Item") -> tuple[list[int], list[int]]:
        """Part the lines of an item, from 0: its own up to its id, and those meant as others."""
        lines = [at for at in range(item.line - 1, item.end) if self._lines[at].strip()]
        for at, number in enumerate(lines):
            text = self._lines[number].strip()
            if at and begins_item(text):
                return lines[:at], lines[at:]
            if ends_in_id(text):
                return lines[: at + 1], lines[at + 1 :]
        return lines, []

    def _without_dash(self, lines: Sequence[int], noun: Noun) -> Iterator[Named]:
        below = False
        for number in lines:
            text = self._lines[number].strip()
            if ends_in_id(text) or is_false_bullet(text):
                yield self._no_item(number, noun)
                below = False
                continue
            self._used.add(number)
            if not below:
                self.tell(number + 1, f"deze regel ({quote(text)}) is zo geen {noun.word}", _BELOW)
            below = True

    def _no_item(self, number: int, noun: Noun) -> Named:
        self._used.add(number)
        raw = self._lines[number]
        self.tell(number + 1, *no_item(raw, noun))
        found = ID.search(raw)
        content_id = found[1].strip() if found else ""
        if content_id:
            self._report.claim(content_id, self.source.path, number + 1)
        return Named(content_id, raw.strip(), number + 1)

    def _named(self, content: str, line: int, noun: Noun) -> Named:
        self._used.add(line - 1)
        text = plain_before_id(content)
        self._tell_references(content, line, noun)
        found = ID.search(content)
        if found is None:
            self.tell(line, *no_id(content, text, noun))
            if meant := half(content):
                self._report.claim(meant.id, self.source.path, line)
            return Named("", text, line)
        if "{#" in text:
            wrong = f"achter {noun.the} {quote(text)} staat meer dan één id"
            self.tell(line, wrong, "laat er een staan")
        content_id = found[1].strip()
        self._report.claim(content_id, self.source.path, line)
        if not text:
            wrong = f"{noun.the} met id {quote(content_id)} is leeg"
            self.tell(line, wrong, "zet er tekst voor, of haal de hele regel weg")
        return Named(content_id, text, line)

    def _tell_references(self, content: str, line: int, noun: Noun) -> None:
        if "](" not in content:
            return
        for reference in markdown.references(markdown.parse(content)):
            if reference.picture or not markdown.scheme(reference.target):
                wrong = f"{quote(reference.target)} kan niet in {noun.the} zelf staan"
                self.tell(line, wrong, "zet dit plaatje of deze link in de tekst erboven")


@dataclass(frozen=True, slots=True)
class _Item:
    line: int
    end: int
    content: str
    begins_with_text: bool
    """Whether text comes first, or nothing comes at all: no list, no heading."""


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    start = 0
    for at, token in enumerate(tokens):
        if token.level == 0 and token.nesting >= 0:
            start = at
        if token.level == 0 and token.nesting <= 0:
            first, end = tokens[start].map or (0, 0)
            yield Block(tokens[start].type, first, end, tokens[start : at + 1])


def _list_items(block: Block) -> Iterator[_Item]:
    begin = 0
    for at, token in enumerate(block.tokens):
        if token.level != 1:
            continue
        if token.type == "list_item_open":
            begin = at
        elif token.type == "list_item_close":
            yield _item(block.tokens[begin], block.tokens[begin + 1 : at])


def _item(opening: Token, inside: Sequence[Token]) -> _Item:
    start, end = opening.map or (0, 0)
    content = next((token.content for token in inside if token.type == "inline"), "")
    begins_with_text = not inside or inside[0].type == "paragraph_open"
    return _Item(start + 1, end, content, begins_with_text)


_WHERE_IDS_GO = (
    "een id staat achter een vraag of veld in een lijst, of achter de kop van een kaartje of "
    "werkplaat. Is deze regel er een, zet er dan “- ” of “## ” voor; haal de id anders weg"
)
_BELOW = (
    "is het er een, zet er dan “- ” voor en een id achter; zet andere tekst boven de lijst, of in "
    "een ander onderdeel"
)
