"""The body of a file: its blocks, and the list items and headings that end in an id."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from course import markdown
from course.loader.report import Report
from course.loader.source import Source
from course.loader.wording import an_id, quote

_ID = re.compile(r"\s*\{#([^{}]*)\}\s*$")
_NEARLY_ID = re.compile(r"\{\s*#|\(#[\w-]+\)\s*$|\{[\w-]+\}\s*$")
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
class Section:
    """A heading that ends in an id, with the blocks under it."""

    named: Named
    blocks: Sequence[Block]


class Body:
    """The blocks of a file, and which of its ids were put to use."""

    def __init__(self, source: Source, report: Report) -> None:
        self.source = source
        self.tell = source.tell
        self.tokens = markdown.parse(source.body)
        self.blocks = tuple(_blocks(self.tokens))
        self._report = report
        self._lines = source.body.split("\n")
        self._used: set[int] = set()

    def text(self, blocks: Sequence[Block]) -> str:
        """Give the Markdown of neighbouring blocks as it was typed."""
        if not blocks:
            return ""
        return "\n".join(self._lines[blocks[0].start : blocks[-1].end]).strip("\n")

    def sections(self, noun: str) -> tuple[Sequence[Block], list[Section]]:
        """Split into what stands before the first ``## Titel {#id}``, and a section for each."""
        starts = [at for at, block in enumerate(self.blocks) if _is_heading(block)]
        ends = [*starts[1:], len(self.blocks)][: len(starts)]
        sections = []
        for start, end in zip(starts, ends, strict=True):
            heading = self.blocks[start]
            named = self._named(heading.inline, heading.line, noun, "## Titel")
            sections.append(Section(named, self.blocks[start + 1 : end]))
        return self.blocks[: starts[0] if starts else None], sections

    def items(self, block: Block, noun: str) -> Iterator[Named]:
        """Read a list of which each item is a text on one line that ends in its id."""
        for line, content, whole in _list_items(block):
            if whole:
                yield self._named(content, line, noun, f"- {noun.capitalize()}")
            else:
                self._used.update(range(line - 1, block.end))
                self.tell(
                    line,
                    f"een {noun} staat heel op één regel, zonder lijst of kop erin; {_ONE_LINE}",
                )

    def has_ids(self, block: Block) -> bool:
        """Whether a list holds an item that ends in an id."""
        return any(_ID.search(content) for _, content, _ in _list_items(block))

    def tell_stray_ids(self) -> None:
        """Tell of each ``{#id}`` that stands where nothing takes one."""
        for token in self.tokens:
            if token.type not in {"inline", "code_block"} or token.map is None:
                continue
            for number, text in enumerate(token.content.split("\n"), start=token.map[0]):
                if number not in self._used and _ID.search(text):
                    self.tell(number + 1, _STRAY.format(quote(text.strip()[-40:])))

    def _named(self, content: str, line: int, noun: str, example: str) -> Named:
        self._used.add(line - 1)
        found = _ID.search(content)
        text = markdown.plain(content[: found.start()] if found else content)
        if found is None:
            self.tell(line, _no_id(content, text, noun, example))
            return Named("", text, line)
        content_id = found[1].strip()
        self._report.claim(content_id, self.source.path, line)
        if not text:
            self.tell(
                line, f"de {noun} bij id {quote(content_id)} is leeg; zet de tekst voor de id"
            )
        self._tell_pictures(content, line, noun)
        return Named(content_id, text, line)

    def _tell_pictures(self, content: str, line: int, noun: str) -> None:
        for reference in markdown.references(markdown.parse(content)):
            if reference.picture or not markdown.scheme(reference.target):
                what = f"naar {quote(reference.target)} kan niet in een {noun}"
                self.tell(line, f"een plaatje of link {what}; zet die in de inleiding")


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


def _list_items(block: Block) -> Iterator[tuple[int, str, bool]]:
    """Give line, content, and whether the item is one line of text, for each item."""
    tokens = block.tokens
    for at, token in enumerate(tokens):
        if token.type != "list_item_open" or token.level != 1 or token.map is None:
            continue
        inside = list(_until(tokens[at + 1 :], "list_item_close", token.level))
        kinds = [t.type for t in inside]
        content = next((t.content for t in inside if t.type == "inline"), "")
        one = kinds in ([], ["paragraph_open", "inline", "paragraph_close"])
        yield token.map[0] + 1, content, one and "\n" not in content


def _until(tokens: Sequence[Token], kind: str, level: int) -> Iterator[Token]:
    for token in tokens:
        if token.type == kind and token.level == level:
            return
        yield token


def _no_id(content: str, text: str, noun: str, example: str) -> str:
    if _NEARLY_ID.search(content):
        wrong = f"de id van deze {noun} is niet goed geschreven"
        return f"{wrong}; zet helemaal achteraan {{#{an_id(text)}}}"
    if not text:
        return f"hier staat een lege {noun}; haal het streepje weg of zet er tekst en een id neer"
    suggestion = f"{example} {{#{an_id(text)}}}"
    return f"de {noun} {quote(text)} heeft geen id; zet die erachter, zoals {suggestion}"


_ONE_LINE = "haal de regeleinden weg en zet de id achteraan"
_STRAY = (
    "de id in {} hoort hier niet; een id staat achter een vraag of veld in een lijst, of achter "
    "een kop met ## van een kaartje of werkplaat"
)
