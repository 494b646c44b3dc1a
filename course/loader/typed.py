"""What looks like Markdown and is read as plain text, so that learners would see the signs."""

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from course.loader.report import Tell
from course.loader.source import Source
from course.loader.wording import listed, quote, shortened

_LINK = re.compile(
    r"(?<!\\)(!?\[[^\[\]\\]*\])(?:\(([^()]*)\)| \(((?:https?:|mailto:|tel:|#)[^()]*)\))"
)
_HTML = re.compile(
    r"</?(a|abbr|article|audio|b|big|blockquote|body|br|button|center|code|del|details|div|em"
    r"|embed|figcaption|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|ins"
    r"|label|li|link|main|mark|meta|nav|object|ol|option|p|pre|script|section|select|small|source"
    r"|span|strong|style|sub|summary|sup|svg|table|tbody|td|textarea|th|thead|tr|u|ul|video)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)


def check(tokens: Sequence[Token], source: Source) -> None:
    """Tell of links that are none and comments without an end; advise about HTML."""
    for line, typed, shown in _lines(tokens):
        _check_links(line, typed, shown, source.tell)
        if "<!--" in shown:
            wrong = "de opmerking die hier begint met <!-- heeft geen einde"
            source.tell(line, wrong, "zet --> achter de opmerking")
        elif tags := _tags(shown):
            wrong = f"deelnemers zien {listed(map(quote, tags))} zoals het hier staat"
            source.advise(line, wrong, "haal het weg; met **vet** en een lege regel kan veel ook")


def _tags(shown: str) -> list[str]:
    """Give each sort of HTML on a line by the first that stands there."""
    first: dict[str, str] = {}
    for found in _HTML.finditer(shown):
        first.setdefault(found[1].lower(), found[0])
    return list(first.values())


def _check_links(line: int, typed: str, shown: str, tell: Tell) -> None:
    for found in _LINK.finditer(typed):
        if found[0] in shown:
            address = (found[2] or found[3] or "").strip("<>")
            wrong = f"{quote(found[0])} is zo geen link of plaatje"
            tell(line, wrong, f"schrijf {shortened(f'{found[1]}(<{address}>)')}. {_WHY}")


def _lines(tokens: Sequence[Token]) -> Iterator[tuple[int, str, str]]:
    """Give each line of text: its number from 1, as it was typed, and what is shown as text."""
    for token in tokens:
        if token.type != "inline" or token.map is None:
            continue
        shown = [""]
        for child in token.children or ():
            if child.type in {"softbreak", "hardbreak"}:
                shown.append("")
            elif child.type == "text":
                shown[-1] += child.content
        pairs = zip(token.content.split("\n"), shown, strict=False)
        for line, (typed, text) in enumerate(pairs, start=token.map[0] + 1):
            yield line, typed, text


_WHY = "Tussen ] en ( staat geen spatie, en om een adres met spaties staan < en >"
