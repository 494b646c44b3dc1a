"""The packages of the practice LMS: checked, unpacked, and replaced by newer versions.

A package is known by the identifier of its manifest and its edition, so that a new version takes
the place of the old one and learners keep their attempts, as in Moodle.
"""

import hashlib
import re
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from practice_lms.scorm.manifest import MANIFEST, PackageError, Sco, read_manifest, scos_from_json
from practice_lms.storage import Storage

MAX_BYTES = 500 * 1024 * 1024
MAX_FILES = 10_000


@dataclass(frozen=True, slots=True)
class Package:
    """A package that can be played; its files lie in ``folder``."""

    id: str
    edition: str
    title: str
    folder: Path
    scos: tuple[Sco, ...]

    def sco(self, item: str | None) -> Sco | None:
        """Find a SCO by its item identifier; without one, the first."""
        if item is None:
            return self.scos[0]
        return next((sco for sco in self.scos if sco.item == item), None)


class Library:
    """All packages that were ever added to a practice LMS."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def all(self) -> list[Package]:
        """Every package, in the order of first adding."""
        rows = self._storage.rows("SELECT * FROM package ORDER BY rowid")
        return [self._package(**dict(row)) for row in rows]

    def get(self, package_id: str) -> Package | None:
        """Find one package."""
        row = self._storage.row("SELECT * FROM package WHERE id = ?", package_id)
        return None if row is None else self._package(**dict(row))

    def add(self, path: Path) -> Package:
        """Add a package from a zip file, or put a new version in the place of the old one.

        PackageError, and nothing changed, when it cannot be played.
        """
        try:
            with zipfile.ZipFile(path) as archive:
                return self._add(archive, hashlib.sha256(path.read_bytes()).hexdigest()[:16])
        except zipfile.BadZipFile as error:
            raise PackageError("Dit bestand is geen zip-bestand, of het is beschadigd.") from error

    def _add(self, archive: zipfile.ZipFile, digest: str) -> Package:
        _check(archive)
        manifest = read_manifest(archive.read(MANIFEST))
        package_id = _slug(f"{manifest.id}-{manifest.edition}")
        folder = Path(package_id) / digest
        _unpack(archive, self._folder / folder)
        row = (package_id, manifest.edition, manifest.title, str(folder), manifest.scos_as_json())
        with self._storage.write() as database:
            database.execute(
                "INSERT INTO package VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
                " title = excluded.title, folder = excluded.folder, scos = excluded.scos",
                row,
            )
        _remove_others(self._folder / folder)
        package = self.get(package_id)
        assert package is not None  # noqa: S101 - just written
        return package

    @property
    def _folder(self) -> Path:
        return self._storage.folder / "packages"

    def _package(self, id: str, edition: str, title: str, folder: str, scos: str) -> Package:  # noqa: A002
        return Package(id, edition, title, self._folder / folder, scos_from_json(scos))


def _check(archive: zipfile.ZipFile) -> None:
    names = archive.namelist()
    if MANIFEST not in names:
        inside = next((name for name in names if name.endswith("/" + MANIFEST)), None)
        where = f" Het staat nu in de map {inside.rsplit('/', 1)[0]}." if inside else ""
        raise PackageError(f"{MANIFEST} hoort in de zip bovenaan te staan, in geen map.{where}")
    for name in names:
        path = PurePosixPath(name.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in name or "\0" in name:
            raise PackageError(f"Het bestand {name!r} wijst buiten het pakket.")
    if len(names) > MAX_FILES or sum(each.file_size for each in archive.infolist()) > MAX_BYTES:
        raise PackageError("Het pakket is uitgepakt groter dan 500 MB of telt te veel bestanden.")


def _unpack(archive: zipfile.ZipFile, folder: Path) -> None:
    """Unpack beside the place and move it there, so that half a package is never played."""
    if folder.is_dir():
        return
    new = folder.with_name(folder.name + ".new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    try:
        for entry in archive.infolist():
            entry.filename = entry.filename.replace("\\", "/")  # older tools on Windows
            archive.extract(entry, new)
        new.rename(folder)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise PackageError(f"Het pakket kan niet worden uitgepakt: {error}") from error
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _remove_others(folder: Path) -> None:
    """Remove older versions; a page that still plays one needs no more files from it."""
    for other in folder.parent.iterdir():
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)


def _slug(text: str) -> str:
    """Make a name that is safe in addresses and folders, and differs where the text differs."""
    slug = re.sub(r"[^A-Za-z0-9._-]+", "-", text).strip("-.").lower()[:80]
    if slug == text:
        return slug
    return f"{slug}-{hashlib.sha256(text.encode()).hexdigest()[:6]}"
