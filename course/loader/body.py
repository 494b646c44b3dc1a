"""The body of a file: its blocks, and the list items and headings that end in an id."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from course import markdown
from course.loader.report import Report
from course.loader.source import Source
from course.loader.wording import an_id, quote, shortened

_ID = re.compile(r"\{#([^{}]*)\}\s*$")
_NEARLY_ID = re.compile(r"\{\s*#[^{}]*\}?|\(#[\w-]+\)\s*$|\{[\w-]+\}\s*$")
_FALSE_BULLET = re.compile(r"[•·▪●◦–—]|-[^\W\d]|\d+[.)][^\W\d]")
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
class Noun:
    """What an author calls a thing, for messages, and what stands before it in a file."""

    word: str
    the: str
    this: str
    mark: str


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
        starts = [at for at, block in enumerate(self.blocks) if _is_heading(block)]
        ends = [*starts[1:], len(self.blocks)][: len(starts)]
        sections = []
        for start, end in zip(starts, ends, strict=True):
            heading = self.blocks[start]
            named = self._named(heading.inline, heading.line, noun)
            sections.append(Section(named, self.blocks[start + 1 : end]))
        return self.blocks[: starts[0] if starts else None], sections

    def items(self, block: Block, noun: Noun) -> Iterator[Named]:
        """Read a list of which each item is a text on one line that ends in its id."""
        for item in _list_items(block):
            if item.whole:
                yield self._named(item.content, item.line, noun)
            else:
                self._used.update(range(item.line - 1, item.end))
                wrong = f"{noun.this} staat niet heel op één regel"
                mend = f"zet {noun.the} achter één streepje, zonder lijst of kop erin"
                self.tell(item.line, wrong, f"{mend}, met {{#id}} achteraan")
                yield Named("", item.content, item.line)

    def has_ids(self, block: Block) -> bool:
        """Whether a list holds an item that ends in an id."""
        return any(_ID.search(item.content) for item in _list_items(block))

    def tell_stray_ids(self) -> None:
        """Tell of each ``{#id}`` that stands where nothing takes one."""
        for token in self.tokens:
            if token.type not in {"inline", "code_block"} or token.map is None:
                continue
            for number, text in enumerate(token.content.split("\n"), start=token.map[0]):
                if number not in self._used and _ID.search(text):
                    place = quote(text.strip()[-40:])
                    self.tell(number + 1, f"de id in {place} hoort hier niet", _WHERE_IDS_GO)

    def false_items(self, noun: Noun) -> Iterator[Named]:
        """Give each line that was meant as an item of a list and is none; tell of it."""
        for number, text in self._typed():
            if _FALSE_BULLET.match(text):
                self._used.add(number)
                wrong = f"deze regel ({quote(text)}) is geen {noun.word}"
                mend = f"begin {noun.the} met een gewoon streepje (-) en een spatie"
                self.tell(number + 1, wrong, mend)
                yield Named("", text, number + 1)

    def tell_false_headings(self) -> None:
        """Tell of each ``##Titel``: without a space it is no heading."""
        for number, text in self._typed():
            if _FALSE_HEADING.match(text):
                self._used.add(number)
                wrong = f"deze regel ({quote(text)}) is geen kop"
                self.tell(number + 1, wrong, "zet een spatie achter de hekjes, zoals “## Titel”")

    def _typed(self) -> Iterator[tuple[int, str]]:
        """Give each line of a paragraph that nothing made use of, by its number from 0."""
        for token in self.tokens:
            if token.type != "inline" or token.map is None:
                continue
            for number, text in enumerate(token.content.split("\n"), start=token.map[0]):
                if number not in self._used:
                    yield number, text

    def _named(self, content: str, line: int, noun: Noun) -> Named:
        self._used.add(line - 1)
        found = _ID.search(content)
        text = markdown.plain(content[: found.start()] if found else content)
        self._tell_references(content, line, noun)
        if found is None:
            self.tell(line, *_no_id(content, text, noun))
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
    whole: bool
    """Whether the item is one line of text and nothing else."""


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    start = 0
    for at, token in enumerate(tokens):
        if token.level == 0 and token.nesting >= 0:
            start = at
        if token.level == 0 and token.nesting <= 0:
            first, end = tokens[start].map or (0, 0)
            yield Block(tokens[start].type, first, end, tokens[start : at + 1])


def _is_heading(block: Block) -> bool:
    return block.type == "heading_open" and block.tokens[0].tag == "h2"


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
    kinds = [token.type for token in inside]
    one = kinds in ([], ["paragraph_open", "inline", "paragraph_close"])
    return _Item(start + 1, end, content, one and "\n" not in content)


def _no_id(content: str, text: str, noun: Noun) -> tuple[str, str]:
    if _NEARLY_ID.search(content):
        wrong = f"de id van {noun.this} is niet goed geschreven"
        text = markdown.plain(_NEARLY_ID.sub("", content))
        return wrong, f"zet helemaal achteraan een id zoals {{#{an_id(text)}}}"
    if not text:
        return f"{noun.this} is leeg", "zet er tekst en een id, of haal de regel weg"
    suggestion = f"“{noun.mark} {shortened(text)} {{#{an_id(text)}}}”"
    return f"{noun.the} {quote(text)} heeft geen id", f"zet die erachter, zoals {suggestion}"


_WHERE_IDS_GO = (
    "een id staat achter een vraag of veld in een lijst, of achter de kop (##) van een kaartje of "
    "werkplaat; haal hem hier weg of zet hem daar"
)
