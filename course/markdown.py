"""Authors' Markdown: read into tokens, shown as clean HTML or as plain text.

The dialect is CommonMark with tables and strikethrough, less three things: raw HTML is text like
any other, a line of dashes under a text is a line and never makes a heading of it (cards are
written that way), and addresses of pages that are typed as they are become links.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markupsafe import Markup

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):")
OPEN_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
"""What a link to elsewhere may begin with."""

_FRAGMENT = re.compile(r"#\w+=[^#]*$")
_BARE_ADDRESS = re.compile(r"https?://[^\s<>\"]*[^\s<>\"'.,:;!?)\]}*_]", re.IGNORECASE)
_TAGS = frozenset(
    (
        *("p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "code"),
        *("strong", "em", "s", "ul", "ol", "li", "a", "img"),
        *("table", "thead", "tbody", "tr", "th", "td"),
    )
)
_ATTRIBUTES = {"a": {"href", "title", "download"}, "img": {"src", "alt", "title"}, "ol": {"start"}}


@dataclass(frozen=True, slots=True)
class Reference:
    """What a text points to: ``target`` as it is written, on ``line`` (from 1) of the text.

    ``alt`` describes a picture, and is None for a link.
    """

    line: int
    target: str
    alt: str | None = None

    @property
    def picture(self) -> bool:
        """Whether this is a picture and no link."""
        return self.alt is not None


class _Dialect(MarkdownIt):
    """markdown-it that leaves an address as it was typed; file names of people need that.

    Every address makes a link, also ``javascript:``, so that the loader can tell the author of
    it; :func:`render` gives an address to none but those of :data:`OPEN_SCHEMES`.
    """

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        return url

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802
        return True


@cache
def _dialect() -> MarkdownIt:
    dialect = _Dialect("commonmark", {"html": False}).enable(["table", "strikethrough"])
    dialect.disable(["lheading", "html_block", "html_inline"])
    dialect.core.ruler.push("bare_address", _link_bare_addresses)
    return dialect


def parse(text: str) -> list[Token]:
    """Read a text into the tokens of markdown-it-py; ``map`` counts lines from 0."""
    return _dialect().parse(text)


def parse_whole(text: str) -> tuple[list[Token], list[range]]:
    """Read a text into tokens, and find the lines (from 0) of its definitions of links.

    A definition (``[plan]: plan.pdf``) serves the whole text but is no token of it; whoever
    shows a piece of the text must add the definitions to the piece.
    """
    found: dict[str, Any] = {}
    tokens = _dialect().parse(text, found)
    places = [definition["map"] for definition in found.get("references", {}).values()]
    return tokens, [range(*place) for place in places]


def plain(text: str) -> str:
    """Give one line of Markdown as plain text; the address of a link follows it in brackets."""
    children = _dialect().parseInline(text)[0].children or []
    return " ".join("".join(_plain_pieces(children)).split())


def references(tokens: Sequence[Token]) -> Iterator[Reference]:
    """Find every link and picture of a text, in its order."""
    for token in tokens:
        line = token.map[0] + 1 if token.map else 1
        for child in token.children or ():
            line += child.type in {"softbreak", "hardbreak"}
            if child.type == "link_open":
                yield Reference(line, str(child.attrs["href"]))
            elif child.type == "image":
                yield Reference(line, str(child.attrs["src"]), child.content)


def scheme(target: str) -> str | None:
    """Give the scheme of an address in lower case; None for a place on the page or a file."""
    found = _SCHEME.match(target)
    return found[1].lower() if found else None


def file_name(target: str) -> str:
    """Give the name in an address without the place in the file (``plan.pdf#page=3``)."""
    return _FRAGMENT.sub("", target)


def render(text: str, file_url: Callable[[str], str], heading: int = 3) -> Markup:
    """Show a text as HTML that is safe to place on a page.

    ``file_url`` gives the address of a file of the module by the name written in the text (a key
    of ``Module.files``). The highest headings of the text become level ``heading`` (1 to 6), and
    no level below is skipped. Links to pages and files open a window of their own: followed
    inside the frame of a learning platform, they would end the session there.
    """
    tokens = parse(text)
    _shift_headings(tokens, heading)
    for token in tokens:
        for child in token.children or ():
            _resolve(child, file_url)
    dialect = _dialect()
    return _clean(dialect.renderer.render(tokens, dialect.options, {}))


def _clean(html: str) -> Markup:
    import nh3  # noqa: PLC0415 - a module is loaded and checked without it

    return Markup(  # noqa: S704 - this is where it is made safe
        nh3.clean(
            html,
            tags=set(_TAGS),
            attributes=_ATTRIBUTES,
            tag_attribute_values={"a": {"target": {"_blank"}}},
            url_schemes={*OPEN_SCHEMES, "data", "blob"},
            link_rel="noopener noreferrer",
        )
    )


def _shift_headings(tokens: Sequence[Token], highest: int) -> None:
    above: list[str] = []
    for token in tokens:
        if token.type == "heading_open":
            while above and above[-1] >= token.tag:
                above.pop()
            above.append(token.tag)
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(highest + len(above) - 1, 6)}"


def _resolve(token: Token, file_url: Callable[[str], str]) -> None:
    name = {"link_open": "href", "image": "src"}.get(token.type)
    if name is None:
        return
    target = str(token.attrs[name])
    address = _address(target, file_url, picture=token.type == "image")
    if address is not None:
        token.attrs[name] = address
    elif token.type == "image":
        token.type = "text"
    else:
        del token.attrs[name]
    if token.type == "link_open" and not target.startswith("#"):
        token.attrs["target"] = "_blank"
        if scheme(target) is None:
            # A host may file it under another name; the learner saves it under the author's.
            token.attrs["download"] = PurePosixPath(unquote(file_name(target))).name


def _address(target: str, file_url: Callable[[str], str], *, picture: bool) -> str | None:
    if target.startswith("#"):
        return None if picture else target
    if (found := scheme(target)) is None:
        name = file_name(target)
        return file_url(name) + target[len(name) :]
    if picture or found not in OPEN_SCHEMES:
        return None
    return MarkdownIt.normalizeLink(_dialect(), target)


def _plain_pieces(tokens: Sequence[Token]) -> Iterator[str]:
    address = ""
    begin = 0
    said: list[str] = []
    for token in tokens:
        if token.type == "link_open":
            address, begin = str(token.attrs["href"]), len(said)
        elif token.type == "link_close":
            if scheme(address) and unquote(address) not in "".join(said[begin:]):
                said.append(f" ({address})")
        else:
            said.append(" " if token.type.endswith("break") else token.content)
    yield from said


def _link_bare_addresses(state: StateCore) -> None:
    for token in state.tokens:
        if token.children and "://" in token.content:
            token.children = list(_with_links(token.children))


def _with_links(children: Sequence[Token]) -> Iterator[Token]:
    inside = 0
    for child in children:
        inside += {"link_open": 1, "link_close": -1}.get(child.type, 0)
        if child.type == "text" and not inside:
            yield from _split_at_addresses(child.content)
        else:
            yield child


def _split_at_addresses(text: str) -> Iterator[Token]:
    end = 0
    for found in _BARE_ADDRESS.finditer(text):
        yield Token("text", "", 0, content=text[end : found.start()])
        yield Token("link_open", "a", 1, attrs={"href": found[0]}, info="auto")
        yield Token("text", "", 0, content=found[0])
        yield Token("link_close", "a", -1, info="auto")
        end = found.end()
    yield Token("text", "", 0, content=text[end:])
