"""The zip is the same at every build and holds nothing that differs between machines."""

import io
import os
import zipfile
from pathlib import Path

from scorm_builder.archive import write


def _zip(entries: dict[str, bytes | Path]) -> bytes:
    target = io.BytesIO()
    write(target, entries)
    return target.getvalue()


def test_neither_order_nor_dates_nor_rights_of_the_input_change_a_byte(tmp_path: Path) -> None:
    place = tmp_path / "b.txt"
    place.write_text("b")
    first = _zip({"a.txt": b"a", "b.txt": place})
    os.utime(place, (0, 0))
    place.chmod(0o777)

    assert _zip({"b.txt": place, "a.txt": b"a"}) == first


def test_entries_are_sorted_dated_1980_readable_by_all_and_marked_utf8() -> None:
    archive = zipfile.ZipFile(io.BytesIO(_zip({"m/b.txt": b"b", "a.txt": b"a" * 99})))

    assert archive.namelist() == ["a.txt", "m/b.txt"]
    for entry in archive.infolist():
        assert entry.date_time == (1980, 1, 1, 0, 0, 0)
        assert entry.external_attr >> 16 == 0o100644
        assert entry.create_system == 3
        assert entry.flag_bits == 0x800
        assert entry.extra == b""
    assert archive.testzip() is None


def test_the_local_headers_carry_the_utf8_flag_too() -> None:
    assert _zip({"a.txt": b"a"})[6:8] == b"\x00\x08"


def test_media_is_stored_as_it_is(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    film.write_bytes(b"\0" * (5 * 1024 * 1024))
    archive = zipfile.ZipFile(io.BytesIO(_zip({"film.mp4": film, "a.txt": b"a"})))

    assert archive.getinfo("film.mp4").compress_type == zipfile.ZIP_STORED
    assert archive.getinfo("a.txt").compress_type == zipfile.ZIP_DEFLATED
    assert archive.read("film.mp4") == film.read_bytes()
