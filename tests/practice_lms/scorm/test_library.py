"""Packages are checked before anything is kept, and replaced whole."""

import stat
import zipfile
from pathlib import Path

import pytest

from practice_lms.scorm.library import Library
from practice_lms.scorm.manifest import PackageError
from practice_lms.storage import Storage
from tests.practice_lms.packages import manifest, package, write


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(Storage(tmp_path / "state"))


def test_a_new_version_takes_the_place_of_the_old_one(library: Library, tmp_path: Path) -> None:
    old = library.add(package(tmp_path, version="1"))
    new = library.add(package(tmp_path, version="2"))
    assert (new.id, len(library.all())) == (old.id, 1)
    assert "Versie 2" in (new.folder / "index.html").read_text()
    assert not old.folder.exists()


def test_editions_of_one_package_stand_beside_each_other(library: Library, tmp_path: Path) -> None:
    library.add(package(tmp_path))
    library.add(package(tmp_path, edition="2004"))
    assert [each.edition for each in library.all()] == ["scorm12", "scorm2004"]


def test_packages_outlive_the_process(library: Library, tmp_path: Path) -> None:
    added = library.add(package(tmp_path))
    assert Library(Storage(tmp_path / "state")).get(added.id) == added


@pytest.mark.parametrize("name", ["../out.txt", "/out.txt", "a/../../out.txt", "c:\\out.txt"])
def test_files_that_point_outside_are_refused(library: Library, tmp_path: Path, name: str) -> None:
    evil = write(tmp_path / "evil.zip", {"imsmanifest.xml": manifest(), name: "x"})
    with pytest.raises(PackageError, match="buiten het pakket"):
        library.add(evil)
    assert library.all() == []
    assert not list(tmp_path.rglob("out.txt"))


def test_a_link_in_a_zip_becomes_no_link(library: Library, tmp_path: Path) -> None:
    path = package(tmp_path)
    entry = zipfile.ZipInfo("link.txt")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(entry, "/etc/passwd")
    kept = library.add(path).folder / "link.txt"
    assert not kept.is_symlink()


def test_folders_written_the_windows_way_become_folders(library: Library, tmp_path: Path) -> None:
    path = package(tmp_path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("map\\plaat.txt", "x")
    assert (library.add(path).folder / "map" / "plaat.txt").read_text() == "x"


def test_a_manifest_in_a_folder_is_told_where_it_belongs(library: Library, tmp_path: Path) -> None:
    path = write(tmp_path / "wrapped.zip", {"map/imsmanifest.xml": manifest()})
    with pytest.raises(PackageError, match="nu in de map map"):
        library.add(path)


def test_a_file_that_is_no_zip_is_refused(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "nothing.zip"
    path.write_bytes(b"PK but not really")
    with pytest.raises(PackageError, match="geen zip-bestand"):
        library.add(path)


def test_a_broken_file_leaves_the_old_version_alone(library: Library, tmp_path: Path) -> None:
    old = library.add(package(tmp_path))
    path = package(tmp_path, version="2")
    path.write_bytes(path.read_bytes().replace(b"Versie 2", b"Versie X"))
    with pytest.raises(PackageError, match="niet worden uitgepakt"):
        library.add(path)
    assert "Versie 1" in (old.folder / "index.html").read_text()
