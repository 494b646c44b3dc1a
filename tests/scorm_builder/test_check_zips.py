"""What is wrong with the zip itself, before its manifest is read."""

import io
import struct
import zipfile
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scorm_builder.check import check
from scorm_builder.editions import Edition
from tests.scorm_builder.changes import Entries, Write, add_file, changed, errors

ROOT = Path(__file__).parents[2]


def test_a_zip_bomb_is_named_and_not_unpacked(entries: Entries, write: Write) -> None:
    (finding,) = errors(write({**entries, "bom.txt": b"\0" * (64 * 1024 * 1024)}))

    assert "bom.txt" in finding.message


def test_entries_that_overlap_are_an_error(tmp_path: Path) -> None:
    """One piece of data named a hundred times: a bomb of another kind."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.txt", b"x" * 1000)
    whole = data.getvalue()
    start = whole.index(b"PK\x01\x02")
    directory = whole[start : whole.index(b"PK\x05\x06")]
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 100, 100, len(directory) * 100, start, 0)
    path = tmp_path / "overlap.zip"
    path.write_bytes(whole[:start] + directory * 100 + end)

    assert any("overlappen" in finding.message for finding in errors(path))


def test_a_finding_stays_on_one_line_whatever_a_file_is_called(
    entries: Entries, write: Write
) -> None:
    findings = errors(write({**entries, "a\nb\u2028c.txt": b"x"}))

    assert findings
    assert all(finding.message.splitlines() == [finding.message] for finding in findings)


@pytest.mark.parametrize(
    "name", ["../buiten.txt", "/etc/buiten.txt", "a/../../buiten.txt", "c:\\buiten.txt"]
)
def test_a_file_that_would_land_outside_is_an_error_by_name(
    entries: Entries, write: Write, name: str
) -> None:
    findings = errors(write({**entries, name: b"x"}))

    assert any(
        finding.file == name and "buiten het pakket" in finding.message for finding in findings
    )


def test_a_damaged_file_is_an_error_by_name(built: Path, tmp_path: Path) -> None:
    data = bytearray(built.read_bytes())
    with zipfile.ZipFile(built) as archive:
        entry = archive.getinfo("index.html")
    data[entry.header_offset + 30 + len(entry.filename) + 20] ^= 0xFF
    path = tmp_path / "stuk.zip"
    path.write_bytes(data)

    assert [finding.file for finding in errors(path)] == ["index.html"]


@pytest.mark.parametrize("data", [b"", b"PK", b"geen zip", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_package_is_an_error(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "pakket.zip"
    path.write_bytes(data)

    assert len(errors(path)) == 1


def test_a_folder_or_a_path_to_nothing_is_an_error(tmp_path: Path) -> None:
    assert "map" in errors(tmp_path)[0].message
    assert "bestaat niet" in errors(tmp_path / "weg.zip")[0].message


def test_a_file_behind_a_password_is_an_error(built: Path, tmp_path: Path) -> None:
    data = bytearray(built.read_bytes())
    directory = data.index(b"index.html", data.index(b"PK\x01\x02")) - 46
    data[directory + 8] |= 1
    path = tmp_path / "dicht.zip"
    path.write_bytes(data)

    assert any("wachtwoord" in finding.message for finding in errors(path))


def test_names_that_platforms_change_are_advice(entries: Entries, write: Write) -> None:
    names = ["Plaat.PDF", "plaat.pdf", "_klad.pdf", "a&b.pdf", "één.pdf", f"{'m/' * 60}lang.pdf"]
    spoilt = changed(
        {**entries, **dict.fromkeys(names, b"x")},
        lambda root: list(map(partial(add_file, root), names)),
    )

    findings = check(write(spoilt))

    assert {finding.file for finding in findings} == set(names) - {"Plaat.PDF"}
    assert {finding.severity for finding in findings} == {"advice"}


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150
)
@given(st.data())
def test_no_damage_makes_the_check_fall_over(
    edition: Edition, built: Path, tmp_path: Path, data: st.DataObject
) -> None:
    changed = bytearray(built.read_bytes())
    spots = st.integers(0, len(changed) - 1) | st.integers(len(changed) - 2500, len(changed) - 1)
    for place in data.draw(st.lists(spots, min_size=1, max_size=8)):
        changed[place] = data.draw(st.integers(0, 255))
    del changed[data.draw(st.just(len(changed)) | st.integers(0, len(changed))) :]
    path = tmp_path / "stuk.zip"
    path.write_bytes(changed)

    assert all(finding.line >= 1 and "\n" not in finding.message for finding in check(path))
