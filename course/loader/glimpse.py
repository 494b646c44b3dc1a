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

_PART_ID = re.compile(r"^\W*id\b\W*([A-Za-z][A-Za-z0-9_-]*)", re.MULTILINE | re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_ITEM = re.compile(r" {0,3}(?:[-*+•·▪●◦–—]|\d+[.)])(?!-*\s*$)")
_OTHER_KIND = re.compile(r"^kind: *[\"']?(?:text|video|worksheets|cards)\b", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Glimpse:
    """Which ids the part may have, None where any, and how many questions it has at most."""

    ids: frozenset[str] | None
    questions: float

    def may_be(self, part_id: str) -> bool:
        """Whether the file may turn out to be the part with this id."""
        return self.ids is None or part_id in self.ids


UNKNOWN = Glimpse(None, math.inf)
"""What shows of a file that may not be looked into."""


def glimpse(file: Path) -> Glimpse:
    """Look at a file of which no more can be had."""
    if not file.is_file():
        return Glimpse(frozenset(), 0)
    try:
        data = read_bytes(file)
    except UnreadableError:
        return UNKNOWN
    if foreign(data):
        return UNKNOWN
    # Without its zeros UTF-16 reads as what it holds of ASCII, and ids are no more than that.
    text = data.replace(b"\0", b"").decode("utf-8", "replace")
    # An empty 2-werkplaten.md is likely to get its id back.
    ids = (*_PART_ID.findall(text), *_NAME.findall(file.stem))
    return Glimpse(frozenset(ids), _questions(text))


def _questions(text: str) -> int:
    if _OTHER_KIND.search(text):
        return 0
    return sum(1 for line in text.splitlines() if _ITEM.match(line))
