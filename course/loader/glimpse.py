"""What shows of a file that cannot be read: enough to judge what other files say.

A part with one wrong byte or an open quote still shows its ids and questions. A glimpse makes no
problem: it keeps those back that would go away once the file is mended.
See docs/decisions/0004-what-an-unreadable-file-hides.md.
"""

import math
import re
from dataclasses import dataclass
from pathlib import Path

from course.loader.report import UnreadableError
from course.loader.source import foreign, read_bytes

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_ITEM = re.compile(r" {0,3}(?:[-*+•·▪●◦–—]|\d+[.)])(?!-*\s*$)")
_OTHER_KIND = re.compile(r"^kind: *[\"']?(?:text|video|worksheets|cards)\b", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Glimpse:
    """The words in a file, None when nothing shows of it, and how many questions at most."""

    words: frozenset[str] | None
    questions: float

    def may_hold(self, content_id: str) -> bool:
        """Whether the file may turn out to hold an id."""
        return self.words is None or content_id in self.words


def glimpse(file: Path) -> Glimpse:
    """Look at a file of which no more can be had."""
    if not file.is_file():
        return Glimpse(frozenset(), 0)
    try:
        data = read_bytes(file)
    except UnreadableError:
        return Glimpse(None, math.inf)
    if foreign(data):
        return Glimpse(None, math.inf)
    # Without its zeros UTF-16 reads as what it holds of ASCII, and ids are no more than that.
    text = data.replace(b"\0", b"").decode("utf-8", "replace")
    # An empty 2-werkplaten.md is likely to get its id back.
    return Glimpse(frozenset(_WORD.findall(f"{file.stem}\n{text}")), _questions(text))


def _questions(text: str) -> int:
    if _OTHER_KIND.search(text):
        return 0
    return sum(1 for line in text.splitlines() if _ITEM.match(line))
