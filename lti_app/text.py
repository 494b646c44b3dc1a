"""Text from outside, made fit to be stored and shown."""

import re
from typing import Any

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    """Replace what no database takes: NUL (PostgreSQL) and half characters (UTF-8)."""
    return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def line(value: Any, limit: int = 1000) -> str:
    """Make one tidy line of a claim; nothing of null, other types and unfilled ``$Variables``.

    Moodle and others pass variables that they do not know on literally.
    """
    if not isinstance(value, str):
        return ""
    tidy = " ".join(storable(value).split())[:limit]
    return "" if tidy.startswith("$") else tidy
