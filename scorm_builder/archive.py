"""A reproducible zip: the same input gives the same bytes on every day and machine.

Dates, order, permissions, flags and compression are fixed, and folders have no entries of their
own. The format is PKWARE's APPNOTE.TXT.
"""

import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

_DATE = (1980, 1, 1, 0, 0, 0)
_LEVEL = 9
_UNIX = 3
_READABLE_BY_ALL = 0o100644 << 16
_UTF8 = 0x800
_MEDIA = 4 * 1024 * 1024

Content = bytes | Path
"""What an entry holds: the bytes themselves, or the file they are in."""


def write(target: BinaryIO, entries: Mapping[str, Content]) -> None:
    """Write ``entries``, by their names, as a zip to a seekable ``target``.

    Whatever is larger than 4 MiB is media, which no compression makes smaller: it is copied piece
    by piece as it is, so that a film costs neither time nor memory.
    """
    with zipfile.ZipFile(target, "w") as archive:
        for name in sorted(entries):
            content = entries[name]
            if isinstance(content, Path) and content.stat().st_size > _MEDIA:
                _store(archive, name, content)
            else:
                data = content if isinstance(content, bytes) else content.read_bytes()
                archive.writestr(_entry(name), data, zipfile.ZIP_DEFLATED, _LEVEL)


def _store(archive: zipfile.ZipFile, name: str, content: Path) -> None:
    entry = _entry(name)
    entry.file_size = content.stat().st_size
    with archive.open(entry, "w") as sink, content.open("rb") as source:
        shutil.copyfileobj(source, sink)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = _Entry(name, _DATE)
    entry.create_system = _UNIX
    entry.external_attr = _READABLE_BY_ALL
    return entry


class _Entry(zipfile.ZipInfo):
    """An entry whose name is marked as UTF-8 (APPNOTE 4.4.4, bit 11).

    ``zipfile`` marks only names outside ASCII, and clears the flags when it writes.
    """

    @property
    def flag_bits(self) -> int:
        return _UTF8

    @flag_bits.setter
    def flag_bits(self, bits: int) -> None:
        pass
