"""Text from outside, made fit to be stored."""

import re

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    """Replace what no database takes: NUL (PostgreSQL) and half characters (UTF-8)."""
    return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", text)
