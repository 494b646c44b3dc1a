"""The names of the module's files inside a package.

Authors give files human names ("Werkplaat 1 & 2 ~ 'versie' (définitief) #3%.pdf"). Platforms drop
or change ``~ & ' " | : # %`` and non-ASCII when they unpack, fold case, skip names that begin with
``_`` or ``.``, and refuse long paths; every link to such a file is then dead. A package therefore
holds only plain names. A name depends on the author's name alone, so it stays the same between
builds whatever files come and go beside it.
"""

import hashlib
import re
import unicodedata
from pathlib import PurePosixPath

FOLDER = "files"
"""Where the module's own files lie in a package."""

_STEM_LIMIT = 50
_PLAIN = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*(?:\.[a-z0-9]{1,8})?")
_OWN = re.compile(r"-[0-9a-f]{10}(?:\.|$)")
_WINDOWS = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)")
_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")


def package_name(name: str) -> str:
    """Return the path in the package of the file that authors call ``name``.

    Two names never share a path, also where case is folded. A name that is plain already is kept;
    any other is spelt plainly and told apart by a piece of its digest.
    """
    return f"{FOLDER}/{name if _is_plain(name) else _spelt_plainly(name)}"


def _is_plain(name: str) -> bool:
    return (
        len(name) <= _STEM_LIMIT
        and _PLAIN.fullmatch(name) is not None
        and not _OWN.search(name)
        and not _WINDOWS.match(name)
    )


def _spelt_plainly(name: str) -> str:
    path = PurePosixPath(name)
    suffix = path.suffix.lower() if _SUFFIX.fullmatch(path.suffix.lower()) else ""
    stem = _ascii(str(path)[: len(str(path)) - len(suffix)])[:_STEM_LIMIT].strip("-")
    digest = hashlib.sha256(name.encode("utf-8", "surrogateescape")).hexdigest()[:10]
    return f"{stem or 'file'}-{digest}{suffix}"


def _ascii(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
