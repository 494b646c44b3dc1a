"""Whether a picture or film is what its name says, by the bytes that it begins with.

Sources: PNG (third edition) 5.2, JPEG (ITU-T T.81) B.1.1.3, GIF89a 17, WebP (RFC 9649) 2.4, AVIF
1.1 section 3, MP4 (ISO/IEC 14496-12) 4.3.
"""

import re
from pathlib import Path

from course.loader import svg

_LONGEST = 4096
_KINDS = {
    "avif": rb".{4}ftyp(.{4})*?(avif|avis)",
    "gif": rb"GIF8[79]a",
    "jpeg": rb"\xff\xd8\xff",
    "jpg": rb"\xff\xd8\xff",
    "mp4": rb".{4}(ftyp|moov|mdat|free|skip|wide)",
    "png": rb"\x89PNG\r\n\x1a\n",
    "webp": rb"RIFF.{4}WEBP",
    "woff2": rb"wOF2",
}
_FOUND = {kind: re.compile(beginning, re.DOTALL) for kind, beginning in _KINDS.items()}


def fault(file: Path, kind: str) -> str | None:
    """Say what is wrong with a file whose name ends in ``kind``, in Dutch; None when it is sound.

    The sentence goes on after the file's name. Kinds that are not known here are never wrong.
    """
    if kind == "svg":
        return svg.fault(file)
    known = _FOUND.get(kind)
    if known is None or known.match(_beginning(file)):
        return None
    return f"is geen {kind.upper()}, al heet het zo"


def _beginning(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(_LONGEST)
